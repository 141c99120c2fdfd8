/** The market as people look at it. */
import type { Principal } from '@dfinity/principal';
import { anyone, expose, handleQuery } from '@qikcard/canister-kit';
import {
  err,
  type Infer,
  type Listing,
  type MarketRefusal,
  nftApi,
  type Offer,
  ok,
  PAGE_MAX,
  type Result,
  type Swap,
  type Trade,
  toOpt,
} from '@qikcard/contracts';
import { LEDGER_FEE_E8S, sharesOf } from './domain/sale.ts';
import { isOver } from './reservations.ts';
import type { BadgeRow, DesignRow, ListingRow, OfferRow, SwapRow } from './rows.ts';
import { sales, salesOf } from './sales.ts';
import {
  badges,
  designs,
  listingOrder,
  listings,
  offers,
  offersOfBadge,
  offersOfBuyer,
  reservations,
  swaps,
  swapsOfBadge,
} from './store.ts';
import { badgeView } from './views.ts';

type Api = typeof nftApi;
type Cursor = [] | [bigint];

export class MarketViews {
  @expose(nftApi.market)
  market([before]: Cursor, limit: number): Infer<Api['market']['ret']> {
    return handleQuery('market', anyone, ({ nowNs }) => {
      // Listings whose time is over are passed over, a bounded number at a time.
      const size = sizeOf(limit);
      const after = before === undefined ? {} : { after: [before, FIRST] as [bigint, bigint] };
      const keys = listingOrder.scan({ reverse: true, limit: size + 1, ...after });
      const rows = keys.slice(0, size).flatMap(([, id]) => {
        const row = listings.get(id);
        return row && !isOver(row.expiresAtNs, nowNs) ? [listingView(id, row)] : [];
      });
      return { rows, next: toOpt(keys.length > size ? keys[size - 1][0] : undefined) };
    });
  }

  @expose(nftApi.get_listing)
  get_listing(id: bigint): [] | [Listing] {
    return handleQuery('get_listing', anyone, ({ nowNs }) => {
      const row = listings.get(id);
      return toOpt(row && !isOver(row.expiresAtNs, nowNs) ? listingView(id, row) : undefined);
    });
  }

  @expose(nftApi.offers_of_badge)
  offers_of_badge(id: bigint, [before]: Cursor, limit: number) {
    const after = before === undefined ? {} : { after: [id, before] as [bigint, bigint] };
    const scanned = { prefix: [id] as [bigint], reverse: true, limit: sizeOf(limit) + 1, ...after };
    return offerPage('offers_of_badge', () => offersOfBadge.scan(scanned), limit);
  }

  @expose(nftApi.my_offers)
  my_offers([before]: Cursor, limit: number) {
    return offerPage(
      'my_offers',
      (who) => {
        const after = before === undefined ? {} : { after: [who, before] as [Principal, bigint] };
        const scanned = { prefix: [who] as [Principal], reverse: true, ...after };
        return offersOfBuyer.scan({ ...scanned, limit: sizeOf(limit) + 1 });
      },
      limit,
    );
  }

  @expose(nftApi.swaps_of_badge)
  swaps_of_badge(id: bigint, [before]: Cursor, limit: number): Infer<Api['swaps_of_badge']['ret']> {
    return handleQuery('swaps_of_badge', anyone, ({ nowNs }) => {
      const size = sizeOf(limit);
      const after = before === undefined ? {} : { after: [id, before] as [bigint, bigint] };
      const keys = swapsOfBadge.scan({ prefix: [id], reverse: true, limit: size + 1, ...after });
      const rows = keys.slice(0, size).flatMap(([, each]) => {
        const row = swaps.get(each);
        const there = row && badges.has(row.offeredId) && badges.has(row.wantedId);
        return row && there && !isOver(row.expiresAtNs, nowNs) ? [swapView(each, row)] : [];
      });
      return { rows, next: toOpt(keys.length > size ? keys[size - 1][1] : undefined) };
    });
  }

