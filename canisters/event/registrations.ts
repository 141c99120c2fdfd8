/** Who comes: joining, lists for guests and staff, taking a place back. */
import type { Principal } from '@dfinity/principal';
import type { Call } from '@qikcard/canister-kit';
import {
  type AttendancePage,
  type EventRefusal,
  err,
  eventApi,
  facts,
  fromOpt,
  type Infer,
  NAME_MAX_CHARS,
  ok,
  type Registration,
  type Result,
  shardedId,
  toOpt,
} from '@qikcard/contracts';
import { problemOfJoining } from './domain/event.ts';
import { pageSize } from './domain/page.ts';
import { newRegistration, revoke, viewOf } from './domain/registration.ts';
import { checkText } from './domain/text.ts';
import { runsEvent, staffsEvent } from './events.ts';
import { withFeedEntry } from './feed.ts';
import { emitOfHolder, roles, shard } from './platform.ts';
import type { EventDoor, RegistrationRow } from './rows.ts';
import { served } from './serve.ts';
import {
  attendanceOrder,
  doors,
  registrationCount,
  registrationOf,
  registrations,
  registrationsOfHolder,
} from './store.ts';
import { revokeOpenTokens } from './tokens.ts';

type Page = Infer<typeof AttendancePage>;
type Answer = Result<Registration, EventRefusal>;

export class Registrations {
  @served(eventApi.join_event)
  join_event(call: Call, eventId: bigint, name: string): Answer {
    const door = doors.get(eventId);
    const problem = problemOfHolder(call, name);
    if (problem) return err(problem);
    if (door === undefined) return err({ UnknownEvent: null });
    const full = problemOfPlace(call, eventId, door);
    if (full) return err(full);
    const id = shardedId(shard(), registrationCount.add());
    const row = newRegistration(eventId, call.caller, name.trim(), call.nowNs);
    storeNew(id, row, door);
    call.subject = id.toString();
    return ok(viewOf(id, row));
  }

  @served(eventApi.revoke_registration)
  revoke_registration(call: Call, id: bigint): Answer {
    call.subject = id.toString();
    const row = registrations.get(id);
    const door = row && doors.get(row.eventId);
    if (!row || !door) return err({ UnknownRegistration: null });
    if (!runsEvent(call, door)) return err({ Forbidden: null });
    const after = revoke(row, door);
    registrations.put(id, after.registration);
    doors.put(row.eventId, after.door);
    revokeOpenTokens(id, call.nowNs);
    return ok(viewOf(id, after.registration));
  }

  /** Newest first. */
  @served(eventApi.my_registrations)
  my_registrations(call: Call, cursor: [] | [bigint], limit: number): Page {
    if (call.caller.isAnonymous()) return { rows: [], next: [] };
    const below = fromOpt(cursor);
    const after = below === undefined ? {} : { after: [call.caller, below] as [Principal, bigint] };
    const size = pageSize(limit);
    const scan = { prefix: [call.caller] as [Principal], reverse: true, ...after };
    return pageOf(registrationsOfHolder.scan({ ...scan, limit: size + 1 }), size);
  }

  @served(eventApi.attendance)
  attendance(
    call: Call,
    eventId: bigint,
    cursor: [] | [bigint],
    limit: number,
  ): Result<Page, EventRefusal> {
    const door = doors.get(eventId);
    if (door === undefined) return err({ UnknownEvent: null });
    if (!staffsEvent(call, eventId, door)) return err({ Forbidden: null });
    const from = fromOpt(cursor);
    const after = from === undefined ? {} : { after: [eventId, from] as [bigint, bigint] };
    const size = pageSize(limit);
    const scan = { prefix: [eventId] as [bigint], ...after };
    return ok(pageOf(attendanceOrder.scan({ ...scan, limit: size + 1 }), size));
  }
}

function problemOfHolder(call: Call, name: string): EventRefusal | undefined {
  if (call.caller.isAnonymous()) return { SignInRequired: null };
  if (roles.isSuspended(call.caller)) return { HolderSuspended: null };
  return checkText('display_name', name, 1, NAME_MAX_CHARS);
}

function problemOfPlace(call: Call, eventId: bigint, door: EventDoor): EventRefusal | undefined {
  const earlier = registrationOf.get([eventId, call.caller]);
  if (earlier === undefined) return problemOfJoining(door, call.nowNs);
  return registrations.get(earlier)?.revoked
    ? { RegistrationRevoked: null }
    : { AlreadyRegistered: { registration_id: earlier } };
}

function storeNew(id: bigint, row: RegistrationRow, door: EventDoor): void {
  const { eventId, holder, registeredAtNs } = row;
  registrations.put(id, row);
  registrationOf.put([eventId, holder], id);
  attendanceOrder.insert([eventId, id]);
  registrationsOfHolder.insert([holder, id]);
  const counted = { ...door, registered: door.registered + 1 };
  const entry = { atNs: registeredAtNs, kind: 'Registered', gate: '' } as const;
  doors.put(eventId, withFeedEntry(eventId, counted, entry));
  emitOfHolder(facts.attendeeRegistered, { eventId, registrationId: id, holder });
}

function pageOf(keys: [unknown, bigint][], size: number): Page {
  const ids = keys.slice(0, size).map(([, id]) => id);
  const rows = ids.map((id) => viewOf(id, registrations.get(id) as RegistrationRow));
  return { rows, next: toOpt(keys.length > size ? ids.at(-1) : undefined) };
}
