/** What a payment costs and what is too little to be carried (Bitcoin Core, `policy.cpp`). */
import type { FeeSpeed } from '@qikcard/contracts';

/** Thousandths of a satoshi per virtual byte. */
export type FeeRate = bigint;

/** No node relays for less. */
const RATE_MIN: FeeRate = 1_000n;
/** Far above what was ever reasonable: a wrong answer about fees must not cost a fortune. */
const RATE_MAX: FeeRate = 500_000n;
/** Where nobody has paid a fee lately there is nothing to learn from. */
const RATE_USUAL: FeeRate = 5_000n;
const percentileOf = { slow: 25, normal: 50, fast: 90 };

/** The rate for a speed, from the 101 percentiles of recent fees. */
export function feeRateOf(speed: FeeSpeed, percentiles: readonly bigint[]): FeeRate {
  const name = Object.keys(speed)[0] as keyof typeof percentileOf;
  const found = percentiles[percentileOf[name]] ?? RATE_USUAL;
  if (found < RATE_MIN) return RATE_MIN;
  return found > RATE_MAX ? RATE_MAX : found;
}

/** Weight of an input that one signature spends; a quarter of it are virtual bytes. */
const inputWeight = { p2wpkh: 4 * 41 + 109, p2tr: 4 * 41 + 67 };
export type InputKind = keyof typeof inputWeight;
/** Version, marker, lock time and two counts. */
const OVERHEAD_WEIGHT = 4 * 10 + 2;

/** Virtual bytes of a payment, rounded up; never below what it turns out to be. */
export function virtualBytes(inputs: readonly InputKind[], scripts: readonly Uint8Array[]): bigint {
  const outputs = scripts.reduce((sum, { length }) => sum + 4 * (9 + length), 0);
  const spent = inputs.reduce((sum, kind) => sum + inputWeight[kind], 0);
  return BigInt(Math.ceil((OVERHEAD_WEIGHT + spent + outputs) / 4));
}

/** Satoshi for so many virtual bytes, rounded up. */
export const feeOf = (bytes: bigint, rate: FeeRate): bigint => (bytes * rate + 999n) / 1_000n;

/** The least that nodes carry to such a script: three times what spending it would cost at 1 sat/B. */
export function dustLimit(script: Uint8Array): bigint {
  const witness =
    script.length >= 4 &&
    script.length <= 42 &&
    (script[0] === 0 || (script[0] as number) >= 0x51) &&
    script[1] === script.length - 2;
  const spending = witness ? 67n : 148n;
  return (BigInt(8 + 1 + script.length) + spending) * 3n;
}
