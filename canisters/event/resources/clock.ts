/** What happens to loans and reservations when their time has come. */
import { type DeadlineKind, startClock } from './deadlines.ts';
import { settleInSilence } from './deposits.ts';
import { fallDue, fallUnanswered, remind } from './loan-moves.ts';
import { becomeReady, expire } from './reservation-moves.ts';

const reactions: Record<DeadlineKind, (id: bigint, nowNs: bigint) => void> = {
  loan: fallDue,
  approval: fallUnanswered,
  reservation: expire,
  loanReminder: remind,
  reservationReady: becomeReady,
  deposit: settleInSilence,
};

/** Sets the clock of lending going; after installation and every upgrade. */
export const startLending = (): void => startClock((kind, id, nowNs) => reactions[kind](id, nowNs));
