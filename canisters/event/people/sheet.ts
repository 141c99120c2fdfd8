/** The page of an event, and finding events. */
import type { Call } from '@qikcard/canister-kit';
import {
  type Discovery,
  type EventCard,
  type EventCardPage,
  type EventRefusal,
  type EventSheet,
  type EventView,
  err,
  eventApi,
  fromOpt,
  GUEST_SEARCH_MAX_CHARS,
  type Infer,
  ok,
  PAGE_MAX,
  type Result,
  SERIES_DATES_MAX,
  type SheetQuestion,
  toOpt,
} from '@qikcard/contracts';
import { pageSize } from '../domain/page.ts';
import { detailsOf } from '../domain/people/details.ts';
import { ticketTypeView } from '../domain/people/tickets.ts';
import { matches, startsLike, wordKey, wordsOf } from '../domain/people/words.ts';
import { viewOf as registrationView } from '../domain/registration.ts';
import { runsEvent, seesEvent, staffsEvent, viewOfEvent } from '../events.ts';
import type { EventDoor } from '../rows.ts';
import { served } from '../serve.ts';
import { doors, registrationOf, registrations } from '../store.ts';
import { questionsOf, settingsOf, tallyOf, textsOf, typesOf } from './about.ts';
import { viewOfApplication } from './applications.ts';
import { isInvited } from './invitations.ts';
import { imagePath } from './pictures.ts';
import type { EventSettings } from './rows.ts';
import { applicationOf, eventsOf, eventWords, publicByEnd, seriesOrder } from './store.ts';

type Cards = Infer<typeof EventCardPage>;
type Sheet = EventSheet;

/** Most events looked at for one page; more words find the others. */
const LOOKED_AT_MAX = 500;

export class Sheets {
  @served(eventApi.event_sheet)
  event_sheet(call: Call, asked: Infer<typeof SheetQuestion>): Result<Sheet, EventRefusal> {
    const { event_id: id, invitation } = asked;
    const door = doors.get(id);
    if (door === undefined) return err({ UnknownEvent: null });
    if (!seesEvent(call, id, invitation)) {
      const isPrivate = door.status !== 'draft' && settingsOf(id).visibility === 'Private';
      return err(isPrivate ? { InvitationNeeded: null } : { UnknownEvent: null });
    }
    return ok(sheetOf(call, id, door, invitation));
  }

  @served(eventApi.discover_events)
  discover_events(_: Call, cursor: [] | [bigint], asked: Infer<typeof Discovery>): Cards {
    const words = wordsOf(asked.search.slice(0, GUEST_SEARCH_MAX_CHARS));
    const place = wordsOf((fromOpt(asked.place) ?? '').slice(0, GUEST_SEARCH_MAX_CHARS));
    const until = fromOpt(asked.until_ns);
    const size = pageSize(asked.limit);
    const found: bigint[] = [];
    const isChosen = words.length + place.length > 0;
    const keys = isChosen ? keysOf(words, place, asked.from_ns) : undefined;
    for (const id of following(fromOpt(cursor), asked.from_ns, keys)) {
      if (until !== undefined && (doors.get(id) as EventDoor).startsAtNs >= until) continue;
      found.push(id);
      if (found.length > size) break;
    }
    return cardsOf(found, size);
  }

  @served(eventApi.series_events)
  series_events(call: Call, seriesId: bigint): Result<EventView[], EventRefusal> {
    const keys = seriesOrder.scan({ prefix: [seriesId], limit: SERIES_DATES_MAX });
    const ids = keys.map(([, , id]) => id).filter((id) => seesEvent(call, id, ''));
    return ok(ids.map(viewOfEvent));
  }

  @served(eventApi.organized_events)
  organized_events(
    call: Call,
    cursor: [] | [bigint],
    { limit, archived }: { limit: number; archived: boolean },
  ): Cards {
    if (call.caller.isAnonymous()) return { cards: [], next: [] };
    const size = pageSize(limit);
    const found: bigint[] = [];
    let below = fromOpt(cursor);
    for (let seen = 0; seen < LOOKED_AT_MAX && found.length <= size; seen += PAGE_MAX) {
      const after = below === undefined ? {} : { after: [call.caller, below] as [never, bigint] };
      const keys = eventsOf.scan({
        prefix: [call.caller],
        reverse: true,
        limit: PAGE_MAX,
        ...after,
      });
      const ids = keys.map(([, id]) => id);
      found.push(...ids.filter((id) => isOrganized(call, id, archived)));
      if (ids.length < PAGE_MAX) break;
      below = ids.at(-1);
    }
    return cardsOf(found, size);
  }
}

