/** Places that change hands: claimed by the guest they were made for, passed on, given back. */
import { type Call, rateLimit } from '@qikcard/canister-kit';
import {
  CLAIM_TTL_SECONDS,
  type CodePlace,
  type EventRefusal,
  err,
  eventApi,
  facts,
  HAND_OVER_ATTEMPTS_PER_MINUTE,
  type HandOver,
  type Infer,
  NAME_MAX_CHARS,
  ok,
  type Registration,
  type Result,
  type TakeOver,
  TRANSFER_TTL_SECONDS,
} from '@qikcard/contracts';
import { problemOfPlace } from '../domain/people/tickets.ts';
import { isClaimed, viewOf } from '../domain/registration.ts';
import { checkText } from '../domain/text.ts';
import { takePhotoAway } from '../door-photos.ts';
import { runsEvent } from '../events.ts';
import { withFeedEntry } from '../feed.ts';
import { unbindHolderKey } from '../passes.ts';
import { roles, tellBadges, tellProfile } from '../platform.ts';
import { claimLoans } from '../resources/claimed.ts';
import type { EventDoor, EventTexts, RegistrationRow } from '../rows.ts';
import { served } from '../serve.ts';
import { doors, eventTexts, holderKeys, registrationOf, registrations } from '../store.ts';
import { passedOn } from '../store-doors.ts';
import { revokeOpenTokens } from '../tokens.ts';
import { countType, tallyOf } from './about.ts';
import { dropHandOver, findHandOver, openHandOver } from './hand-over-codes.ts';
import { problemOfEarlier, problemOfEvent } from './joining.ts';
import { tell } from './news/tell.ts';
import { enter, leaveLists, takeBack } from './places.ts';
import type { HandOverRow } from './rows.ts';
import { guestCards, ticketTypes } from './store.ts';

type Answer = Result<Registration, EventRefusal>;
type Code = Result<HandOver, EventRefusal>;

const SECOND_NS = 1_000_000_000n;
const attempts = rateLimit({
  burst: HAND_OVER_ATTEMPTS_PER_MINUTE,
  perMinute: HAND_OVER_ATTEMPTS_PER_MINUTE,
});

export class HandOvers {
  @served(eventApi.renew_claim_code)
  renew_claim_code(call: Call, id: bigint): Code {
    const found = placeOf(call, id);
    if (!found) return err({ UnknownRegistration: null });
    if (!runsEvent(call, found.door, found.row.eventId)) return err({ Forbidden: null });
    if (isClaimed(found.row.holder)) {
      return err({ AlreadyRegistered: { registration_id: id } });
    }
    if (found.row.revoked) return err({ RegistrationRevoked: null });
    return open(call, id, 'claim', CLAIM_TTL_SECONDS);
  }

  @served(eventApi.offer_transfer)
  offer_transfer(call: Call, id: bigint): Code {
    const found = placeOf(call, id);
    if (!found || !isHolder(call, found.row)) return err({ UnknownRegistration: null });
    const problem = problemOfParting(call, found.row, found.door);
    return problem ? err(problem) : open(call, id, 'transfer', TRANSFER_TTL_SECONDS);
  }

  @served(eventApi.withdraw_transfer)
  withdraw_transfer(call: Call, id: bigint): Result<null, EventRefusal> {
    const found = placeOf(call, id);
    if (!found || !isHolder(call, found.row)) return err({ UnknownRegistration: null });
    dropHandOver(id);
    return ok(null);
  }

  @served(eventApi.take_over)
  take_over(call: Call, { code, display_name: name }: Infer<typeof TakeOver>): Answer {
    if (call.caller.isAnonymous()) return err({ SignInRequired: null });
    if (roles.isSuspended(call.caller)) return err({ HolderSuspended: null });
    const wait = attempts.take(call.caller.toHex(), call.nowNs);
    if (wait !== undefined) return err({ RateLimited: { retry_after_seconds: wait } });
    const offer = findHandOver(code);
    const found = offer && placeOf(call, offer.registrationId);
    if (!offer || !found) return err({ UnknownCode: null });
    if (offer.expiresAtNs <= call.nowNs) return err({ CodeExpired: { at_ns: offer.expiresAtNs } });
    const problem = problemOfTaking(call, offer, found.row, found.door, name);
    if (problem) return err(problem);
    return ok(viewOf(offer.registrationId, take(call, offer, found.row, name)));
  }

  @served(eventApi.look_at_code)
  look_at_code(call: Call, code: string): Result<CodePlace, EventRefusal> {
    const offer = findHandOver(code);
    const found = offer && placeOf(call, offer.registrationId);
    if (!offer || !found) return err({ UnknownCode: null });
    if (offer.expiresAtNs <= call.nowNs) return err({ CodeExpired: { at_ns: offer.expiresAtNs } });
    const { registrationId: registration_id } = offer;
    const { eventId: event_id } = found.row;
    const event_name = (eventTexts.get(event_id) as EventTexts).name;
    return ok({ registration_id, event_id, event_name });
  }

  @served(eventApi.cancel_registration)
  cancel_registration(call: Call, id: bigint): Answer {
    const found = placeOf(call, id);
    if (!found || !isHolder(call, found.row)) return err({ UnknownRegistration: null });
    if (found.row.cancelled) return ok(viewOf(id, found.row));
    const problem = problemOfParting(call, found.row, found.door);
    return problem ? err(problem) : ok(viewOf(id, takeBack(id, found.row, call.nowNs, true)));
  }

