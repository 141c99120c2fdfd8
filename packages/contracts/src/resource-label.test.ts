import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { labelCode, labelForPeople, labelLink, readLabel } from './resource-label.ts';

const labels = fc.uint8Array({ minLength: 10, maxLength: 10 }).map((random) => labelCode(random));

describe('a label', () => {
  test('is read from its link, as it is printed, and however it is typed', () => {
    fc.assert(
      fc.property(labels, (label) => {
        expect(readLabel(labelLink('https://qikcard.example', label))).toBe(label);
        expect(readLabel(labelForPeople(label))).toBe(label);
        expect(readLabel(` ${label.toLowerCase()}\n`)).toBe(label);
      }),
    );
  });
  test('forgives letters that look like digits', () => {
    expect(readLabel('O1iL0-00000')).toBe('0111000000');
  });
  test.each([
    '',
    'ABCDE',
    'https://x.example/t/ABCDEFGHJK',
    'ABCDEFGHJ!',
    'ABCDEFGHJKM',
    'UUUUUUUUUU',
  ])('is not %j', (text) => expect(readLabel(text)).toBeUndefined());
});
