/** Badges are made by what facts say somebody did, each once, and cite it in their block. */
import type { Principal } from '@dfinity/principal';
import { ic, outbox } from '@qikcard/canister-kit';
import { facts, type PassageFact } from '@qikcard/contracts';
import { accountOf, accountValue, DEFAULT_SUBACCOUNT } from '@qikcard/contracts/icrc/account';
import { mapOf, type Value } from '@qikcard/contracts/icrc/value';
import {
  afterEntry,
  afterReturn,
  type Deed,
  isAvailable,
  isEarned,
  NOTHING_DONE,
} from './domain/criteria.ts';
import { DESIGNS_PER_EVENT_MAX, GLOBAL_DESIGNS_MAX } from './domain/design.ts';
import type { BadgeRow, DeedsRow, DesignRow } from './rows.ts';
import { keyOfBadge, publishArt, shelfAt } from './shelf.ts';
import {
  badgeCount,
  badges,
  badgesOfAccount,
  deeds,
  designs,
  designsOfEvent,
  earned,
  events,
} from './store.ts';

/** Designs of no event are kept under this one. */
export const NO_EVENT = 0n;
const NO_ORGANIZER = { arrived: 0, promisedE8s: 0n };

/** A first entry: counts it, and gives every badge that it completes. */
export function onFirstEntry({ eventId, registrationId, holder }: PassageFact, atNs: bigint): void {
  const event = events.get(eventId) ?? { ...NO_ORGANIZER, organizer: ic.self() };
  const place = event.arrived + 1;
  events.put(eventId, { ...event, arrived: place });
  const done = afterEntry(deeds.get(holder) ?? NOTHING_DONE, atNs);
  deeds.put(holder, done);
  const deed: Deed = { kind: 'entry', eventId, place };
  giveEarned(holder, deed, done, [eventId, NO_EVENT], { eventId, registrationId });
}

/** Something came back. */
export function onReturn(holder: Principal, onTime: boolean): void {
  const done = afterReturn(deeds.get(holder) ?? NOTHING_DONE, onTime);
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
  for (const eventId of of) {
    const limit = eventId === NO_EVENT ? GLOBAL_DESIGNS_MAX : DESIGNS_PER_EVENT_MAX;
    for (const [, designId] of designsOfEvent.scan({ prefix: [eventId], limit })) {
      const design = designs.get(designId) as DesignRow;
      if (!isAvailable(design) || !isEarned(design, deed, done)) continue;
      if (!earned.has([designId, holder])) give(designId, design, holder, cited);
    }
  }
}

function give(designId: bigint, design: DesignRow, holder: Principal, cited: Cited): void {
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
  designs.put(designId, { ...design, minted: edition });
  shelfAt(nowNs).append({ btype: '7mint', tx: mintOf(id, holder, row), deduplicate: undefined });
  publishArt(id, row);
  const { eventId } = row;
  outbox.append('profile', facts.achievementAwarded, {
    holder,
    tokenId: id,
    eventId,
    name: design.name,
  });
  if (design.rewardE8s > 0n) {
    const reward = { rewardId: id, holder, amount: design.rewardE8s, eventId };
    outbox.append('wallet', facts.rewardGranted, reward);
  }
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
