/** Badges are made by what facts say somebody did, each once, and cite it in their block. */
import type { Principal } from '@dfinity/principal';
import { ic, outbox } from '@qikcard/canister-kit';
import { facts, isClaimed, type PassageFact } from '@qikcard/contracts';
import {
  accountOf,
  accountValue,
  DEFAULT_SUBACCOUNT,
  isSame,
} from '@qikcard/contracts/icrc/account';
import { mapOf, type Value } from '@qikcard/contracts/icrc/value';
import { publishArt } from './art.ts';
import {
  afterEntry,
  afterOrganizing,
  afterReturn,
  afterUndo,
  type Deed,
  isAvailable,
  isEarned,
  NOTHING_DONE,
} from './domain/criteria.ts';
import { DESIGNS_PER_EVENT_MAX, GLOBAL_DESIGNS_MAX } from './domain/design.ts';
import { isReserved } from './reservations.ts';
import type { BadgeRow, DeedsRow, DesignRow, EventRow, VisitRow } from './rows.ts';
import { burn, keyOfBadge, shelfAt } from './shelf.ts';
import {
  badgeCount,
  badges,
  badgesOfAccount,
  badgesOfRegistration,
  deeds,
  designs,
  designsOfEvent,
  earned,
  entered,
  events,
  paid,
  visits,
} from './store.ts';

/** Designs of no event are kept under this one. */
export const NO_EVENT = 0n;
const NO_ORGANIZER = { arrived: 0, promisedE8s: 0n, organized: false };
const eventAt = (id: bigint): EventRow =>
  events.get(id) ?? { ...NO_ORGANIZER, organizer: ic.self() };
const deedsOf = (who: Principal): DeedsRow => deeds.get(who) ?? NOTHING_DONE;

/** A first entry: counts it, and gives every badge that it completes. */
export function onFirstEntry({ eventId, registrationId, holder }: PassageFact, atNs: bigint): void {
  // Told again by a sender that begins anew.
  if (visits.has(registrationId)) return;
  const event = eventAt(eventId);
  const place = event.arrived + 1;
  events.put(eventId, { ...event, arrived: place, organized: true });
  if (!event.organized && event.organizer.compareTo(ic.self()) !== 'eq') {
    const done = afterOrganizing(deedsOf(event.organizer));
    deeds.put(event.organizer, done);
    giveEarned(event.organizer, { kind: 'organized' }, done, [NO_EVENT], undefined);
  }
  const visit = { eventId, place, atNs, holder: isClaimed(holder) ? holder : undefined };
  visits.put(registrationId, visit);
  if (visit.holder) credit(registrationId, visit, visit.holder);
}

/** Somebody says whose place it was: what its entry has earned is theirs, once. */
export function onClaim(registrationId: bigint, holder: Principal): void {
  const visit = visits.get(registrationId);
  if (visit === undefined || visit.holder !== undefined) return;
  visits.put(registrationId, { ...visit, holder });
  credit(registrationId, visit, holder);
}

function credit(registrationId: bigint, visit: VisitRow, holder: Principal): void {
  const { eventId } = visit;
  const done = afterEntry(deedsOf(holder), visit.atNs);
  deeds.put(holder, done);
  entered.put([eventId, holder], registrationId);
  giveEarned(holder, entryOf(visit), done, [eventId, NO_EVENT], { eventId, registrationId });
}

const entryOf = ({ eventId, place }: VisitRow): Deed => ({ kind: 'entry', eventId, place });

/** What `onClaim` would give to somebody now. */
export function waitingAt(registrationId: bigint, holder: Principal): [bigint, DesignRow][] {
  const visit = visits.get(registrationId);
  if (visit === undefined || visit.holder !== undefined) return [];
  const done = afterEntry(deedsOf(holder), visit.atNs);
  return earnedWith(holder, entryOf(visit), done, [visit.eventId, NO_EVENT]);
}

/**
 * A first entry was taken back: it counts no longer, and the badges it earned go while they are
 * still with who earned them. What was sold or given away stays; QIK stay, and are not paid again.
 */
export function onUndone(registrationId: bigint): void {
  const visit = visits.get(registrationId);
  if (visit === undefined) return;
  visits.remove(registrationId);
  const event = eventAt(visit.eventId);
  events.put(visit.eventId, { ...event, arrived: Math.max(0, event.arrived - 1) });
  const { holder } = visit;
  if (holder === undefined) return;
  deeds.put(holder, afterUndo(deedsOf(holder), visit.atNs));
  entered.remove([visit.eventId, holder]);
  const limit = DESIGNS_PER_EVENT_MAX + GLOBAL_DESIGNS_MAX;
  for (const [, id] of badgesOfRegistration.scan({ prefix: [registrationId], limit })) takeBack(id);
}

