/** The market: badges for sale, and offers for them. */
import type { Principal } from '@dfinity/principal';
import { type Call, expose, handle, inGoodStanding, rateLimit } from '@qikcard/canister-kit';
import {
  err,
  fromOpt,
  type Listing,
  type ListingRequest,
  type MarketRefusal,
  nftApi,
  type Offer,
  type OfferRequest,
  ok,
  type Result,
  type Trade,
} from '@qikcard/contracts';
import { DEFAULT_SUBACCOUNT, isSame } from '@qikcard/contracts/icrc/account';
import {
  LISTING_LASTS_MAX_NS,
  OFFER_LASTS_MAX_NS,
  OFFERS_PER_BADGE_MAX,
  OFFERS_PER_BUYER_MAX,
  problemOfEnd,
  problemOfPrice,
} from './domain/market.ts';
import { LEAST_PRICE_E8S, LEDGER_FEE_E8S, sharesOf } from './domain/sale.ts';
import { listingView, offerView, tradeView } from './market-views.ts';
import { endReservation, isOver, isReserved, removeListing } from './reservations.ts';
import type { BadgeRow, DesignRow, ListingRow, OfferRow } from './rows.ts';
import { beginSale, saleReport } from './sales.ts';
import {
  badges,
  designs,
  listingCount,
  listingOrder,
  listings,
  offerCount,
  offers,
  offersOfBadge,
  offersOfBuyer,
  reservations,
} from './store.ts';

type Answer<T> = Result<T, MarketRefusal>;

/** Somebody who cannot pay holds a badge up for as long as the ledger needs to say so. */
const purchases = rateLimit({ burst: 10, perMinute: 10 });

export class Market {
  @expose(nftApi.market_terms)
  market_terms() {
    return { fee_e8s: LEDGER_FEE_E8S, least_price_e8s: LEAST_PRICE_E8S };
  }

  @expose(nftApi.list_badge)
  list_badge(asked: ListingRequest): Answer<Listing> {
    return handle('list_badge', inGoodStanding, (call) => {
      call.subject = asked.badge_id.toString();
      return list(call, asked);
    });
  }

  @expose(nftApi.cancel_listing)
  cancel_listing(id: bigint): Answer<null> {
    return handle('cancel_listing', inGoodStanding, (call) => {
      call.subject = id.toString();
      const listing = listings.get(id);
      if (listing === undefined) return err({ UnknownListing: null });
      if (!isOwn(call, listing.seller)) return err({ NotOwner: null });
      if (reservations.get(id)?.kind === 'Sale') return err({ Reserved: null });
      endReservation(id);
      return ok(null);
    });
  }

  @expose(nftApi.buy_badge)
  buy_badge({ badge_id, price_e8s }: { badge_id: bigint; price_e8s: bigint }): Answer<Trade> {
    return handle('buy_badge', inGoodStanding, (call) => {
      call.subject = badge_id.toString();
      const wait = purchases.take(call.caller.toHex(), call.nowNs);
      if (wait !== undefined) return err({ RateLimited: { retry_after_seconds: wait } });
      const listing = listings.get(badge_id);
      if (listing === undefined) return err({ UnknownListing: null });
      if (isOver(listing.expiresAtNs, call.nowNs)) return err({ Expired: null });
      if (isOwn(call, listing.seller)) return err({ OwnBadge: null });
      if (reservations.get(badge_id)?.kind !== 'Listing') return err({ Reserved: null });
      const { priceE8s, seller } = listing;
      if (priceE8s !== price_e8s) return err({ PriceChanged: { price_e8s: priceE8s } });
      return ok(sell(call, badge_id, seller, call.caller, priceE8s));
    });
  }

  @expose(nftApi.make_offer)
  make_offer(asked: OfferRequest): Answer<Offer> {
    return handle('make_offer', inGoodStanding, (call) => {
      call.subject = asked.badge_id.toString();
      return offer(call, asked);
    });
  }

  @expose(nftApi.withdraw_offer)
  withdraw_offer(id: bigint): Answer<null> {
    return handle('withdraw_offer', inGoodStanding, (call) => {
      call.subject = id.toString();
      const row = offers.get(id);
      if (row === undefined || !isOwn(call, row.buyer)) return err({ UnknownOffer: null });
      removeOffer(id, row);
      return ok(null);
    });
  }

  @expose(nftApi.accept_offer)
  accept_offer({ offer_id, price_e8s }: { offer_id: bigint; price_e8s: bigint }): Answer<Trade> {
    return handle('accept_offer', inGoodStanding, (call) => {
      call.subject = offer_id.toString();
      const row = offers.get(offer_id);
      const badge = row && badges.get(row.badgeId);
      if (row === undefined) return err({ UnknownOffer: null });
      if (badge === undefined) return err({ UnknownBadge: null });
      if (isOver(row.expiresAtNs, call.nowNs)) return err({ Expired: null });
      if (!isOwner(call, badge)) return err({ NotOwner: null });
      if (row.priceE8s !== price_e8s) return err({ PriceChanged: { price_e8s: row.priceE8s } });
      // Its own listing does not keep an owner from taking a better offer.
      const listed = reservations.get(row.badgeId)?.kind === 'Listing';
      if (!listed && isReserved(row.badgeId, call.nowNs)) return err({ Reserved: null });
      removeOffer(offer_id, row);
      return ok(sell(call, row.badgeId, call.caller, row.buyer, row.priceE8s));
    });
  }

