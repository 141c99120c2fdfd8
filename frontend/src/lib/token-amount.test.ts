import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainAmount, readAmount, tokenAmount } from './token-amount.ts';

const btc = { symbol: 'BTC', decimals: 8 };
const eth = { symbol: 'ETH', decimals: 18 };
const seats = { symbol: 'SEAT', decimals: 0 };
const plain = (text: string) => text.replaceAll(/\s/g, ' ');
const read = (text: string, unit = btc, locale = 'en') => readAmount(text, unit, locale);

describe('an amount of a token', () => {
  test('is shown with every decimal that counts, and as many as its token has', () => {
    expect(plain(tokenAmount(123_450_000_000n, btc, 'en'))).toBe('1,234.50 BTC');
    expect(plain(tokenAmount(1n, eth, 'de'))).toBe('0,000000000000000001 ETH');
    expect(plain(tokenAmount(1_200n, seats, 'en'))).toBe('1,200 SEAT');
    expect(plain(tokenAmount(-5n, { symbol: 'X', decimals: 1 }, 'en'))).toBe('−0.5 X');
  });
  test('is read with a point or a comma, and with no more decimals than there are', () => {
    expect(read('12.5')).toEqual({ units: 1_250_000_000n });
    expect(read(' 12,5 ')).toEqual({ units: 1_250_000_000n });
    expect(read('0.000000001')).toEqual({ problem: 'decimals' });
    expect(read('3', seats)).toEqual({ units: 3n });
    expect(read('3.5', seats)).toEqual({ problem: 'decimals' });
    for (const text of ['', '1,234.50', '1 000', '-1', '1e3', '.5', '5.', '١', '9'.repeat(16)]) {
      expect(read(text), text).toEqual({ problem: 'format' });
    }
  });
  test('that could be one or a thousand is not read at all', () => {
    expect(read('1,000', btc, 'en')).toEqual({ problem: 'ambiguous' });
    expect(read('1.000', btc, 'de')).toEqual({ problem: 'ambiguous' });
    expect(read('1.000', btc, 'en')).toEqual({ units: 100_000_000n });
    expect(read('1,000', btc, 'de')).toEqual({ units: 100_000_000n });
    expect(read('0,125', btc, 'en')).toEqual({ units: 12_500_000n });
    expect(read('1,0000', btc, 'en')).toEqual({ units: 100_000_000n });
  });
  test('put into the field by the app is read as the same', () => {
    const units = fc.bigInt({ min: 0n, max: 10n ** 23n });
    const anyUnit = fc.constantFrom(btc, eth, seats);
    fc.assert(
      fc.property(units, anyUnit, fc.constantFrom('en', 'de', 'fr', 'ja'), (n, unit, locale) => {
        const whole = n % 10n ** BigInt(unit.decimals + 15);
        expect(readAmount(plainAmount(whole, unit, locale), unit, locale)).toEqual({
          units: whole,
        });
      }),
    );
  });
});
