/** Making, publishing and finding events. */
import type { Call } from '@qikcard/canister-kit';
import {
  EVENTS_PER_ORGANIZER_MAX,
  type EventDraft,
  type EventPage,
  type EventRefusal,
  type EventView,
  err,
  eventApi,
  fromOpt,
  type Infer,
  ok,
  type Result,
  shardedId,
  toOpt,
} from '@qikcard/contracts';
import { newDoor, problemOfDraft, viewOf } from './domain/event.ts';
import { pageSize } from './domain/page.ts';
import { roles, shard } from './platform.ts';
import type { EventDoor } from './rows.ts';
import { served } from './serve.ts';
import { doors, drafts, eventCount, eventsMade, eventTexts, publishedEvents } from './store.ts';

type Answer = Result<EventView, EventRefusal>;

export class Events {
  @served(eventApi.create_event)
  create_event(call: Call, draft: EventDraft): Answer {
    const problem = problemOfOrganizer(call) ?? problemOfDraft(draft, call.nowNs);
    if (problem) return err(problem);
    const id = shardedId(shard(), eventCount.add());
    call.subject = id.toString();
    storeDraft(id, draft, call);
    return ok(view(id));
  }

  @served(eventApi.publish_event)
  publish_event(call: Call, id: bigint): Answer {
    call.subject = id.toString();
    const door = doors.get(id);
    if (door === undefined) return err({ UnknownEvent: null });
    if (!runsEvent(call, door)) return err({ Forbidden: null });
    if (door.status === 'draft') {
      doors.put(id, { ...door, status: 'published' });
      drafts.remove([door.organizer, id]);
      publishedEvents.insert([id]);
    }
    return ok(view(id));
  }

  @served(eventApi.get_event)
  get_event(call: Call, id: bigint): Answer {
    const door = doors.get(id);
    const visible = door?.status === 'published' || (door !== undefined && runsEvent(call, door));
    return visible ? ok(view(id)) : err({ UnknownEvent: null });
  }

  @served(eventApi.list_events)
  list_events(call: Call, cursor: [] | [bigint], limit: number): Infer<typeof EventPage> {
    const size = pageSize(limit);
    const below = fromOpt(cursor);
    const after = below === undefined ? {} : { after: [below] as [bigint] };
    const published = publishedEvents.scan({ reverse: true, limit: size + 1, ...after });
    const ids = [...published.map(([id]) => id), ...ownDrafts(call, below, size + 1)];
    ids.sort((a, b) => (a < b ? 1 : -1));
    const shown = ids.slice(0, size);
    return { events: shown.map(view), next: toOpt(ids.length > size ? shown.at(-1) : undefined) };
  }
}

function problemOfOrganizer(call: Call): EventRefusal | undefined {
  if (call.caller.isAnonymous()) return { SignInRequired: null };
  if (!roles.has(call.caller, 'organizer', call.nowNs)) return { Forbidden: null };
  if ((eventsMade.get(call.caller) ?? 0) < EVENTS_PER_ORGANIZER_MAX) return undefined;
  const problem = `you have made ${EVENTS_PER_ORGANIZER_MAX} events, which is the limit`;
  return { Invalid: { field: 'organizer', problem } };
}

function storeDraft(id: bigint, draft: EventDraft, { caller, nowNs }: Call): void {
  const { name, description, location, time_zone: timeZone } = draft;
  eventTexts.put(id, { name, description, location, timeZone, createdAtNs: nowNs });
  doors.put(id, newDoor(draft, caller));
  drafts.insert([caller, id]);
  eventsMade.put(caller, (eventsMade.get(caller) ?? 0) + 1);
}

function ownDrafts(call: Call, below: bigint | undefined, limit: number): bigint[] {
  if (call.caller.isAnonymous()) return [];
  const after = below === undefined ? {} : { after: [call.caller, below] as [never, bigint] };
  return drafts.scan({ prefix: [call.caller], reverse: true, limit, ...after }).map(([, id]) => id);
}

/** The organizer of the event or an admin, neither of them suspended. */
export function runsEvent({ caller, nowNs }: Call, door: EventDoor): boolean {
  if (roles.has(caller, 'admin', nowNs)) return true;
  return caller.compareTo(door.organizer) === 'eq' && !roles.isSuspended(caller);
}

/** Whoever runs the event, or staff of it or of the whole platform. */
export function staffsEvent(call: Call, id: bigint, door: EventDoor): boolean {
  return runsEvent(call, door) || roles.has(call.caller, 'staff', call.nowNs, id);
}

function view(id: bigint): EventView {
  const texts = eventTexts.get(id);
  const door = doors.get(id);
  if (!texts || !door) throw new Error('an event has both rows');
  return viewOf(id, texts, door);
}
