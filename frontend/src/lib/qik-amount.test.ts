import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { qikAmount, readQik } from './qik-amount.ts';

const plain = (text: string) => text.replaceAll(/\s/g, ' ');

describe('an amount', () => {
  test('is shown with every decimal that counts, in the notation of the reader', () => {
    expect(plain(qikAmount(123_450_000_000n, 'en'))).toBe('1,234.50 QIK');
    expect(plain(qikAmount(1n, 'en'))).toBe('0.00000001 QIK');
    expect(plain(qikAmount(123_456_789_012n, 'de'))).toBe('1.234,56789012 QIK');
    expect(plain(qikAmount(0n, 'fr'))).toBe('0,00 QIK');
    expect(plain(qikAmount(-12_500_000n, 'en'))).toBe('−0.125 QIK');
  });
  test('is read with a point or a comma, and nothing that could mean two amounts', () => {
    expect(readQik('12.5')).toBe(1_250_000_000n);
    expect(readQik(' 12,5 ')).toBe(1_250_000_000n);
    expect(readQik('0.00000001')).toBe(1n);
    for (const text of ['', '1,234.50', '1.234,50', '-1', '1e3', '0.000000001', 'ten', '١']) {
      expect(readQik(text), text).toBeUndefined();
    }
  });
  test('that is shown without groups is read as the same', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 99_900_000_000n }), (e8s) => {
        const typed = plain(qikAmount(e8s, 'en')).replace(' QIK', '').replaceAll(',', '');
        expect(readQik(typed)).toBe(e8s);
      }),
    );
  });
});