  @served(eventApi.reinstate_registration)
  reinstate_registration(call: Call, id: bigint): Answer {
    const found = placeOf(call, id);
    if (!found) return err({ UnknownRegistration: null });
    const { row, door } = found;
    if (!runsEvent(call, door, row.eventId)) return err({ Forbidden: null });
    if (!row.revoked) return ok(viewOf(id, row));
    const { eventId, ticketType } = row;
    const type = ticketType === 0 ? undefined : ticketTypes.get([eventId, ticketType]);
    const problem =
      problemOfEvent(eventId, door, call.nowNs) ??
      problemOfSecond(id, row) ??
      problemOfPlace(door, tallyOf(eventId), type);
    return problem ? err(problem) : ok(viewOf(id, giveBack(id, row, door, call.nowNs)));
  }
}

function placeOf(call: Call, id: bigint): { row: RegistrationRow; door: EventDoor } | undefined {
  call.subject = id.toString();
  const row = registrations.get(id);
  const door = row && doors.get(row.eventId);
  return row && door && { row, door };
}

const isHolder = (call: Call, row: RegistrationRow): boolean =>
  call.caller.compareTo(row.holder) === 'eq';

/** A holder parts with a place only before they have used it, and while it is worth something. */
function problemOfParting(
  call: Call,
  row: RegistrationRow,
  door: EventDoor,
): EventRefusal | undefined {
  if (row.revoked) return { RegistrationRevoked: null };
  if (row.enteredAtNs !== undefined) return { AlreadyEntered: { at_ns: row.enteredAtNs } };
  if (roles.isSuspended(call.caller)) return { HolderSuspended: null };
  return problemOfEvent(row.eventId, door, call.nowNs);
}

function open(call: Call, id: bigint, kind: HandOverRow['kind'], ttlSeconds: number): Code {
  const expiresAtNs = call.nowNs + BigInt(ttlSeconds) * SECOND_NS;
  const code = openHandOver({ registrationId: id, kind, expiresAtNs });
  return code === undefined
    ? err({ KeysNotReady: null })
    : ok({ code, expires_at_ns: expiresAtNs });
}

function problemOfTaking(
  call: Call,
  { kind }: HandOverRow,
  row: RegistrationRow,
  door: EventDoor,
  name: string,
): EventRefusal | undefined {
  const texts = checkText('display_name', name, kind === 'claim' ? 0 : 1, NAME_MAX_CHARS);
  if (texts) return texts;
  if (row.revoked) return { RegistrationRevoked: null };
  // Who was there may say who they are as long as the code holds: their badges wait for them.
  const wasThere = kind === 'claim' && row.enteredAtNs !== undefined;
  const open = door.status === 'draft' || wasThere;
  const over = open ? undefined : problemOfEvent(row.eventId, door, call.nowNs);
  if (over) return over;
  if (kind === 'transfer' && row.enteredAtNs !== undefined) {
    return { AlreadyEntered: { at_ns: row.enteredAtNs } };
  }
  return problemOfEarlier(call, row.eventId);
}

/** The place is the caller's from now on; what the holder before had to show opens nothing. */
function take(
  call: Call,
  { registrationId: id, kind }: HandOverRow,
  row: RegistrationRow,
  name: string,
): RegistrationRow {
  const { eventId } = row;
  leaveLists(id, row);
  const displayName = name.trim() === '' ? row.displayName : name.trim();
  const taken = { ...row, holder: call.caller, displayName };
  registrations.put(id, taken);
  enter(id, taken);
  revokeOpenTokens(id, call.nowNs);
  if (kind === 'transfer') {
    passedOn.put(id, { atNs: call.nowNs, publicKey: holderKeys.get(id)?.publicKey });
  } else claimLoans(eventId, row.holder, call.caller);
  unbindHolderKey(id);
  takePhotoAway(id);
  dropHandOver(id);
  const about = { eventId, registrationId: id };
  if (kind === 'transfer') {
    // Notes and answers were about somebody else.
    guestCards.remove(id);
    registrations.put(id, { ...taken, attention: false });
    tellProfile(facts.registrationEnded, { ...about, holder: row.holder });
    tell({ eventId, holder: call.caller, kind: 'PlaceReceived' });
  }
  // The place is counted already: only the profile hears who holds it now.
  tellProfile(facts.attendeeRegistered, { ...about, holder: call.caller });
  if (row.enteredAtNs !== undefined) {
    const gate = row.enteredGate;
    tellProfile(facts.checkedIn, { ...about, holder: call.caller, gate, first: true });
    tellBadges(facts.registrationClaimed, { ...about, holder: call.caller });
  }
  return registrations.get(id) as RegistrationRow;
}

/** Its holder may have registered again after cancelling. */
function problemOfSecond(id: bigint, { eventId, holder }: RegistrationRow) {
  const now = registrationOf.get([eventId, holder]);
  if (now === undefined || now === id || registrations.get(now)?.revoked) return undefined;
  return { AlreadyRegistered: { registration_id: now } };
}

function giveBack(
  id: bigint,
  row: RegistrationRow,
  door: EventDoor,
  nowNs: bigint,
): RegistrationRow {
  const { eventId, holder } = row;
  const active = { ...row, revoked: false, cancelled: false };
  registrations.put(id, active);
  registrationOf.put([eventId, holder], id);
  countType(eventId, row.ticketType, 1);
  const counted = { ...door, registered: door.registered + 1 };
  const entry = { atNs: nowNs, kind: 'Registered', gate: '', registrationId: id } as const;
  doors.put(eventId, withFeedEntry(eventId, counted, entry));
  // The analytics canister has counted this registration before.
  tellProfile(facts.attendeeRegistered, { eventId, registrationId: id, holder });
  tell({ eventId, holder, kind: 'PlaceReceived' });
  return active;
}
