/** Guests without a registration: registered and let in at the door, in one message. */
import { type Call, rateLimit } from '@qikcard/canister-kit';
import {
  CLAIM_TTL_SECONDS,
  eventApi,
  GATE_MAX_CHARS,
  GUEST_ROW_KEY_BYTES,
  type HandOver,
  type Infer,
  type Passage,
  sequenceOf,
  shardedId,
  toOpt,
  WALK_INS_PER_MINUTE,
  type WalkIn,
  type WalkInAnswer,
} from '@qikcard/contracts';
import { go, guestAt, problemOfGuest, problemOfWindow, type Spot } from './domain/check-in.ts';
import { presenceOf } from './domain/presence.ts';
import { isClaimed, newRegistration, unclaimedHolder } from './domain/registration.ts';
import { checkText } from './domain/text.ts';
import { DoorBook } from './door-book.ts';
import { mayMove, spotOf } from './moves.ts';
import { problemOfGuest as problemOfPlace, storeGuest } from './people/guests.ts';
import { openHandOver } from './people/hand-over-codes.ts';
import { guestRows } from './people/store.ts';
import { keysReady, roles, shard } from './platform.ts';
import { recordMove } from './record.ts';
import type { EventDoor, RegistrationRow } from './rows.ts';
import { served } from './serve.ts';
import { doors, registrationCount, registrations } from './store.ts';
import { presences } from './store-doors.ts';

const SECOND_NS = 1_000_000_000n;
const IN = { In: null };
const walkIns = rateLimit({ burst: WALK_INS_PER_MINUTE, perMinute: WALK_INS_PER_MINUTE });

export class WalkIns {
  @served(eventApi.admit_walk_in)
  admit_walk_in(call: Call, asked: WalkIn): WalkInAnswer {
    const { event_id: eventId, row_key: key } = asked;
    call.subject = eventId.toString();
    const door = doors.get(eventId);
    if (door === undefined) return { Err: { UnknownEvent: null } };
    if (!mayMove(call, eventId, door)) return { Err: { Forbidden: null } };
    if (key.length !== GUEST_ROW_KEY_BYTES) {
      const problem = `must have ${GUEST_ROW_KEY_BYTES} bytes`;
      return { Err: { Invalid: { field: 'row_key', problem } } };
    }
    if (!keysReady()) return { Err: { KeysNotReady: null } };
    const known = guestRows.get([eventId, key]);
    if (known !== undefined) return again(call, known, door);
    const wait = walkIns.take(call.caller.toHex(), call.nowNs);
    if (wait !== undefined) return { Err: { RateLimited: { retry_after_seconds: wait } } };
    const answer = admit(call, asked, door);
    if ('Admitted' in answer) call.subject = `${answer.Admitted.passage.registration_id}`;
    return answer;
  }
}

/** Everything that speaks against it is asked before anything is written. */
function admit(call: Call, asked: WalkIn, door: EventDoor): WalkInAnswer {
  const { event_id: eventId, ticket_type: ticketType } = asked;
  const id = shardedId(shard(), registrationCount.get() + 1n);
  const name = asked.display_name.trim() || `#${sequenceOf(id)}`;
  const person = { display_name: name, ticket_type: ticketType };
  const guest = { ...person, note: '', attention: '', holder: [] as [] };
  const noPlace =
    checkText('gate', asked.gate, 0, GATE_MAX_CHARS) ?? problemOfPlace(call, eventId, guest);
  if (noPlace) return { Err: noPlace };
  if (door.status === 'draft') return { Err: { NotPublished: null } };
  const book = new DoorBook(call);
  const spot = spotOf(book, eventId, asked);
  if (spot === undefined) return { Refused: { UnknownList: null } };
  const fresh = newRegistration(eventId, unclaimedHolder(id), name, call.nowNs, ticketType);
  const refusal =
    problemOfWindow({ direction: IN }, door, call.nowNs) ?? problemAt(call, book, id, fresh, spot);
  if (refusal) return { Refused: refusal };
  const stored = storeGuest(eventId, guest, call.nowNs);
  if (stored !== id) throw new Error('a walk-in gets the next id');
  guestRows.put([eventId, asked.row_key], id);
  return { Admitted: { passage: letIn(call, id, asked.gate, asked), claim: claimOf(call, id) } };
}

function problemAt(call: Call, book: DoorBook, id: bigint, fresh: RegistrationRow, spot: Spot) {
  const { nowNs } = call;
  const door = book.door(fresh.eventId) as EventDoor;
  const { before, guest } = guestAt(
    { registrationId: id, registration: fresh },
    door,
    spot,
    nowNs,
    ways(book),
  );
  return problemOfGuest({ direction: IN }, before, spot, guest, nowNs, ways(book));
}

/** The move of a guest who has just been registered; the rows are read as they are now. */
function letIn(call: Call, id: bigint, gate: string, asked: WalkIn): Passage {
  const { nowNs: atNs } = call;
  const registration = registrations.get(id) as RegistrationRow;
  const book = new DoorBook(call);
  const door = book.door(registration.eventId) as EventDoor;
  const spot = spotOf(book, registration.eventId, asked) as Spot;
  const who = { registrationId: id, registration };
  const { before, guest } = guestAt(who, door, spot, atNs, ways(book));
  const move = go({ direction: IN, gate }, before, spot, atNs);
  const where = { registrationId: id, entering: true, atNs, gate, spot, guest };
  const detail = 'walk-in';
  recordMove(book, { ...where, move, kind: 'EnteredByHand', detail, announced: true });
  book.flush();
  return passageOf(id, move.registration, move.door);
}

/** The answer was lost on its way: the same guest, with a new code. */
function again(call: Call, id: bigint, door: EventDoor): WalkInAnswer {
  const row = registrations.get(id);
  if (!row?.inside || row.revoked) return { NotInside: null };
  const claim = isClaimed(row.holder) ? ([] as []) : claimOf(call, id);
  return { Admitted: { passage: passageOf(id, row, door), claim } };
}

function claimOf(call: Call, registrationId: bigint): [] | [Infer<typeof HandOver>] {
  const expiresAtNs = call.nowNs + BigInt(CLAIM_TTL_SECONDS) * SECOND_NS;
  const code = openHandOver({ registrationId, kind: 'claim', expiresAtNs });
  return toOpt(code === undefined ? undefined : { code, expires_at_ns: expiresAtNs });
}

const ways = (book: DoorBook) => ({
  floor: book.floor,
  presence: (id: bigint, row: RegistrationRow) => presenceOf(presences.get(id), row),
  isSuspended: (holder: RegistrationRow['holder']) => roles.isSuspended(holder),
});

const passageOf = (id: bigint, row: RegistrationRow, door: EventDoor): Passage => ({
  registration_id: id,
  display_name: row.displayName,
  at_ns: row.enteredAtNs ?? 0n,
  gate: row.enteredGate,
  inside: door.inside,
  open_loans: [],
  door_notes: [],
});
