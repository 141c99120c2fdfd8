/** What every transaction of QIK carries besides memo and time: an amount and a fee. */
import {
  type GenericError,
  problemOfMemo,
  problemOfTime,
  type Stamp as SharedStamp,
  type StampError as SharedStampError,
} from '@qikcard/contracts/icrc/stamp';
import { AMOUNT_MAX } from './token.ts';

export { badSubaccount, repetitionOf } from '@qikcard/contracts/icrc/stamp';

export type Stamp = SharedStamp & { amount: bigint; fee: [] | [bigint] };
export type StampError =
  | SharedStampError
  | { BadFee: { expected_fee: bigint } }
  | { Duplicate: { duplicate_of: bigint } };

/** Numbers of `GenericError` of this ledger, for ever; 1 and 2 are shared. */
const code = { amount: 3n, ownSpender: 4n, mintingSpender: 5n };

export function genericError(what: keyof typeof code, message: string): GenericError {
  return { GenericError: { error_code: code[what], message } };
}

/** What is wrong with the stamp; `expectedFee` is what this kind of transaction costs. */
export function problemOfStamp(
  { amount, fee: [fee], memo, created_at_time }: Stamp,
  expectedFee: bigint,
  nowNs: bigint,
): StampError | undefined {
  if (fee !== undefined && fee !== expectedFee) return { BadFee: { expected_fee: expectedFee } };
  const wrong = problemOfMemo(memo);
  if (wrong) return wrong;
  if (amount > AMOUNT_MAX) return genericError('amount', 'No amount is above 2^128 - 1.');
  return problemOfTime(created_at_time, nowNs);
}
