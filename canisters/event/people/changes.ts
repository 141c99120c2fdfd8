/** What of the attendees table has changed: the feed says when, this says whose row, to staff only. */
import type { Call } from '@qikcard/canister-kit';
import {
  ATTENDEES_PAGE_MAX,
  type AttendeeChanges,
  type AttendeeChangesQuestion,
  type EventRefusal,
  err,
  eventApi,
  type Infer,
  ok,
  type Result,
} from '@qikcard/contracts';
import { viewOf } from '../domain/registration.ts';
import { staffsEvent } from '../events.ts';
import { served } from '../serve.ts';
import { doors, feedEntries, registrations } from '../store.ts';
import { floors } from '../store-doors.ts';

export class Changes {
  @served(eventApi.attendee_changes)
  attendee_changes(
    call: Call,
    { event_id: id, after, limit }: Infer<typeof AttendeeChangesQuestion>,
  ): Result<AttendeeChanges, EventRefusal> {
    const door = doors.get(id);
    if (door === undefined) return err({ UnknownEvent: null });
    if (!staffsEvent(call, id, door)) return err({ Forbidden: null });
    const length = door.feedLength;
    const pruned = floors.get(id)?.feedPruned ?? 0n;
    if (after > length || after < pruned) return ok({ rows: [], next_seq: length, reload: true });
    const end = after + BigInt(Math.max(1, Math.min(limit, ATTENDEES_PAGE_MAX)));
    const last = end < length ? end : length;
    const moved = new Set<bigint>();
    for (let seq = after + 1n; seq <= last; seq++) {
      const registrationId = feedEntries.get([id, seq])?.registrationId;
      if (registrationId !== undefined) moved.add(registrationId);
    }
    const rows = [...moved].flatMap((each) => {
      const row = registrations.get(each);
      return row ? [viewOf(each, row)] : [];
    });
    return ok({ rows, next_seq: last, reload: false });
  }
}
