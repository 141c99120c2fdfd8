/** Conflicts: what readers did offline and the rules do not confirm. */
import type { Call } from '@qikcard/canister-kit';
import type { Scan } from '@qikcard/contracts';
import { refusalData } from './domain/answer.ts';
import type { Passed } from './domain/check-in.ts';
import type { Flagged } from './domain/offline.ts';
import type { DoorBook } from './door-book.ts';
import type { ConflictRow } from './rows-doors.ts';
import { conflictRows, openConflicts } from './store-doors.ts';

/** Stores an open conflict; gives its number within the event, from 1. */
export function storeConflict(
  book: DoorBook,
  call: Call,
  scan: Scan,
  flagged: Flagged,
  passed: Passed | undefined,
): bigint {
  const { id, ...open } = openConflict(book, scan.event_id, rowOf(call, scan, flagged, passed));
  // The move was decided on the floor before: it must not take the new conflict back.
  if (passed) passed.floor = { ...passed.floor, ...open };
  return id;
}

/** Puts a row among the open conflicts of an event and counts it; the caller flushes the book. */
export function openConflict(book: DoorBook, eventId: bigint, row: ConflictRow) {
  const floor = book.floor(eventId);
  const id = floor.conflicts + 1n;
  conflictRows.put([eventId, id], row);
  openConflicts.insert([eventId, id]);
  const open = { conflicts: id, openConflicts: floor.openConflicts + 1 };
  book.putFloor(eventId, { ...floor, ...open });
  return { id, ...open };
}

function rowOf(
  { caller, nowNs }: Call,
  scan: Scan,
  flagged: Flagged,
  passed: Passed | undefined,
): ConflictRow {
  const { refusal, refusalAtNs = 0n, refusalText = '' } = refusalData(flagged.reason);
  const { kind, suggested, readerAtNs, correctedAtNs, counted, other } = flagged;
  return {
    ...{ kind, suggested, readerAtNs, correctedAtNs, counted, refusalAtNs, refusalText },
    registrationId: passed?.registrationId ?? 0n,
    refusal: refusal ?? 'Malformed',
    reader: caller,
    gate: scan.gate,
    uploadedAtNs: nowNs,
    other: other && { ...other, reader: other.reader ?? caller },
    first: passed?.first ?? false,
    resolved: undefined,
    claim: undefined,
  };
}
