/** Moves without a code: by hand, taken back; what staff have seen of a guest. */
import type { Call } from '@qikcard/canister-kit';
import {
  type EventRefusal,
  err,
  eventApi,
  facts,
  fromOpt,
  GATE_MAX_CHARS,
  gateNamed,
  listAt,
  type ManualMove,
  ok,
  type Result,
  type ScanRefusal,
  type Verdict,
} from '@qikcard/contracts';
import { verdictOf } from './domain/answer.ts';
import {
  go,
  guestAt,
  type Passed,
  problemOfGuest,
  problemOfWindow,
  type Spot,
} from './domain/check-in.ts';
import { problemOfUndo, takenBack, type Whereabouts } from './domain/moves.ts';
import { presenceOf } from './domain/presence.ts';
import { checkText } from './domain/text.ts';
import { DoorBook } from './door-book.ts';
import { withDoorNotes } from './door-notes.ts';
import { runsEvent, staffsEvent } from './events.ts';
import { emit, roles, tellBadges, tellProfile } from './platform.ts';
import { logScan, recordMove } from './record.ts';
import { leaveReceipt } from './rosters.ts';
import type { EventDoor, RegistrationRow } from './rows.ts';
import { served } from './serve.ts';
import { devices, registrations } from './store.ts';
import { devicePolicies, presences } from './store-doors.ts';

export const REASON_MAX_CHARS = 200;
const AGE_MAX = 99;
type Nothing = Result<null, EventRefusal>;

export class Moves {
  @served(eventApi.move_by_hand)
  move_by_hand(call: Call, asked: ManualMove): Verdict {
    call.subject = asked.registration_id.toString();
    const book = new DoorBook(call);
    const registration = registrations.get(asked.registration_id);
    const door = registration && book.door(registration.eventId);
    if (!registration || !door || !mayMove(call, registration.eventId, door)) {
      return { Refused: { DeviceNotAllowed: null } };
    }
    if (problemOfTexts(asked)) return { Refused: { Malformed: null } };
    const verdict = movedByHand(call, book, asked, registration, door);
    book.flush();
    return verdict;
  }

  @served(eventApi.undo_move)
  undo_move(call: Call, id: bigint, reason: string): Nothing {
    call.subject = id.toString();
    const book = new DoorBook(call);
    const registration = registrations.get(id);
    const door = registration && book.door(registration.eventId);
    if (!registration || !door) return err({ UnknownRegistration: null });
    if (!mayMove(call, registration.eventId, door)) return err({ Forbidden: null });
    const presence = presenceOf(presences.get(id), registration);
    const problem =
      checkText('reason', reason, 0, REASON_MAX_CHARS) ?? problemOfUndo(presence, call.nowNs);
    if (problem) return err(problem);
    const floor = book.floor(registration.eventId);
    takeBack(book, id, { registration, presence, door, floor }, reason);
    book.flush();
    return ok(null);
  }

  @served(eventApi.set_age_checked)
  set_age_checked(call: Call, id: bigint, years: number): Nothing {
    call.subject = id.toString();
    const book = new DoorBook(call);
    const registration = registrations.get(id);
    const door = registration && book.door(registration.eventId);
    if (!registration || !door) return err({ UnknownRegistration: null });
    if (!mayMove(call, registration.eventId, door)) return err({ Forbidden: null });
    if (years > AGE_MAX) return err({ Invalid: { field: 'years', problem: 'at most 99' } });
    const presence = presenceOf(presences.get(id), registration);
    presences.put(id, { ...presence, ageChecked: years });
    return ok(null);
  }
}

/** Staff, and readers whose policy has it. */
export function mayMove(call: Call, eventId: bigint, door: EventDoor): boolean {
  if (call.caller.isAnonymous()) return false;
  const device = devices.get(call.caller);
  if (device?.eventId === eventId && !device.revoked) {
    if (devicePolicies.get(call.caller)?.may_move_by_hand === true) return true;
  }
  return staffsEvent(call, eventId, door);
}

const problemOfTexts = ({ reason, gate }: ManualMove) =>
  checkText('reason', reason, 1, REASON_MAX_CHARS) ?? checkText('gate', gate, 0, GATE_MAX_CHARS);