  @expose(nftApi.stuck_sagas)
  stuck_sagas(behind: [] | [bigint], limit: number) {
    return saleReport.stuck(behind, limit);
  }
  @expose(nftApi.retry_saga)
  retry_saga(id: bigint) {
    return saleReport.retry(id);
  }
}

export const isOwn = (call: Call, who: Principal): boolean => call.caller.compareTo(who) === 'eq';

/** What lies in the caller's own account; subaccounts do not trade. */
export const isOwner = (call: Call, badge: BadgeRow): boolean =>
  isSame(badge.owner, { owner: call.caller, subaccount: DEFAULT_SUBACCOUNT });

/** Why the caller cannot part with a badge; `again` when it may be promised to what it is now. */
export function problemOfParting(
  call: Call,
  id: bigint,
  again: 'Listing' | undefined,
): MarketRefusal | undefined {
  const badge = badges.get(id);
  if (badge === undefined) return { UnknownBadge: null };
  if (!isOwner(call, badge)) return { NotOwner: null };
  if (badge.soulbound) return { Soulbound: null };
  const same = again !== undefined && reservations.get(id)?.kind === again;
  return !same && isReserved(id, call.nowNs) ? { Reserved: null } : undefined;
}

function list(call: Call, { badge_id: id, price_e8s, expires_at_ns }: ListingRequest) {
  const expiresAtNs = fromOpt(expires_at_ns);
  const problem =
    problemOfParting(call, id, 'Listing') ??
    problemOfPrice(price_e8s) ??
    problemOfEnd(expiresAtNs, call.nowNs, LISTING_LASTS_MAX_NS);
  if (problem) return err(problem);
  endReservation(id);
  const row: ListingRow = {
    number: listingCount.add(),
    seller: call.caller,
    priceE8s: price_e8s,
    listedAtNs: call.nowNs,
    expiresAtNs,
  };
  listings.put(id, row);
  listingOrder.insert([row.number, id]);
  reservations.put(id, { kind: 'Listing', id });
  return ok(listingView(id, row));
}

function offer(call: Call, { badge_id: id, price_e8s, expires_at_ns }: OfferRequest) {
  const badge = badges.get(id);
  if (badge === undefined) return err({ UnknownBadge: null });
  if (badge.soulbound) return err({ Soulbound: null });
  if (isOwn(call, badge.owner.owner)) return err({ OwnBadge: null });
  const problem =
    problemOfPrice(price_e8s) ?? problemOfEnd(expires_at_ns, call.nowNs, OFFER_LASTS_MAX_NS);
  if (problem) return err(problem);
  forgetOver(
    call.nowNs,
    offersOfBuyer.scan({ prefix: [call.caller], limit: OFFERS_PER_BUYER_MAX }),
  );
  forgetOver(call.nowNs, offersOfBadge.scan({ prefix: [id], limit: OFFERS_PER_BADGE_MAX }));
  const own = offersOfBuyer.scan({ prefix: [call.caller], limit: OFFERS_PER_BUYER_MAX });
  if (own.length >= OFFERS_PER_BUYER_MAX) return err({ TooMany: { limit: OFFERS_PER_BUYER_MAX } });
  const there = offersOfBadge.scan({ prefix: [id], limit: OFFERS_PER_BADGE_MAX });
  if (there.length >= OFFERS_PER_BADGE_MAX)
    return err({ TooMany: { limit: OFFERS_PER_BADGE_MAX } });
  const row: OfferRow = {
    badgeId: id,
    buyer: call.caller,
    priceE8s: price_e8s,
    madeAtNs: call.nowNs,
    expiresAtNs: expires_at_ns,
  };
  const number = offerCount.add();
  offers.put(number, row);
  offersOfBadge.insert([id, number]);
  offersOfBuyer.insert([call.caller, number]);
  return ok(offerView(number, row, badge));
}

function forgetOver(nowNs: bigint, keys: [unknown, bigint][]): void {
  for (const [, id] of keys) {
    const row = offers.get(id);
    if (row && isOver(row.expiresAtNs, nowNs)) removeOffer(id, row);
  }
}

function removeOffer(id: bigint, { badgeId, buyer }: OfferRow): void {
  offers.remove(id);
  offersOfBadge.remove([badgeId, id]);
  offersOfBuyer.remove([buyer, id]);
}

function sell(
  call: Call,
  badgeId: bigint,
  seller: Principal,
  buyer: Principal,
  priceE8s: bigint,
): Trade {
  const listing = listings.get(badgeId);
  if (listing && isOver(listing.expiresAtNs, call.nowNs)) removeListing(badgeId);
  const design = designs.get((badges.get(badgeId) as BadgeRow).designId) as DesignRow;
  const designer = design.creator;
  const own = designer.compareTo(seller) === 'eq';
  const { royaltyE8s } = sharesOf(priceE8s, design.royaltyBasisPoints, own);
  const agreed = { badgeId, seller, buyer, designer, priceE8s, royaltyE8s };
  return tradeView(beginSale(agreed, call.nowNs));
}
