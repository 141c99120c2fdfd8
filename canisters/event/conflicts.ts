/** The conflict inbox: what staff decide about entries that only a reader had seen. */
import type { Call } from '@qikcard/canister-kit';
import {
  type Conflict,
  type ConflictPage,
  type EventRefusal,
  err,
  eventApi,
  fromOpt,
  ok,
  type Resolution,
  type Result,
  toOpt,
} from '@qikcard/contracts';
import { refusalOf } from './domain/answer.ts';
import { goOut } from './domain/moves.ts';
import { pageSize } from './domain/page.ts';
import { presenceOf } from './domain/presence.ts';
import { revoke } from './domain/registration.ts';
import { checkText } from './domain/text.ts';
import { DoorBook } from './door-book.ts';
import { forgottenSince } from './door-privacy.ts';
import { runsEvent, staffsEvent } from './events.ts';
import { REASON_MAX_CHARS, takeBack } from './moves.ts';
import { announce, recordMove } from './record.ts';
import { leaveReceipt } from './rosters.ts';
import type { EventDoor } from './rows.ts';
import type { ConflictRow } from './rows-doors.ts';
import { served } from './serve.ts';
import { doors, registrations } from './store.ts';
import { conflictRows, floors, openConflicts, passedOn, presences } from './store-doors.ts';
import { revokeOpenTokens } from './tokens.ts';

type How = NonNullable<ConflictRow['resolved']>['how'];

export class Conflicts {
  @served(eventApi.conflicts)
  conflicts(
    call: Call,
    eventId: bigint,
    openOnly: boolean,
    cursor: [] | [bigint],
    limit: number,
  ): Result<ConflictPage, EventRefusal> {
    const door = doors.get(eventId);
    if (door === undefined) return err({ UnknownEvent: null });
    if (!staffsEvent(call, eventId, door)) return err({ Forbidden: null });
    const size = pageSize(limit);
    const ids = openOnly
      ? openIds(eventId, fromOpt(cursor), size + 1)
      : allIds(eventId, fromOpt(cursor), size + 1);
    const shown = ids.slice(0, size);
    const rows = shown.map((id) => viewOf(id, conflictRows.get([eventId, id]) as ConflictRow));
    return ok({ conflicts: rows, next: toOpt(ids.length > size ? shown.at(-1) : undefined) });
  }

  @served(eventApi.resolve_conflict)
  resolve_conflict(
    call: Call,
    eventId: bigint,
    id: bigint,
    resolution: Resolution,
    note: string,
  ): Result<Conflict, EventRefusal> {
    call.subject = `${eventId} conflict ${id}`;
    const book = new DoorBook(call);
    const door = book.door(eventId);
    if (door === undefined) return err({ UnknownEvent: null });
    const how = Object.keys(resolution)[0] as How;
    const may =
      how === 'Revoke' ? runsEvent(call, door, eventId) : staffsEvent(call, eventId, door);
    if (!may) return err({ Forbidden: null });
    const row = conflictRows.get([eventId, id]);
    const problem = checkText('note', note, 0, REASON_MAX_CHARS) ?? problemOfRow(row);
    if (problem || !row) return err(problem ?? { UnknownConflict: null });
    apply(call, book, row, how, note);
    const resolved = { ...row, resolved: { how, by: call.caller, atNs: call.nowNs, note } };
    close(book, eventId, id, resolved);
    book.flush();
    return ok(viewOf(id, resolved));
  }
}

const problemOfRow = (row: ConflictRow | undefined): EventRefusal | undefined => {
  if (row === undefined) return { UnknownConflict: null };
  return row.resolved ? { AlreadyResolved: null } : undefined;
};

function openIds(eventId: bigint, below: bigint | undefined, limit: number): bigint[] {
  const after = below === undefined ? {} : { after: [eventId, below] as [bigint, bigint] };
  const scan = { prefix: [eventId] as [bigint], reverse: true, limit, ...after };
  return openConflicts.scan(scan).map(([, id]) => id);
}

function allIds(eventId: bigint, below: bigint | undefined, limit: number): bigint[] {
  const newest = floors.get(eventId)?.conflicts ?? 0n;
  const top = below === undefined ? newest : below - 1n;
  const size = top < BigInt(limit) ? Number(top) : limit;
  return Array.from({ length: Math.max(0, size) }, (_, i) => top - BigInt(i));
}

