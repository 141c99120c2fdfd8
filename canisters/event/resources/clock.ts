/** What happens to loans and reservations when their time has come. */
import { type DeadlineKind, startClock } from './deadlines.ts';
import { fallDue, fallUnanswered } from './loan-moves.ts';
import { expire } from './reservation-moves.ts';

const reactions: Record<DeadlineKind, (id: bigint, nowNs: bigint) => void> = {
  loan: fallDue,
  approval: fallUnanswered,
  reservation: expire,
};

/** Sets the clock of lending going; after installation and every upgrade. */
export const startLending = (): void => startClock((kind, id, nowNs) => reactions[kind](id, nowNs));
