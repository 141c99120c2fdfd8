import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseExactJson, printExactJson } from './exact-json.ts';

describe('exact JSON', () => {
  it('keeps integers beyond 2^53 to the last digit', () => {
    const text =
      '{"cycles":340282366920938463463374607431768211455,"small":7,"ns":1620328630000000001}';
    expect(parseExactJson(text)).toEqual({
      cycles: 2n ** 128n - 1n,
      small: 7,
      ns: 1620328630000000001n,
    });
    expect(printExactJson(parseExactJson(text))).toBe(text);
  });

  it('leaves digits inside strings and fractions alone', () => {
    const text = '{"a \\"12345678901234567890":"98765432109876543210\\\\","f":0.12345678901234567}';
    expect(parseExactJson(text)).toEqual(JSON.parse(text));
  });

  it('reads strings of several megabytes', () => {
    const payload = 'ab1234567890123456789'.repeat(200_000);
    expect(parseExactJson(JSON.stringify({ payload, n: 1 }))).toEqual({ payload, n: 1 });
  });

  it('agrees with JSON for every ordinary value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const ordinary = JSON.parse(JSON.stringify(value));
        const parsed = parseExactJson(printExactJson(ordinary));
        const asDoubles = JSON.parse(printExactJson(parsed));
        expect(asDoubles).toEqual(ordinary);
      }),
    );
  });

  it('returns every integer unchanged', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 130n), max: 2n ** 130n }), (integer) => {
        const [parsed] = parseExactJson(`[${integer}]`) as [number | bigint];
        expect(BigInt(parsed)).toBe(integer);
      }),
    );
  });

  it('refuses what is not JSON', () => {
    expect(() => parseExactJson('{"a":1234567890123456789')).toThrow(SyntaxError);
  });
});
