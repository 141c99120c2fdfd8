/** What every call about badges carries: memo and time. */
import {
  type GenericError,
  problemOfMemo,
  problemOfTime,
  type Stamp,
  type StampError,
} from '@qikcard/contracts/icrc/stamp';

export {
  badSubaccount,
  repetitionOf,
  type Stamp,
  type StampError,
} from '@qikcard/contracts/icrc/stamp';

/** Numbers of `GenericError` of badges, for ever; 1 and 2 are shared. */
const code = { soulbound: 101n, tooManyApprovals: 102n, reserved: 103n };

export function genericError(what: keyof typeof code, message: string): GenericError {
  return { GenericError: { error_code: code[what], message } };
}

/** What is wrong with memo or time. */
export const problemOfStamp = (
  { memo, created_at_time }: Stamp,
  nowNs: bigint,
): StampError | undefined => problemOfMemo(memo) ?? problemOfTime(created_at_time, nowNs);

/** Entries of `tx` that every kind of block has. */
export function stampEntries({ memo: [memo], created_at_time: [time] }: Stamp) {
  return {
    memo: memo === undefined ? undefined : { Blob: Uint8Array.from(memo) },
    ts: time === undefined ? undefined : { Nat: time },
  };
}
