/** Stores what happened to one guest at the doors: rows, counts, feed, log and facts. */
import { facts } from '@qikcard/contracts';
import type { Guest, Spot } from './domain/check-in.ts';
import type { Move } from './domain/moves.ts';
import type { DoorBook } from './door-book.ts';
import { emitOfHolder } from './platform.ts';
import { leaveReceipt } from './rosters.ts';
import type { LogRow } from './rows-doors.ts';
import { registrations } from './store.ts';
import { presences } from './store-doors.ts';

export type MoveRecord = {
  registrationId: bigint;
  move: Move;
  entering: boolean;
  atNs: bigint;
  gate: string;
  spot: Spot;
  kind: LogRow['kind'];
  guest?: Guest;
  reason?: string;
  detail?: string;
  scanId?: Uint8Array;
  /** False: nothing is told to other canisters before staff have decided. */
  announced: boolean;
};

/** Stores a move; the caller flushes the book at the end of its message. */
export function recordMove(book: DoorBook, record: MoveRecord): void {
  const { registrationId, move, entering, gate, spot, atNs } = record;
  const { registration } = move;
  const { eventId } = registration;
  registrations.put(registrationId, registration);
  const { last } = move.presence;
  const kept = last && { ...last, announced: record.announced };
  presences.put(registrationId, { ...move.presence, last: kept });
  book.putDoor(eventId, move.door);
  book.putFloor(eventId, move.floor);
  book.feed(eventId, entering ? 'CheckedIn' : 'CheckedOut', gate, registrationId);
  book.countMinute(eventId, atNs, entering ? 'entered' : 'left');
  logScan(book, eventId, record, spot);
  if (!record.announced) return;
  if (entering) leaveReceipt(eventId, registrationId, atNs, { gate, undone: false });
  announce(registrationId, move, entering, gate);
}

/** One line of the scan log about a scan or a move. */
export function logScan(
  book: DoorBook,
  eventId: bigint,
  record: Partial<MoveRecord> & Pick<LogRow, 'kind' | 'gate'>,
  spot: Spot | undefined,
): void {
  const { kind, gate, reason = '', detail = '', scanId, guest } = record;
  book.log(eventId, {
    ...{ kind, gate, reason, detail, scanId },
    ...(record.atNs === undefined ? {} : { atNs: record.atNs }),
    registrationId: record.registrationId ?? guest?.registrationId ?? 0n,
    gateId: spot?.gate.id ?? 0,
    zoneId: spot?.gate.zone_id ?? 0,
    listId: spot?.list ? [spot.list.id] : [],
    facts: guest?.facts,
  });
}

/** Tells other canisters that somebody went in or out. */
export function announce(
  registrationId: bigint,
  { registration, first }: Pick<Move, 'registration' | 'first'>,
  entering: boolean,
  gate: string,
): void {
  const { eventId, holder } = registration;
  const fact = { eventId, registrationId, holder, gate, first };
  emitOfHolder(entering ? facts.checkedIn : facts.checkedOut, fact);
}
