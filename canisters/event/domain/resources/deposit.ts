/**
 * Deposits: QIK that the wallet keeps aside for a thing. Here is decided what becomes of them; every
 * deposit is settled once, by a person or by time, and what is not kept goes back.
 */
import {
  DEPOSIT_LATE_SECONDS,
  DEPOSIT_MAX_E8S,
  DEPOSIT_MIN_E8S,
  DEPOSIT_UNUSED_SECONDS,
  DEPOSIT_WORD_SECONDS,
} from '@qikcard/contracts';
import type { DepositRow, LoanRow } from '../../resources/rows.ts';

const SECOND_NS = 1_000_000_000n;
const later = (atNs: bigint, seconds: number): bigint => atNs + BigInt(seconds) * SECOND_NS;
/** Between the last word of lending and the end of the escrow: news may come late. */
const SPARE_SECONDS = 24 * 60 * 60;

/** Whether terms may ask for so much for each unit. */
export const mayAsk = (e8s: bigint): boolean => e8s >= DEPOSIT_MIN_E8S && e8s <= DEPOSIT_MAX_E8S;

/** When a deposit that nothing is borrowed on goes back. */
export const unusedEndNs = (heldAtNs: bigint): bigint => later(heldAtNs, DEPOSIT_UNUSED_SECONDS);

/** A loan on a deposit is due by then, so that its deposit is settled while it is still held. */
export const latestDueNs = ({ untilNs }: DepositRow): bigint =>
  later(untilNs, -(DEPOSIT_LATE_SECONDS + DEPOSIT_WORD_SECONDS + SPARE_SECONDS));

/** When a deposit is settled if nobody says anything; undefined while the owner has to agree first. */
export function settlesAtNs({ state, dueAtNs, closedAtNs }: LoanRow): bigint | undefined {
  if (state === 'Open') return later(dueAtNs, DEPOSIT_LATE_SECONDS);
  if (state === 'Returned') return later(closedAtNs ?? 0n, DEPOSIT_WORD_SECONDS);
  return undefined;
}

/** What the lender keeps when nobody has said anything: all of what never came back. */
export const keptInSilence = (loan: LoanRow | undefined, amount: bigint): bigint =>
  loan?.state === 'Open' ? amount : 0n;

/** What a lender took back themselves, as it was, is settled with the return. */
export const endsWithReturn = (seenByLender: boolean, worse: boolean): boolean =>
  seenByLender && !worse;

/** What the loan says of a deposit that was settled. */
export const stepOf = (kept: bigint): 'Released' | 'Claimed' =>
  kept > 0n ? 'Claimed' : 'Released';