function movedByHand(
  call: Call,
  book: DoorBook,
  asked: ManualMove,
  registration: RegistrationRow,
  door: EventDoor,
): Verdict {
  const { registration_id: registrationId, gate, reason: detail } = asked;
  const { nowNs: atNs } = call;
  const spot = spotOf(book, registration.eventId, asked);
  const refuse = (refusal: ScanRefusal): Verdict => {
    const [reason] = Object.keys(refusal);
    const record = { kind: 'Refused', gate, reason, detail, registrationId } as const;
    book.countRefusal(registration.eventId, spot?.gate.id ?? 0, reason);
    logScan(book, registration.eventId, record, spot);
    return { Refused: refusal };
  };
  if (spot === undefined) return refuse({ UnknownList: null });
  const ways = {
    floor: book.floor,
    presence: (id: bigint, row: RegistrationRow) => presenceOf(presences.get(id), row),
    isSuspended: (holder: RegistrationRow['holder']) => roles.isSuspended(holder),
  };
  const { before, guest } = guestAt({ registrationId, registration }, door, spot, atNs, ways);
  const problem =
    problemOfWindow(asked, door, atNs) ?? problemOfGuest(asked, before, spot, guest, atNs, ways);
  if (problem && !(isOverridden(call, asked, door, registration.eventId) && !isPhysical(problem)))
    return refuse(problem);
  const entering = 'In' in asked.direction;
  const move = go({ direction: asked.direction, gate }, before, spot, atNs);
  const kind = entering ? 'EnteredByHand' : 'LeftByHand';
  const where = { registrationId, entering, atNs, gate, spot, guest };
  recordMove(book, { ...where, move, kind, detail, announced: true });
  const passed = {
    kind: 'passed',
    spends: undefined,
    possession: 'None',
    ...where,
    ...move,
  } as Passed;
  const verdict = verdictOf(passed, { direction: asked.direction, gate } as never);
  return withDoorNotes(verdict, () => move.registration);
}

const isOverridden = (
  call: Call,
  { override_rules }: ManualMove,
  door: EventDoor,
  eventId: bigint,
): boolean => override_rules && runsEvent(call, door, eventId);
/** What nobody can overrule: a guest is inside, or not, or their place was taken back. */
const isPhysical = (refusal: ScanRefusal): boolean =>
  'AlreadyInside' in refusal || 'NotInside' in refusal || 'Revoked' in refusal;

/** Where a move without a code counts; undefined when there is no such list. */
export function spotOf(
  book: DoorBook,
  eventId: bigint,
  asked: Pick<ManualMove, 'gate' | 'list_id'>,
): Spot | undefined {
  const plan = book.plan(eventId);
  const gate = gateNamed(plan, asked.gate);
  const wanted = fromOpt(asked.list_id);
  const list = listAt(plan, gate.id, wanted);
  return wanted !== undefined && list === undefined ? undefined : { plan, gate, list };
}

/** Stores everything as it was before the latest move; what was used stays used. */
export function takeBack(
  book: DoorBook,
  registrationId: bigint,
  now: Whereabouts,
  detail: string,
): void {
  const { last } = now.presence;
  if (last === undefined) throw new Error('there is a latest move');
  const { registration, presence, door, floor } = takenBack(now);
  const { eventId, holder, enteredGate: gate } = now.registration;
  registrations.put(registrationId, registration);
  presences.put(registrationId, presence);
  book.putDoor(eventId, door);
  book.putFloor(eventId, floor);
  book.feed(eventId, 'Undone', gate, registrationId);
  logScan(book, eventId, { kind: 'Undone', gate, detail, registrationId }, undefined);
  const { entering, first } = last;
  if (!last.announced) return;
  if (last.entering) leaveReceipt(eventId, registrationId, last.atNs, { gate, undone: true });
  const undone = { eventId, registrationId, holder, gate, entering, first };
  emit(facts.passageUndone, undone);
  if (entering && first) tellBadges(facts.passageUndone, undone);
  tellProfile(facts.moveTakenBack, { ...undone, inside: registration.inside });
}
