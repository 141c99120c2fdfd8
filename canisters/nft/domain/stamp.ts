/** What every call carries: memo and time; and how a repetition is recognised. */
import type { Value } from '@qikcard/contracts/icrc/value';
import { hashOfValue } from '@qikcard/contracts/icrc/value-hash';
import { MEMO_MAX_BYTES, PERMITTED_DRIFT_NS, TX_WINDOW_NS } from './collection.ts';
import type { Shelf } from './shelf.ts';

export type Stamp = { memo: [] | [Uint8Array]; created_at_time: [] | [bigint] };
export type StampError =
  | { TooOld: null }
  | { CreatedInFuture: { ledger_time: bigint } }
  | { GenericError: { error_code: bigint; message: string } };

/** Numbers of `GenericError`, for ever. */
const code = { subaccount: 1n, memo: 2n, soulbound: 101n, tooManyApprovals: 102n, reserved: 103n };

export function genericError(what: keyof typeof code, message: string): StampError {
  return { GenericError: { error_code: code[what], message } };
}
export const badSubaccount = genericError('subaccount', 'A subaccount has exactly 32 bytes.');

/** What is wrong with memo or time. */
export function problemOfStamp(
  { memo: [memo], created_at_time: [createdAtNs] }: Stamp,
  nowNs: bigint,
): StampError | undefined {
  if (memo !== undefined && memo.length > MEMO_MAX_BYTES) {
    return genericError('memo', `A memo has at most ${MEMO_MAX_BYTES} bytes.`);
  }
  if (createdAtNs === undefined) return undefined;
  if (createdAtNs + TX_WINDOW_NS + PERMITTED_DRIFT_NS < nowNs) return { TooOld: null };
  return createdAtNs > nowNs + PERMITTED_DRIFT_NS
    ? { CreatedInFuture: { ledger_time: nowNs } }
    : undefined;
}

/** Entries of `tx` that every kind of block has. */
export function stampEntries({ memo: [memo], created_at_time: [time] }: Stamp) {
  return {
    memo: memo === undefined ? undefined : { Blob: Uint8Array.from(memo) },
    ts: time === undefined ? undefined : { Nat: time },
  };
}

/** The block of the same transaction, and what to remember this one by. */
export function repetitionOf(btype: string, tx: Value, [createdAtNs]: [] | [bigint], shelf: Shelf) {
  if (createdAtNs === undefined) return { deduplicate: undefined, duplicate: undefined };
  const fingerprint = hashOfValue({ Array: [{ Text: btype }, tx] });
  const found = shelf.duplicateOf(fingerprint);
  const duplicate = found === undefined ? undefined : { Duplicate: { duplicate_of: found } };
  return { deduplicate: { fingerprint, createdAtNs }, duplicate };
}