function isOrganized(call: Call, id: bigint, archived: boolean): boolean {
  const door = doors.get(id) as EventDoor;
  return (door.status === 'archived') === archived && staffsEvent(call, id, door);
}

function sheetOf(call: Call, id: bigint, door: EventDoor, invitation: string): Sheet {
  const settings = settingsOf(id);
  const tally = tallyOf(id);
  const staffs = staffsEvent(call, id, door);
  const mine = registrationOf.get([id, call.caller]);
  const row = mine === undefined ? undefined : registrations.get(mine);
  const applied = applicationOf.get([id, call.caller]);
  const { cancelledAtNs, cancelReason, seriesId, rule, invitationHash } = settings;
  return {
    event: viewOfEvent(id),
    details: detailsOf(settings, questionsOf(id)),
    image: toOpt(imagePath(id, settings)),
    series: toOpt(seriesId === undefined ? undefined : { id: seriesId, rule }),
    cancelled: toOpt(
      cancelledAtNs === undefined ? undefined : { at_ns: cancelledAtNs, reason: cancelReason },
    ),
    ticket_types: typesFor(call, id, settings, staffs, invitation),
    waiting: tally.waiting,
    applied: staffs ? tally.applied : 0,
    invited_only: invitationHash !== undefined,
    my_registration: toOpt(mine !== undefined && row ? registrationView(mine, row) : undefined),
    my_application: toOpt(applied === undefined ? undefined : viewOfApplication(applied)),
    runs: runsEvent(call, door, id),
    staffs,
  };
}

/** Guests see what they can still have; hidden types only with the code. */
function typesFor(
  call: Call,
  id: bigint,
  settings: EventSettings,
  staffs: boolean,
  invitation: string,
) {
  const types = typesOf(id, settings);
  const hidden = types.some(([, type]) => type.hidden);
  const invited = staffs || (hidden && isInvited(call, id, settings, invitation));
  return types
    .filter(([, type]) => staffs || (!type.withdrawn && (!type.hidden || invited)))
    .map(([number, type]) => ticketTypeView(number, type));
}

/** Public events that are not over, soonest to end first, behind the cursor. */
function* following(
  cursor: bigint | undefined,
  fromNs: bigint,
  chosen: [bigint, bigint][] | undefined,
): Generator<bigint> {
  const last = cursor === undefined ? undefined : doors.get(cursor);
  let after: [bigint, bigint] = last ? [last.endsAtNs, cursor as bigint] : [fromNs, 0n];
  if (chosen) {
    for (const [end, id] of chosen) {
      if (end > after[0] || (end === after[0] && id > after[1])) yield id;
    }
    return;
  }
  for (let seen = 0; seen < LOOKED_AT_MAX; seen += PAGE_MAX) {
    const keys = publicByEnd.scan({ after, limit: PAGE_MAX });
    for (const [, id] of keys) yield id;
    if (keys.length < PAGE_MAX) return;
    after = keys[keys.length - 1];
  }
}

/** (end, event) of those that have all the words, soonest to end first; `place`: in their place. */
function keysOf(words: string[], place: string[], fromNs: bigint): [bigint, bigint][] {
  const longest = [...words, ...place].reduce((best, word) =>
    word.length > best.length ? word : best,
  );
  const ids = new Set<bigint>();
  const scan = eventWords.scan({ after: [wordKey(longest), 0n], limit: LOOKED_AT_MAX });
  for (const [key, id] of scan) {
    if (!startsLike(key, longest)) break;
    ids.add(id);
  }
  return [...ids]
    .filter((id) => {
      const { name, location } = textsOf(id);
      return matches(`${name} ${location}`, words) && matches(location, place);
    })
    .map((id): [bigint, bigint] => [(doors.get(id) as EventDoor).endsAtNs, id])
    .filter(([end]) => end > fromNs)
    .sort(([a, x], [b, y]) => (a === b ? (x < y ? -1 : 1) : a < b ? -1 : 1));
}

/** The first `size` of the events found, and whether there are more. */
export function cardsOf(found: bigint[], size: number): Cards {
  const shown = found.slice(0, size);
  return {
    cards: shown.map(
      (id): EventCard => ({ event: viewOfEvent(id), image: toOpt(imagePath(id, settingsOf(id))) }),
    ),
    next: toOpt(found.length > size ? shown.at(-1) : undefined),
  };
}
