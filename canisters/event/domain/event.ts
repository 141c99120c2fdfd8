/** Rules of events: what a draft may say, who sees it, when its doors are open. */
import {
  CAPACITY_MAX,
  DESCRIPTION_MAX_CHARS,
  DOORS_OPEN_BEFORE_SECONDS,
  EVENT_LENGTH_MAX_SECONDS,
  type EventDraft,
  type EventRefusal,
  type EventView,
  fromOpt,
  LOCATION_MAX_CHARS,
  NAME_MAX_CHARS,
  TIME_ZONE_MAX_CHARS,
  toOpt,
} from '@qikcard/contracts';
import type { EventDoor, EventTexts } from '../rows.ts';
import { checkText } from './text.ts';

const SECOND_NS = 1_000_000_000n;
/** IANA zone names: letters, digits and `_ + - /`, e.g. `America/Argentina/Buenos_Aires`. */
const TIME_ZONE = /^[A-Za-z][A-Za-z0-9_+/-]*$/;

const invalid = (field: string, problem: string): EventRefusal => ({ Invalid: { field, problem } });

/** The first thing wrong with a draft, or undefined when it may be stored. */
export function problemOfDraft(draft: EventDraft, nowNs: bigint): EventRefusal | undefined {
  return problemOfTexts(draft) ?? problemOfTimes(draft, nowNs) ?? problemOfCapacity(draft);
}

function problemOfTexts(draft: EventDraft): EventRefusal | undefined {
  const problem =
    checkText('name', draft.name, 1, NAME_MAX_CHARS) ??
    checkText('description', draft.description, 0, DESCRIPTION_MAX_CHARS) ??
    checkText('location', draft.location, 0, LOCATION_MAX_CHARS) ??
    checkText('time_zone', draft.time_zone, 1, TIME_ZONE_MAX_CHARS);
  if (problem) return problem;
  if (TIME_ZONE.test(draft.time_zone)) return undefined;
  return invalid('time_zone', 'must be an IANA name such as Europe/Berlin or UTC');
}

function problemOfTimes(draft: EventDraft, nowNs: bigint): EventRefusal | undefined {
  const { starts_at_ns: starts, ends_at_ns: ends } = draft;
  if (ends <= starts) return invalid('ends_at_ns', 'must be after the start');
  if (ends <= nowNs) return invalid('ends_at_ns', 'must be in the future');
  if (ends - starts > BigInt(EVENT_LENGTH_MAX_SECONDS) * SECOND_NS) {
    return invalid('ends_at_ns', 'must be within a year of the start');
  }
  const doors = fromOpt(draft.doors_open_ns);
  if (doors !== undefined && doors >= ends) {
    return invalid('doors_open_ns', 'must be before the end');
  }
  return undefined;
}

function problemOfCapacity(draft: EventDraft): EventRefusal | undefined {
  const capacity = fromOpt(draft.capacity);
  if (capacity === undefined || (capacity >= 1 && capacity <= CAPACITY_MAX)) return undefined;
  return invalid('capacity', `must be between 1 and ${CAPACITY_MAX}`);
}

/** When doors open: as the draft says, otherwise two hours before the start. */
export function doorsOpenNs(draft: EventDraft): bigint {
  const said = fromOpt(draft.doors_open_ns);
  if (said !== undefined) return said;
  const early = BigInt(DOORS_OPEN_BEFORE_SECONDS) * SECOND_NS;
  return draft.starts_at_ns > early ? draft.starts_at_ns - early : 0n;
}

/** The door row of a new event. */
export function newDoor(draft: EventDraft, organizer: EventDoor['organizer']): EventDoor {
  return {
    organizer,
    status: 'draft',
    startsAtNs: draft.starts_at_ns,
    endsAtNs: draft.ends_at_ns,
    doorsOpenNs: doorsOpenNs(draft),
    capacity: fromOpt(draft.capacity),
    registered: 0,
    arrived: 0,
    inside: 0,
    feedLength: 0n,
  };
}

/** Why nobody can register now, places left aside. */
export function problemOfJoining(door: EventDoor, nowNs: bigint): EventRefusal | undefined {
  if (door.status !== 'published') return { NotPublished: null };
  if (nowNs >= door.endsAtNs) return { EventOver: { ended_at_ns: door.endsAtNs } };
  return undefined;
}

const statuses: Record<EventDoor['status'], EventView['status']> = {
  draft: { Draft: null },
  published: { Published: null },
  cancelled: { Cancelled: null },
  archived: { Archived: null },
};

/** The event as clients see it. */
export function viewOf(id: bigint, texts: EventTexts, door: EventDoor): EventView {
  return {
    id,
    name: texts.name,
    description: texts.description,
    location: texts.location,
    time_zone: texts.timeZone,
    created_at_ns: texts.createdAtNs,
    organizer: door.organizer,
    status: statuses[door.status],
    starts_at_ns: door.startsAtNs,
    ends_at_ns: door.endsAtNs,
    doors_open_ns: door.doorsOpenNs,
    capacity: toOpt(door.capacity),
    registered: door.registered,
    arrived: door.arrived,
    inside: door.inside,
  };
}