function takeBack(id: bigint): void {
  const row = badges.get(id);
  if (row === undefined || row.transfers > 0 || isReserved(id, ic.nowNs())) return;
  const { designId, earnedBy, owner, registrationId } = row;
  if (!isSame(owner, { owner: earnedBy, subaccount: DEFAULT_SUBACCOUNT })) return;
  const design = designs.get(designId) as DesignRow;
  burn(id, row, 'undone');
  outbox.append('profile', facts.badgeBurned, { holder: earnedBy, tokenId: id });
  designs.put(designId, { ...design, burned: design.burned + 1 });
  earned.remove([designId, earnedBy]);
  if (registrationId !== undefined) badgesOfRegistration.remove([registrationId, id]);
  if (design.rewardE8s > 0n) paid.put([designId, earnedBy], id);
}

/** Something came back. */
export function onReturn(holder: Principal, onTime: boolean): void {
  if (!isClaimed(holder)) return;
  const done = afterReturn(deedsOf(holder), onTime);
  deeds.put(holder, done);
  if (onTime) giveEarned(holder, { kind: 'return' }, done, [NO_EVENT], undefined);
}

type Cited = { eventId: bigint; registrationId: bigint } | undefined;

function giveEarned(
  holder: Principal,
  deed: Deed,
  done: DeedsRow,
  of: bigint[],
  cited: Cited,
): void {
  for (const [id, design] of earnedWith(holder, deed, done, of)) give(id, design, holder, cited);
}

/** The designs of these events that somebody has just completed and does not have. */
function earnedWith(
  holder: Principal,
  deed: Deed,
  done: DeedsRow,
  of: bigint[],
): [bigint, DesignRow][] {
  return of.flatMap((eventId) => {
    const limit = eventId === NO_EVENT ? GLOBAL_DESIGNS_MAX : DESIGNS_PER_EVENT_MAX;
    return designsOfEvent.scan({ prefix: [eventId], limit }).flatMap(([, id]) => {
      const design = designs.get(id) as DesignRow;
      const fits = isAvailable(design) && isEarned(design, deed, done);
      return fits && !earned.has([id, holder]) ? [[id, design] as [bigint, DesignRow]] : [];
    });
  });
}

/** Makes a badge; gives its number. */
export function give(designId: bigint, design: DesignRow, holder: Principal, cited: Cited): bigint {
  const nowNs = ic.nowNs();
  const id = badgeCount.add();
  const edition = design.minted + 1;
  const row: BadgeRow = {
    owner: { owner: holder, subaccount: DEFAULT_SUBACCOUNT },
    designId,
    earnedBy: holder,
    edition,
    mintedAtNs: nowNs,
    eventId: cited?.eventId,
    registrationId: cited?.registrationId,
    soulbound: design.soulbound,
    transfers: 0,
  };
  badges.put(id, row);
  badgesOfAccount.insert(keyOfBadge(row.owner, id));
  earned.put([designId, holder], id);
  if (cited) badgesOfRegistration.insert([cited.registrationId, id]);
  designs.put(designId, { ...design, minted: edition });
  shelfAt(nowNs).append({ btype: '7mint', tx: mintOf(id, holder, row), deduplicate: undefined });
  publishArt(id, undefined);
  const { eventId } = row;
  outbox.append('profile', facts.achievementAwarded, {
    holder,
    tokenId: id,
    eventId,
    name: design.name,
  });
  if (design.rewardE8s > 0n && !paid.has([designId, holder])) {
    const reward = { rewardId: id, holder, amount: design.rewardE8s, eventId };
    outbox.append('wallet', facts.rewardGranted, reward);
  }
  return id;
}

/** The block says for which check-in the badge was given. */
function mintOf(id: bigint, holder: Principal, row: BadgeRow): Value {
  const number = (value: bigint | undefined) => (value === undefined ? undefined : { Nat: value });
  return mapOf({
    tid: { Nat: id },
    to: accountValue(accountOf(holder)),
    meta: mapOf({
      'qikcard:design': { Nat: row.designId },
      'qikcard:edition': { Nat: BigInt(row.edition) },
      'qikcard:event': number(row.eventId),
      'qikcard:registration': number(row.registrationId),
    }),
  });
}
