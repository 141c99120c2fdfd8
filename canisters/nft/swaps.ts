/** Swaps: one badge for another; both change hands in one message, or neither. */
import { type Call, expose, handle, inGoodStanding } from '@qikcard/canister-kit';
import {
  err,
  type MarketRefusal,
  nftApi,
  ok,
  type Result,
  type Swap,
  type SwapRequest,
} from '@qikcard/contracts';
import { type AccountKey, accountAt, accountValue } from '@qikcard/contracts/icrc/account';
import { mapOf } from '@qikcard/contracts/icrc/value';
import {
  OFFER_LASTS_MAX_NS,
  problemOfEnd,
  SWAPS_PER_BADGE_MAX,
  SWAPS_PER_PERSON_MAX,
} from './domain/market.ts';
import { isOwn, problemOfParting } from './market.ts';
import { swapView } from './market-views.ts';
import { endReservation, isOver, removeSwap } from './reservations.ts';
import type { BadgeRow, SwapRow } from './rows.ts';
import { shelfAt } from './shelf.ts';
import { badges, reservations, swapCount, swaps, swapsOfBadge, swapsOfProposer } from './store.ts';

type Answer<T> = Result<T, MarketRefusal>;
type Accepted = { swap_id: bigint; offered_id: bigint; wanted_id: bigint };

export class Swaps {
  @expose(nftApi.propose_swap)
  propose_swap(asked: SwapRequest): Answer<Swap> {
    return handle('propose_swap', inGoodStanding, (call) => {
      call.subject = `${asked.offered_id} for ${asked.wanted_id}`;
      return propose(call, asked);
    });
  }

  @expose(nftApi.withdraw_swap)
  withdraw_swap(id: bigint): Answer<null> {
    return handle('withdraw_swap', inGoodStanding, (call) => {
      call.subject = id.toString();
      const swap = swaps.get(id);
      if (swap === undefined || !isOwn(call, swap.proposer)) return err({ UnknownSwap: null });
      endReservation(swap.offeredId);
      return ok(null);
    });
  }

  @expose(nftApi.accept_swap)
  accept_swap({ swap_id: id, offered_id, wanted_id }: Accepted): Answer<null> {
    return handle('accept_swap', inGoodStanding, (call) => {
      call.subject = id.toString();
      const swap = swaps.get(id);
      const same = swap && swap.offeredId === offered_id && swap.wantedId === wanted_id;
      if (!swap || !same) return err({ UnknownSwap: null });
      if (isOver(swap.expiresAtNs, call.nowNs)) return err({ Expired: null });
      const problem = problemOfParting(call, wanted_id, undefined);
      if (problem) return err(problem);
      exchange(swap, call.nowNs);
      return ok(null);
    });
  }
}

function propose(call: Call, asked: SwapRequest): Answer<Swap> {
  const { offered_id: offeredId, wanted_id: wantedId, expires_at_ns: expiresAtNs } = asked;
  const wanted = badges.get(wantedId);
  const problem =
    problemOfParting(call, offeredId, undefined) ??
    problemOfEnd(expiresAtNs, call.nowNs, OFFER_LASTS_MAX_NS);
  if (problem) return err(problem);
  if (wanted === undefined) return err({ UnknownBadge: null });
  if (wanted.soulbound) return err({ Soulbound: null });
  if (isOwn(call, wanted.owner.owner)) return err({ OwnBadge: null });
  forgetOver(
    call.nowNs,
    swapsOfProposer.scan({ prefix: [call.caller], limit: SWAPS_PER_PERSON_MAX }),
  );
  forgetOver(call.nowNs, swapsOfBadge.scan({ prefix: [wantedId], limit: SWAPS_PER_BADGE_MAX }));
  const own = swapsOfProposer.scan({ prefix: [call.caller], limit: SWAPS_PER_PERSON_MAX });
  if (own.length >= SWAPS_PER_PERSON_MAX) return err({ TooMany: { limit: SWAPS_PER_PERSON_MAX } });
  const there = swapsOfBadge.scan({ prefix: [wantedId], limit: SWAPS_PER_BADGE_MAX });
  if (there.length >= SWAPS_PER_BADGE_MAX) return err({ TooMany: { limit: SWAPS_PER_BADGE_MAX } });
  // What an earlier promise left behind when its time was over.
  endReservation(offeredId);
  const id = swapCount.add();
  const row = { offeredId, wantedId, proposer: call.caller, madeAtNs: call.nowNs, expiresAtNs };
  swaps.put(id, row);
  swapsOfBadge.insert([offeredId, id]);
  swapsOfBadge.insert([wantedId, id]);
  swapsOfProposer.insert([call.caller, id]);
  reservations.put(offeredId, { kind: 'Swap', id });
  return ok(swapView(id, row));
}

/** Proposals that are over reserve nothing any more. */
function forgetOver(nowNs: bigint, keys: [unknown, bigint][]): void {
  for (const [, id] of keys) {
    const row = swaps.get(id);
    if (!row || !isOver(row.expiresAtNs, nowNs)) continue;
    const reserved = reservations.get(row.offeredId);
    if (reserved?.kind === 'Swap' && reserved.id === id) endReservation(row.offeredId);
    else removeSwap(id);
  }
}

function exchange({ offeredId, wantedId }: SwapRow, nowNs: bigint): void {
  const proposer = (badges.get(offeredId) as BadgeRow).owner;
  const accepter = (badges.get(wantedId) as BadgeRow).owner;
  endReservation(offeredId);
  hand(offeredId, proposer, accepter, nowNs);
  hand(wantedId, accepter, proposer, nowNs);
}

function hand(id: bigint, from: AccountKey, to: AccountKey, nowNs: bigint): void {
  const shelf = shelfAt(nowNs);
  shelf.give(id, to);
  const tx = mapOf({
    tid: { Nat: id },
    from: accountValue(accountAt(from)),
    to: accountValue(accountAt(to)),
    memo: { Blob: new TextEncoder().encode('swap') },
  });
  shelf.append({ btype: '7xfer', tx, deduplicate: undefined });
}
