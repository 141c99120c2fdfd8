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
  const eventId = scan.event_id;
  const floor = book.floor(eventId);
  const id = floor.conflicts + 1n;
  conflictRows.put([eventId, id], rowOf(call, scan, flagged, passed));
  openConflicts.insert([eventId, id]);
  const open = { conflicts: id, openConflicts: floor.openConflicts + 1 };
  book.putFloor(eventId, { ...floor, ...open });
  // The move was decided on the floor before: it must not take the new conflict back.
  if (passed) passed.floor = { ...passed.floor, ...open };
  return id;
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
  };
}
