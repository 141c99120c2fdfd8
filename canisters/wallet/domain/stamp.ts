/** What every transaction carries: fee, memo, time; and how a repetition is recognised. */
import type { Value } from '@qikcard/contracts/icrc/value';
import { hashOfValue } from '@qikcard/contracts/icrc/value-hash';
import type { Book } from './book.ts';
import { AMOUNT_MAX, MEMO_MAX_BYTES, PERMITTED_DRIFT_NS, TX_WINDOW_NS } from './token.ts';

export type Stamp = {
  amount: bigint;
  fee: [] | [bigint];
  memo: [] | [Uint8Array];
  created_at_time: [] | [bigint];
};
export type StampError =
  | { BadFee: { expected_fee: bigint } }
  | { TooOld: null }
  | { CreatedInFuture: { ledger_time: bigint } }
  | { Duplicate: { duplicate_of: bigint } }
  | { GenericError: { error_code: bigint; message: string } };

/** Numbers of `GenericError`, for ever. */
const code = { subaccount: 1n, memo: 2n, amount: 3n, ownSpender: 4n, mintingSpender: 5n };

export function genericError(what: keyof typeof code, message: string): StampError {
  return { GenericError: { error_code: code[what], message } };
}

/** What is wrong with the stamp; `expectedFee` is what this kind of transaction costs. */
export function problemOfStamp(
  { amount, fee: [fee], memo: [memo], created_at_time: [createdAtNs] }: Stamp,
  expectedFee: bigint,
  nowNs: bigint,
): StampError | undefined {
  if (fee !== undefined && fee !== expectedFee) return { BadFee: { expected_fee: expectedFee } };
  if (memo !== undefined && memo.length > MEMO_MAX_BYTES) {
    return genericError('memo', `A memo has at most ${MEMO_MAX_BYTES} bytes.`);
  }
  if (amount > AMOUNT_MAX) return genericError('amount', 'No amount is above 2^128 - 1.');
  if (createdAtNs === undefined) return undefined;
  if (createdAtNs + TX_WINDOW_NS + PERMITTED_DRIFT_NS < nowNs) return { TooOld: null };
  return createdAtNs > nowNs + PERMITTED_DRIFT_NS
    ? { CreatedInFuture: { ledger_time: nowNs } }
    : undefined;
}

/**
 * A transaction with a time is the same as another when all it says is the same, the fee and the
 * way the account was named included. Without a time none is a repetition (ICRC-1).
 */
export function repetitionOf(btype: string, tx: Value, [createdAtNs]: [] | [bigint], book: Book) {
  if (createdAtNs === undefined) return { deduplicate: undefined, duplicate: undefined };
  const fingerprint = hashOfValue({ Array: [{ Text: btype }, tx] });
  const found = book.duplicateOf(fingerprint);
  const duplicate = found === undefined ? undefined : { Duplicate: { duplicate_of: found } };
  return { deduplicate: { fingerprint, createdAtNs }, duplicate };
}
