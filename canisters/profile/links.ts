/** Keeps both sides of two people, the lists they are in and how many are in them. */
import type { Principal } from '@dfinity/principal';
import {
  BLOCKED_MAX,
  CONNECTIONS_MAX,
  err,
  ok,
  type ProfileRefusal,
  REQUESTS_MAX,
  type Relation,
  type Result,
} from '@qikcard/contracts';
import {
  type Change,
  isNothing,
  listOf,
  type Pair,
  type Side,
  strangers,
} from './domain/connection.ts';
import { notify } from './notify.ts';
import { relationOf, sideOf } from './people.ts';
import type { LinkCounts } from './rows.ts';
import { linkCounts, linkLists, sides } from './store.ts';

export type ListName = keyof LinkCounts;
/** Numbers are stored: only ever append. A side that only remembers a refusal is in the last. */
const listNumbers = { Connected: 0, Received: 1, Sent: 2, Blocked: 3, Quiet: 4 } as const;
type Place = keyof typeof listNumbers;
export const listNumber = (name: ListName): number => listNumbers[name];

const most: Record<ListName, number> = {
  Connected: CONNECTIONS_MAX,
  Received: REQUESTS_MAX,
  Sent: REQUESTS_MAX,
  Blocked: BLOCKED_MAX,
};
const words: Record<ListName, string> = {
  Connected: 'connections',
  Received: 'requests waiting',
  Sent: 'requests sent',
  Blocked: 'people blocked',
};
const noLinks: LinkCounts = { Connected: 0, Received: 0, Sent: 0, Blocked: 0 };

export const pairOf = (me: Principal, other: Principal): Pair => ({
  mine: sideOf(me, other),
  theirs: sideOf(other, me),
});
export const countsOf = (who: Principal): LinkCounts => linkCounts.get(who) ?? noLinks;

/** Stores what became of two people and tells the other, unless a list is full. */
export function settle(
  me: Principal,
  other: Principal,
  change: Change,
  nowNs: bigint,
): Result<Relation, ProfileRefusal> {
  const full = fullList(me, sideOf(me, other), change.mine);
  if (full) return err({ LimitReached: { what: words[full], limit: most[full] } });
  if (fullList(other, sideOf(other, me), change.theirs)) {
    return err({ Invalid: { field: 'person', problem: 'has no room for more connections' } });
  }
  putSide(me, other, change.mine);
  putSide(other, me, change.theirs);
  if (change.tell) notify(other, { kind: change.tell, atNs: nowNs, person: me });
  return ok(relationOf(me, other));
}

function fullList(who: Principal, before: Side, after: Side): ListName | undefined {
  const list = listOf(after);
  if (list === undefined || list === listOf(before)) return undefined;
  return countsOf(who)[list] >= most[list] ? list : undefined;
}

/** Stores one side; strangers need no row. */
export function putSide(who: Principal, other: Principal, after: Side): void {
  const before = sides.get([who, other]);
  const from: Place | undefined = before && (listOf(before) ?? 'Quiet');
  const to = placeOf(after);
  if (from !== to) {
    const counts = { ...countsOf(who) };
    if (from) linkLists.remove([who, listNumbers[from], other]);
    if (to) linkLists.insert([who, listNumbers[to], other]);
    if (from && from !== 'Quiet') counts[from]--;
    if (to && to !== 'Quiet') counts[to]++;
    linkCounts.put(who, counts);
  }
  if (to) sides.put([who, other], after);
  else if (before) sides.remove([who, other]);
}

const placeOf = (side: Side): Place | undefined =>
  isNothing(side) ? undefined : (listOf(side) ?? 'Quiet');

/**
 * Forgets what `who` has with the other. That the other blocked or declined them is the other's to
 * say: an erasure must not be a way around it.
 */
export function removeLink(who: Principal, other: Principal): void {
  putSide(who, other, strangers);
  putSide(other, who, { ...sideOf(other, who), state: 'none' });
}
