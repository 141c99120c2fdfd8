/** Coming to an event: at once, by approval, or from the waiting list. */
import type { Principal } from '@dfinity/principal';
import type { Call } from '@qikcard/canister-kit';
import {
  type ApplicationDecision,
  type ApplicationPage,
  type ApplicationsQuestion,
  type EventRefusal,
  err,
  eventApi,
  fromOpt,
  type Infer,
  type Joined,
  type JoinRequest,
  NAME_MAX_CHARS,
  ok,
  type Registration,
  type Result,
  shardedId,
  toOpt,
} from '@qikcard/contracts';
import { problemOfJoining } from '../domain/event.ts';
import { pageSize } from '../domain/page.ts';
import { problemOfAnswers } from '../domain/people/questions.ts';
import { problemOfPlace, problemOfSales } from '../domain/people/tickets.ts';
import { newRegistration, viewOf } from '../domain/registration.ts';
import { checkText } from '../domain/text.ts';
import { runsEvent, staffsEvent } from '../events.ts';
import { roles, shard } from '../platform.ts';
import type { EventDoor } from '../rows.ts';
import { served } from '../serve.ts';
import { doors, registrationCount, registrationOf, registrations } from '../store.ts';
import { questionsOf, settingsOf, tallyOf } from './about.ts';
import { viewOfApplication } from './applications.ts';
import { isInvited } from './invitations.ts';
import { problemOfMembership, typeOfMembership } from './membership-use.ts';
import { tell } from './news/tell.ts';
import { endApplication, grant, serveLine, store, storeApplication } from './places.ts';
import type { ApplicationRow, EventSettings, TicketTypeRow } from './rows.ts';
import {
  applicationOf,
  applications,
  applicationsOfHolder,
  guestCards,
  lineOrder,
  ticketTypes,
  undecided,
} from './store.ts';

type Answer = Result<Joined, EventRefusal>;
type Page = Infer<typeof ApplicationPage>;

export class Joining {
  @served(eventApi.join)
  join(call: Call, request: JoinRequest): Answer {
    return joinEvent(call, request);
  }

  @served(eventApi.my_applications)
  my_applications(call: Call, cursor: [] | [bigint], limit: number): Page {
    if (call.caller.isAnonymous()) return { applications: [], next: [] };
    const below = fromOpt(cursor);
    const after = below === undefined ? {} : { after: [call.caller, below] as [Principal, bigint] };
    const size = pageSize(limit);
    const scan = { prefix: [call.caller] as [Principal], reverse: true, ...after };
    return pageOf(applicationsOfHolder.scan({ ...scan, limit: size + 1 }), size);
  }

  @served(eventApi.applications)
  applications(call: Call, asked: Infer<typeof ApplicationsQuestion>): Result<Page, EventRefusal> {
    const { event_id: id, cursor } = asked;
    const door = doors.get(id);
    if (door === undefined) return err({ UnknownEvent: null });
    if (!staffsEvent(call, id, door)) return err({ Forbidden: null });
    const from = fromOpt(cursor);
    const after = from === undefined ? {} : { after: [id, from] as [bigint, bigint] };
    const size = pageSize(asked.limit);
    const index = asked.waiting ? lineOrder : undecided;
    return ok(pageOf(index.scan({ prefix: [id], limit: size + 1, ...after }), size));
  }

  @served(eventApi.decide_application)
  decide_application(call: Call, decision: Infer<typeof ApplicationDecision>): Answer {
    const id = decision.application_id;
    call.subject = id.toString();
    const row = applications.get(id);
    const door = row && doors.get(row.eventId);
    if (!row || !door) return err({ UnknownApplication: null });
    if (!runsEvent(call, door, row.eventId)) return err({ Forbidden: null });
    if (!decision.approve) {
      endApplication(id, row, { ...row, state: 'Declined' });
      if (row.state !== 'Declined') {
        tell({ eventId: row.eventId, holder: row.holder, kind: 'ApplicationDeclined' });
      }
      serveLine(row.eventId, call.nowNs);
      return ok({ Queued: viewOfApplication(id) });
    }
    return approve(call, id, row, door);
  }

  @served(eventApi.accept_offer)
  accept_offer(call: Call, id: bigint): Result<Registration, EventRefusal> {
    call.subject = id.toString();
    const row = applications.get(id);
    const isOwn = row !== undefined && call.caller.compareTo(row.holder) === 'eq';
    if (!isOwn || row.state !== 'Offered') return err({ UnknownApplication: null });
    if (roles.isSuspended(call.caller)) return err({ HolderSuspended: null });
    const late = row.offeredUntilNs <= call.nowNs;
    if (late) return err({ OfferExpired: { at_ns: row.offeredUntilNs } });
    const over = problemOfEvent(row.eventId, doors.get(row.eventId) as EventDoor, call.nowNs);
    return over ? err(over) : ok(viewOf(id, grant(id, row, call.nowNs)));
  }

  @served(eventApi.withdraw_application)
  withdraw_application(call: Call, id: bigint): Result<null, EventRefusal> {
    call.subject = id.toString();
    const row = applications.get(id);
    if (!row || call.caller.compareTo(row.holder) !== 'eq')
      return err({ UnknownApplication: null });
    // Whoever was declined cannot apply again by forgetting it.
    if (row.state === 'Declined') return err({ Forbidden: null });
    endApplication(id, row);
    guestCards.remove(id);
    serveLine(row.eventId, call.nowNs);
    return ok(null);
  }
}