  @expose(nftApi.my_trades)
  my_trades([before]: Cursor, limit: number): Infer<Api['my_trades']['ret']> {
    return handleQuery('my_trades', anyone, ({ caller }) => {
      const size = sizeOf(limit);
      const ids = salesOf(caller, before, size + 1);
      const rows = ids.slice(0, size).map(tradeView);
      return { rows, next: toOpt(ids.length > size ? ids[size - 1] : undefined) };
    });
  }

  @expose(nftApi.get_trade)
  get_trade(id: bigint): Result<Trade, MarketRefusal> {
    return handleQuery('get_trade', anyone, ({ caller }) => {
      const sale = sales.get(id)?.state;
      const own = sale && [sale.buyer, sale.seller].some((who) => who.compareTo(caller) === 'eq');
      return own ? ok(tradeView(id)) : err({ UnknownTrade: null });
    });
  }
}

/** Before every badge of a listing number. */
const FIRST = 0n;
const sizeOf = (limit: number): number => Math.max(1, Math.min(limit, PAGE_MAX));

function offerPage(
  method: string,
  keysOf: (who: Principal) => [unknown, bigint][],
  limit: number,
): Infer<Api['my_offers']['ret']> {
  return handleQuery(method, anyone, ({ caller, nowNs }) => {
    const size = sizeOf(limit);
    const keys = keysOf(caller);
    const rows = keys.slice(0, size).flatMap(([, id]) => {
      const row = offers.get(id);
      const badge = row && badges.get(row.badgeId);
      return row && badge && !isOver(row.expiresAtNs, nowNs) ? [offerView(id, row, badge)] : [];
    });
    return { rows, next: toOpt(keys.length > size ? keys[size - 1][1] : undefined) };
  });
}

function priceOf(priceE8s: bigint, { designId }: BadgeRow, seller: Principal) {
  const { creator, royaltyBasisPoints } = designs.get(designId) as DesignRow;
  const own = creator.compareTo(seller) === 'eq';
  const { royaltyE8s, sellerGetsE8s } = sharesOf(priceE8s, royaltyBasisPoints, own);
  return { price_e8s: priceE8s, royalty_e8s: royaltyE8s, seller_gets_e8s: sellerGetsE8s };
}

/** A listing with what would be paid to whom. */
export function listingView(id: bigint, row: ListingRow): Listing {
  const badge = badges.get(id) as BadgeRow;
  return {
    badge: badgeView(id, badge),
    seller: row.seller,
    ...priceOf(row.priceE8s, badge, row.seller),
    listed_at_ns: row.listedAtNs,
    expires_at_ns: toOpt(row.expiresAtNs),
    selling: reservations.get(id)?.kind === 'Sale',
  };
}

/** An offer with what its owner of today would get. */
export function offerView(id: bigint, row: OfferRow, badge: BadgeRow): Offer {
  return {
    id,
    badge: badgeView(row.badgeId, badge),
    buyer: row.buyer,
    ...priceOf(row.priceE8s, badge, badge.owner.owner),
    made_at_ns: row.madeAtNs,
    expires_at_ns: row.expiresAtNs,
  };
}

export const swapView = (id: bigint, row: SwapRow): Swap => ({
  id,
  offered: badgeView(row.offeredId, badges.get(row.offeredId) as BadgeRow),
  wanted: badgeView(row.wantedId, badges.get(row.wantedId) as BadgeRow),
  proposer: row.proposer,
  made_at_ns: row.madeAtNs,
  expires_at_ns: row.expiresAtNs,
});

/** A sale as its two sides see it. */
export function tradeView(id: bigint): Trade {
  const entry = sales.get(id);
  if (entry === undefined) throw new Error('there is such a sale');
  const { badgeId, seller, buyer, priceE8s, royaltyE8s, step, reason } = entry.state;
  const states: Record<typeof step, Trade['state']> = {
    Collect: { Collecting: null },
    PaySeller: { PayingOut: null },
    PayDesigner: { PayingOut: null },
    Done: { Done: null },
    Refused: { Refused: { reason } },
  };
  return {
    id,
    badge_id: badgeId,
    seller,
    buyer,
    price_e8s: priceE8s,
    royalty_e8s: royaltyE8s,
    seller_gets_e8s: priceE8s - royaltyE8s - LEDGER_FEE_E8S,
    began_at_ns: entry.beganAtNs,
    state: states[step],
  };
}
