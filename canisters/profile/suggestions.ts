/** Whom a person may know: connections in common, and people of the same events. */
import type { Principal } from '@dfinity/principal';
import { type PersonCard, SUGGESTIONS_MAX, toOpt } from '@qikcard/contracts';
import { isNothing } from './domain/connection.ts';
import { sees } from './domain/profile.ts';
import { listNumber } from './links.ts';
import { cardOf, isSame, profileOf, sideOf, viewerOf } from './people.ts';
import { attendance, attendees, linkLists } from './store.ts';

/** At most this many connections are compared in one call; the cursor goes on from there. */
const COMPARED = 100;
const EVENTS_LOOKED_AT = 10;
const PEOPLE_PER_EVENT = 20;

/** Connections of the caller that the other has too. Pages may be empty before the end. */
export function mutualConnections(
  caller: Principal,
  other: Principal,
  after: Principal | undefined,
  limit: number,
): { people: PersonCard[]; next: [] | [Principal] } {
  const viewer = viewerOf(caller, other);
  if (!sees(viewer, profileOf(other).privacy.connections)) return { people: [], next: [] };
  const list = listNumber('Connected');
  const keys = linkLists.scan({
    prefix: [caller, list],
    ...(after && { after: [caller, list, after] as [Principal, number, Principal] }),
    limit: COMPARED,
  });
  const people: PersonCard[] = [];
  let last: Principal | undefined;
  for (const [, , friend] of keys) {
    if (people.length === limit) return { people, next: toOpt(last) };
    last = friend;
    if (sideOf(friend, other).state === 'connected') people.push(cardOf(caller, friend));
  }
  return { people, next: toOpt(keys.length === COMPARED ? last : undefined) };
}

/** People of the caller's latest events who want to be suggested, most events in common first. */
export function suggestionsFor(caller: Principal) {
  const shared = new Map<string, { person: Principal; count: number }>();
  for (const { eventId } of attendance.newest(caller, undefined, EVENTS_LOOKED_AT)) {
    for (const person of peopleNear(caller, eventId)) {
      const known = shared.get(person.toHex());
      if (known) known.count++;
      else shared.set(person.toHex(), { person, count: 1 });
    }
  }
  return [...shared.values()]
    .filter(({ person }) => isOpenTo(caller, person))
    .sort((a, b) => b.count - a.count)
    .slice(0, SUGGESTIONS_MAX)
    .map(({ person, count }) => ({ person: cardOf(caller, person), shared_events: count }));
}

/** Those behind the caller in the list of the event and, at its end, those from its start. */
function peopleNear(caller: Principal, eventId: bigint): Principal[] {
  const prefix: [bigint] = [eventId];
  const behind = attendees.scan({ prefix, after: [eventId, caller], limit: PEOPLE_PER_EVENT });
  const left = PEOPLE_PER_EVENT - behind.length;
  const ahead = left > 0 ? attendees.scan({ prefix, limit: left }) : [];
  const seen = new Set([caller.toHex()]);
  return [...behind, ...ahead].flatMap(([, person]) => {
    if (seen.has(person.toHex())) return [];
    seen.add(person.toHex());
    return [person];
  });
}

function isOpenTo(caller: Principal, person: Principal): boolean {
  if (isSame(caller, person)) return false;
  const { suggestMe, username } = profileOf(person);
  if (!suggestMe || username === undefined) return false;
  return isNothing(sideOf(caller, person)) && isNothing(sideOf(person, caller));
}
