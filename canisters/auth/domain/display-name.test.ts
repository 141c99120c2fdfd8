import { NAME_MAX_CHARS } from '@qikcard/contracts';
import { describe, expect, test } from 'vitest';
import { parseDisplayName } from './display-name.ts';

const refused = (given: string) => 'Err' in parseDisplayName(given);

describe('a display name', () => {
  test('is stored without the blanks around it', () => {
    expect(parseDisplayName('  Ada Lovelace ')).toEqual({ Ok: 'Ada Lovelace' });
  });
  test('may be in any script, and emoji count as one character', () => {
    expect(parseDisplayName('Zoë 王小明 محمد 🎟')).toEqual({ Ok: 'Zoë 王小明 محمد 🎟' });
    expect(refused('🎟'.repeat(NAME_MAX_CHARS))).toBe(false);
  });
  test('is refused when nothing is left of it', () => {
    expect(refused('')).toBe(true);
    expect(refused(' \t ')).toBe(true);
  });
  test('is refused beyond its limit and accepted at it', () => {
    expect(refused('x'.repeat(NAME_MAX_CHARS))).toBe(false);
    expect(refused('x'.repeat(NAME_MAX_CHARS + 1))).toBe(true);
    expect(refused('x'.repeat(1_000_000))).toBe(true);
  });
  test('is refused with characters that staff cannot see', () => {
    for (const hidden of ['a\u0000b', 'a\nb', 'a\u202eb', 'a\u200bb', 'a\ud800b']) {
      expect(refused(hidden), JSON.stringify(hidden)).toBe(true);
    }
  });
});