/** What the decision changes about the guest. */
function apply(call: Call, book: DoorBook, row: ConflictRow, how: How, note: string): void {
  const { registrationId, counted, first, gate } = row;
  const registration = registrations.get(registrationId);
  if (registration === undefined) return;
  if (how === 'Keep') {
    // What a holder disputes was told to everybody when it happened.
    if (counted && row.claim === undefined) keep(registrationId, row, gate, first);
    return;
  }
  if (counted) undoEntry(call, book, row, note);
  if (how !== 'Revoke') return;
  const door = book.door(registration.eventId) as EventDoor;
  const now = registrations.get(registrationId) ?? registration;
  const after = revoke(now, door);
  registrations.put(registrationId, after.registration);
  book.putDoor(registration.eventId, after.door);
  revokeOpenTokens(registrationId, call.nowNs);
}

/** Only now does the guest attend for everybody else. */
function keep(id: bigint, row: ConflictRow, gate: string, first: boolean): void {
  const registration = registrations.get(id);
  if (registration === undefined) return;
  const { eventId } = registration;
  leaveReceipt(eventId, id, row.correctedAtNs, { gate, undone: false });
  announce(id, { registration, first }, true, gate);
  const presence = presences.get(id);
  if (presence?.last?.atNs !== row.correctedAtNs) return;
  presences.put(id, { ...presence, last: { ...presence.last, announced: true } });
}

/** As if the entry had not been where nothing has happened since, else out from now on. */
function undoEntry(call: Call, book: DoorBook, row: ConflictRow, detail: string): void {
  const { registrationId, correctedAtNs } = row;
  const registration = registrations.get(registrationId);
  if (registration === undefined) return;
  const { eventId, enteredGate: gate } = registration;
  const presence = presenceOf(presences.get(registrationId), registration);
  const door = book.door(eventId) as EventDoor;
  const now = { registration, presence, door, floor: book.floor(eventId) };
  if (presence.last?.entering && presence.last.atNs === correctedAtNs) {
    takeBack(book, registrationId, now, detail);
    return;
  }
  if (!registration.inside) return;
  // Whoever came back since then is inside by another entry than the one they dispute.
  if (row.claim !== undefined && registration.enteredAtNs !== correctedAtNs) return;
  const { gateId, zoneId } = presence.place;
  const atNs = call.nowNs;
  const move = goOut(now, { atNs, gate, gateId, zoneId });
  const plan = book.plan(eventId);
  const spot = { plan, gate: { id: gateId, name: gate, zone_id: zoneId }, list: undefined };
  const where = { registrationId, atNs, gate, spot, entering: false };
  recordMove(book, { ...where, move, kind: 'LeftByHand', detail, announced: true });
}

function close(book: DoorBook, eventId: bigint, id: bigint, row: ConflictRow): void {
  conflictRows.put([eventId, id], row);
  openConflicts.remove([eventId, id]);
  const floor = book.floor(eventId);
  book.putFloor(eventId, { ...floor, openConflicts: Math.max(0, floor.openConflicts - 1) });
}

/** Why a place was no way in any more; undefined where it was the code, or something else. */
function placeOf({ refusal, claim, registrationId, correctedAtNs }: ConflictRow) {
  const registration = registrations.get(registrationId);
  if (refusal !== 'Revoked' || claim !== undefined || !registration) return undefined;
  if (registration.revoked) {
    return registration.cancelled ? { Cancelled: null } : { Withdrawn: null };
  }
  const wasOthers = (passedOn.get(registrationId)?.atNs ?? 0n) > correctedAtNs;
  return wasOthers ? { PassedOn: null } : undefined;
}

function viewOf(id: bigint, row: ConflictRow): Conflict {
  const { other, resolved } = row;
  const isForgotten = forgottenSince(row.registrationId, row.uploadedAtNs);
  return {
    id,
    kind: { [row.kind]: null } as Conflict['kind'],
    registration_id: row.registrationId,
    reason: refusalOf(row),
    reader: row.reader,
    gate: row.gate,
    reader_at_ns: row.readerAtNs,
    corrected_at_ns: row.correctedAtNs,
    uploaded_at_ns: row.uploadedAtNs,
    other: toOpt(other && { reader: other.reader, gate: other.gate, at_ns: other.atNs }),
    suggested: { [row.suggested]: null } as Resolution,
    resolved: toOpt(
      resolved && {
        how: { [resolved.how]: null } as Resolution,
        by: resolved.by,
        at_ns: resolved.atNs,
        note: isForgotten ? '' : resolved.note,
      },
    ),
    claim: toOpt(row.claim),
    place: toOpt(placeOf(row)),
    display_name: toOpt(registrations.get(row.registrationId)?.displayName),
  };
}
