/** Who comes: joining, lists for guests and staff, taking a place back. */
import type { Principal } from '@dfinity/principal';
import type { Call } from '@qikcard/canister-kit';
import {
  type AttendancePage,
  type EventRefusal,
  err,
  eventApi,
  fromOpt,
  type Infer,
  ok,
  type Registration,
  type Result,
  toOpt,
} from '@qikcard/contracts';
import { pageSize } from './domain/page.ts';
import { viewOf } from './domain/registration.ts';
import { runsEvent, staffsEvent } from './events.ts';
import { joinEvent } from './people/joining.ts';
import { tell } from './people/news/tell.ts';
import { takeBack } from './people/places.ts';
import type { RegistrationRow } from './rows.ts';
import { served } from './serve.ts';
import { attendanceOrder, doors, registrations, registrationsOfHolder } from './store.ts';

type Page = Infer<typeof AttendancePage>;
type Answer = Result<Registration, EventRefusal>;

export class Registrations {
  @served(eventApi.join_event)
  join_event(call: Call, eventId: bigint, name: string): Answer {
    const request = { event_id: eventId, display_name: name, ticket_type: 0, answers: [] };
    const joined = joinEvent(
      call,
      { ...request, invitation: '', membership_id: [], or_wait: false },
      true,
    );
    if ('Err' in joined) return joined;
    if ('Registered' in joined.Ok) return ok(joined.Ok.Registered);
    throw new Error('nobody is put in line who asked to join at once');
  }

  @served(eventApi.revoke_registration)
  revoke_registration(call: Call, id: bigint): Answer {
    call.subject = id.toString();
    const row = registrations.get(id);
    const door = row && doors.get(row.eventId);
    if (!row || !door) return err({ UnknownRegistration: null });
    if (!runsEvent(call, door, row.eventId)) return err({ Forbidden: null });
    if (!row.revoked) tell({ eventId: row.eventId, holder: row.holder, kind: 'PlaceRevoked' });
    return ok(viewOf(id, takeBack(id, row, call.nowNs, false)));
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

function pageOf(keys: [unknown, bigint][], size: number): Page {
  const ids = keys.slice(0, size).map(([, id]) => id);
  const rows = ids.map((id) => viewOf(id, registrations.get(id) as RegistrationRow));
  return { rows, next: toOpt(keys.length > size ? ids.at(-1) : undefined) };
}