/** Registers the caller, or puts them in line where that is the way. @param atOnce never in line. */
export function joinEvent(call: Call, request: JoinRequest, atOnce = false): Answer {
  const { event_id: eventId } = request;
  const door = doors.get(eventId);
  const problem = problemOfPerson(call, request.display_name);
  if (problem) return err(problem);
  if (door === undefined) return err({ UnknownEvent: null });
  const settings = settingsOf(eventId);
  const member = fromOpt(request.membership_id);
  const number =
    member === undefined ? request.ticket_type : typeOfMembership(eventId, settings, member);
  const type = number === 0 ? undefined : ticketTypes.get([eventId, number]);
  const refusal =
    problemOfEarlier(call, eventId) ??
    problemOfEvent(eventId, door, call.nowNs) ??
    (member === undefined
      ? problemOfTicket(call, request, settings, type)
      : problemOfMembership(call, eventId, door, member)) ??
    problemOfAnswers(request.answers, asked(eventId), true);
  if (refusal) return err(refusal);
  const approval = member === undefined && (settings.approval || (type?.approval ?? false));
  if (approval && atOnce) {
    const problem = 'coming to this event needs an approval: use join';
    return err({ Invalid: { field: 'event_id', problem } });
  }
  return place(call, { ...request, ticket_type: number }, { door, settings, type, approval });
}

type Setting = {
  door: EventDoor;
  settings: EventSettings;
  type: TicketTypeRow | undefined;
  approval: boolean;
};

function place(call: Call, request: JoinRequest, setting: Setting): Answer {
  const { event_id: eventId, ticket_type: ticketType, answers } = request;
  const { door, settings, type, approval } = setting;
  const full = problemOfPlace(door, tallyOf(eventId), type);
  const inLine = approval || (full !== undefined && settings.waitlist && request.or_wait);
  if (full && !inLine) return err(full);
  const id = shardedId(shard(), registrationCount.add());
  call.subject = id.toString();
  if (answers.length > 0) guestCards.put(id, { note: '', attention: '', answers });
  const name = request.display_name.trim();
  if (!inLine) {
    const row = newRegistration(eventId, call.caller, name, call.nowNs, ticketType);
    store(id, row, call.nowNs);
    return ok({ Registered: viewOf(id, row) });
  }
  storeApplication(id, {
    eventId,
    holder: call.caller,
    displayName: name,
    ticketType,
    state: approval ? 'Applied' : 'Waiting',
    offeredUntilNs: 0n,
    appliedAtNs: call.nowNs,
  });
  return ok({ Queued: viewOfApplication(id) });
}

/** Gives an approved applicant a place, or a turn in line where all are taken. */
function approve(call: Call, id: bigint, row: ApplicationRow, door: EventDoor): Answer {
  const { eventId, holder, ticketType } = row;
  const over = problemOfEvent(eventId, door, call.nowNs);
  if (over) return err(over);
  if (row.state === 'Waiting') return ok({ Queued: viewOfApplication(id) });
  if (row.state !== 'Offered') {
    const type = ticketType === 0 ? undefined : ticketTypes.get([eventId, ticketType]);
    const full = problemOfPlace(door, tallyOf(eventId), type);
    if (full && !settingsOf(eventId).waitlist) return err(full);
    if (full) {
      endApplication(id, row);
      storeApplication(id, { ...row, state: 'Waiting' });
      tell({ eventId, holder, kind: 'ApplicationApproved', detail: 'line' });
      return ok({ Queued: viewOfApplication(id) });
    }
  }
  const registered = grant(id, row, call.nowNs);
  tell({ eventId, holder, kind: 'ApplicationApproved' });
  return ok({ Registered: viewOf(id, registered) });
}

export function problemOfPerson(call: Call, name: string): EventRefusal | undefined {
  if (call.caller.isAnonymous()) return { SignInRequired: null };
  if (roles.isSuspended(call.caller)) return { HolderSuspended: null };
  return checkText('display_name', name, 1, NAME_MAX_CHARS);
}

/** Whoever cancelled may come again; whose place was taken back may not. */
export function problemOfEarlier(call: Call, eventId: bigint): EventRefusal | undefined {
  const applied = applicationOf.get([eventId, call.caller]);
  if (applied !== undefined) return { AlreadyApplied: { application_id: applied } };
  const earlier = registrationOf.get([eventId, call.caller]);
  const row = earlier === undefined ? undefined : registrations.get(earlier);
  if (earlier === undefined || row === undefined || row.cancelled) return undefined;
  return row.revoked
    ? { RegistrationRevoked: null }
    : { AlreadyRegistered: { registration_id: earlier } };
}

/** Why nobody gets a place of this event any more. */
export function problemOfEvent(
  id: bigint,
  door: EventDoor,
  nowNs: bigint,
): EventRefusal | undefined {
  if (door.status !== 'cancelled') return problemOfJoining(door, nowNs);
  const { cancelledAtNs, cancelReason } = settingsOf(id);
  return { EventCancelled: { at_ns: cancelledAtNs ?? 0n, reason: cancelReason } };
}

function problemOfTicket(
  call: Call,
  { event_id: eventId, invitation, ticket_type: number }: JoinRequest,
  settings: EventSettings,
  type: TicketTypeRow | undefined,
): EventRefusal | undefined {
  const needed = settings.visibility === 'Private' || (type?.hidden ?? false);
  if (needed && !isInvited(call, eventId, settings, invitation)) return { InvitationNeeded: null };
  if (type === undefined) {
    return number === 0 && settings.ticketTypes === 0 ? undefined : { UnknownTicketType: null };
  }
  return problemOfSales(type, call.nowNs);
}

const asked = (eventId: bigint) => questionsOf(eventId).filter(({ atDoor }) => !atDoor);

function pageOf(keys: [unknown, bigint][], size: number): Page {
  const ids = keys.slice(0, size).map(([, id]) => id);
  return {
    applications: ids.map(viewOfApplication),
    next: toOpt(keys.length > size ? ids.at(-1) : undefined),
  };
}
