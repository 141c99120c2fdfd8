/** Which coins pay: pure, so that what is reserved is decided in one message. */
import { dustLimit, type FeeRate, feeOf, type InputKind, virtualBytes } from './fees.ts';

export type Coin = {
  /** In the order of the wire. */
  txid: Uint8Array;
  vout: number;
  value: bigint;
  height: number;
  kind: InputKind;
};
export type Output = { script: Uint8Array; amount: bigint };
export type Plan = { inputs: Coin[]; outputs: Output[]; fee: bigint; change: bigint };
export type PlanProblem =
  | { NotEnough: { spendable: bigint; needed: bigint } }
  | { AmountTooSmall: { least: bigint } }
  | { FeeTooHigh: { fee: bigint; most: bigint } };

/** Each input is a signature of the subnet, which costs: about a cent. */
export const INPUTS_MAX = 40;

/**
 * Pays `amount` to `to` from the largest coins on; what is left returns to `change`, or goes into the
 * fee where it is too little to be carried. Every satoshi of the inputs is in an output or the fee.
 */
export function planPayment(options: {
  coins: readonly Coin[];
  to: Uint8Array;
  amount: bigint;
  change: Uint8Array;
  rate: FeeRate;
  feeMax: bigint;
}): { Ok: Plan } | { Err: PlanProblem } {
  const { coins, to, amount, change, rate, feeMax } = options;
  const least = dustLimit(to);
  if (amount < least) return { Err: { AmountTooSmall: { least } } };
  const sorted = [...coins].sort((a, b) => (a.value < b.value ? 1 : a.value > b.value ? -1 : 0));
  const inputs: Coin[] = [];
  let held = 0n;
  let needed = amount + feeOf(virtualBytes(['p2wpkh'], [to]), rate);
  for (const coin of sorted.slice(0, INPUTS_MAX)) {
    inputs.push(coin);
    held += coin.value;
    const kinds = inputs.map(({ kind }) => kind);
    const bare = feeOf(virtualBytes(kinds, [to]), rate);
    needed = amount + bare;
    if (held < needed) continue;
    const plan = withChange({ inputs, held, to, amount, change, bare, rate });
    if (plan.fee > feeMax) return { Err: { FeeTooHigh: { fee: plan.fee, most: feeMax } } };
    return { Ok: plan };
  }
  const spendable = coins.reduce((sum, { value }) => sum + value, 0n);
  return { Err: { NotEnough: { spendable, needed } } };
}

function withChange(found: {
  inputs: Coin[];
  held: bigint;
  to: Uint8Array;
  amount: bigint;
  change: Uint8Array;
  /** Fee without a change output. */
  bare: bigint;
  rate: FeeRate;
}): Plan {
  const { inputs, held, to, amount, change, rate } = found;
  const payment = { script: to, amount };
  const kinds = inputs.map(({ kind }) => kind);
  const fee = feeOf(virtualBytes(kinds, [to, change]), rate);
  const left = held - amount - fee;
  if (left < dustLimit(change)) {
    return { inputs, outputs: [payment], fee: held - amount, change: 0n };
  }
  const outputs = [payment, { script: change, amount: left }];
  return { inputs, outputs, fee, change: left };
}
