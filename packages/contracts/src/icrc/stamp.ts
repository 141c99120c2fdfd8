/** What every transaction of a ledger carries, by ICRC-1 and ICRC-7 alike: memo and time. */
import type { Value } from './value.ts';
import { hashOfValue } from './value-hash.ts';

export const MEMO_MAX_BYTES = 32;
const SECOND_NS = 1_000_000_000n;
/** How long a repetition is recognised ("transaction deduplication"). */
export const TX_WINDOW_SECONDS = 24n * 3_600n;
/** How far a client's clock may be ahead. */
export const PERMITTED_DRIFT_SECONDS = 120n;
export const TX_WINDOW_NS = TX_WINDOW_SECONDS * SECOND_NS;
export const PERMITTED_DRIFT_NS = PERMITTED_DRIFT_SECONDS * SECOND_NS;

export type Stamp = { memo: [] | [Uint8Array]; created_at_time: [] | [bigint] };
export type GenericError = { GenericError: { error_code: bigint; message: string } };
export type StampError =
  | { TooOld: null }
  | { CreatedInFuture: { ledger_time: bigint } }
  | GenericError;

/** Numbers of `GenericError` that all ledgers share, for ever. */
const SUBACCOUNT = 1n;
const MEMO = 2n;

export const badSubaccount: GenericError = {
  GenericError: { error_code: SUBACCOUNT, message: 'A subaccount has exactly 32 bytes.' },
};

/** What is wrong with the memo; undefined when nothing is. */
export function problemOfMemo([memo]: [] | [Uint8Array]): GenericError | undefined {
  if (memo === undefined || memo.length <= MEMO_MAX_BYTES) return undefined;
  const message = `A memo has at most ${MEMO_MAX_BYTES} bytes.`;
  return { GenericError: { error_code: MEMO, message } };
}

/** What is wrong with the time; undefined when nothing is. */
export function problemOfTime(
  [createdAtNs]: [] | [bigint],
  nowNs: bigint,
): Exclude<StampError, GenericError> | undefined {
  if (createdAtNs === undefined) return undefined;
  if (createdAtNs + TX_WINDOW_NS + PERMITTED_DRIFT_NS < nowNs) return { TooOld: null };
  return createdAtNs > nowNs + PERMITTED_DRIFT_NS
    ? { CreatedInFuture: { ledger_time: nowNs } }
    : undefined;
}

/** Where repetitions are looked up. */
export type Known = { duplicateOf(fingerprint: Uint8Array): bigint | undefined };

/**
 * A transaction with a time is the same as another when all it says is the same, the way the account
 * was named included. Without a time none is a repetition.
 */
export function repetitionOf(btype: string, tx: Value, [createdAtNs]: [] | [bigint], known: Known) {
  if (createdAtNs === undefined) return { deduplicate: undefined, duplicate: undefined };
  const fingerprint = hashOfValue({ Array: [{ Text: btype }, tx] });
  const found = known.duplicateOf(fingerprint);
  const duplicate = found === undefined ? undefined : { Duplicate: { duplicate_of: found } };
  return { deduplicate: { fingerprint, createdAtNs }, duplicate };
}
