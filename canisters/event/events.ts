/** Making, publishing and finding events. */
import type { Call } from '@qikcard/canister-kit';
import {
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
  toOpt,
} from '@qikcard/contracts';
import { problemOfDraft, viewOf } from './domain/event.ts';
import { pageSize } from './domain/page.ts';
import { settingsOf } from './people/about.ts';
import { isInvited } from './people/invitations.ts';
import { list, unlist } from './people/listing.ts';
import { nextEventId, problemOfMaker, start } from './people/making.ts';
import { showPicture } from './people/pictures.ts';
import { applicationOf } from './people/store.ts';
import { emitPublished, roles } from './platform.ts';
import type { EventDoor } from './rows.ts';
import { served } from './serve.ts';
import { doors, drafts, eventTexts, publishedEvents, registrationOf } from './store.ts';

type Answer = Result<EventView, EventRefusal>;

export class Events {
  @served(eventApi.create_event)
  create_event(call: Call, draft: EventDraft): Answer {
    const problem = problemOfMaker(call, 1) ?? problemOfDraft(draft, call.nowNs);
    if (problem) return err(problem);
    const id = nextEventId();
    call.subject = id.toString();
    start(call, id, draft);
    list(id);
    return ok(viewOfEvent(id));
  }

  @served(eventApi.publish_event)
  publish_event(call: Call, id: bigint): Answer {
    call.subject = id.toString();
    const door = doors.get(id);
    if (door === undefined) return err({ UnknownEvent: null });
    if (!runsEvent(call, door, id)) return err({ Forbidden: null });
    if (door.status === 'draft') {
      unlist(id);
      doors.put(id, { ...door, status: 'published' });
      list(id);
      emitPublished(id, door.organizer);
      showPicture(id);
    }
    return ok(viewOfEvent(id));
  }

  @served(eventApi.get_event)
  get_event(call: Call, id: bigint): Answer {
    return seesEvent(call, id, '') ? ok(viewOfEvent(id)) : err({ UnknownEvent: null });
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
    return {
      events: shown.map(viewOfEvent),
      next: toOpt(ids.length > size ? shown.at(-1) : undefined),
    };
  }
}

function ownDrafts(call: Call, below: bigint | undefined, limit: number): bigint[] {
  if (call.caller.isAnonymous()) return [];
  const after = below === undefined ? {} : { after: [call.caller, below] as [never, bigint] };
  return drafts.scan({ prefix: [call.caller], reverse: true, limit, ...after }).map(([, id]) => id);
}

/** The organizer of the event, a co-organizer or an admin, none of them suspended. */
export function runsEvent({ caller, nowNs }: Call, door: EventDoor, id: bigint): boolean {
  if (caller.compareTo(door.organizer) === 'eq') return !roles.isSuspended(caller);
  if (roles.has(caller, 'admin', nowNs)) return true;
  return roles.hasForEvent(caller, 'organizer', nowNs, id);
}

/** Whoever runs the event, or staff of it or of the whole platform. */
export function staffsEvent(call: Call, id: bigint, door: EventDoor): boolean {
  return runsEvent(call, door, id) || roles.has(call.caller, 'staff', call.nowNs, id);
}

/** Whether the caller may know of the event: everybody of published ones, by their visibility. */
export function seesEvent(call: Call, id: bigint, invitation: string): boolean {
  const door = doors.get(id);
  if (door === undefined) return false;
  const settings = settingsOf(id);
  const open = door.status !== 'draft' && settings.visibility !== 'Private';
  if (open || staffsEvent(call, id, door)) return true;
  if (door.status === 'draft') return false;
  return (
    registrationOf.has([id, call.caller]) ||
    applicationOf.has([id, call.caller]) ||
    isInvited(call, id, settings, invitation)
  );
}

/** The event as clients see it, counts included. */
export function viewOfEvent(id: bigint): EventView {
  const texts = eventTexts.get(id);
  const door = doors.get(id);
  if (!texts || !door) throw new Error('an event has both rows');
  return viewOf(id, texts, door);
}
