/** The market of badges: for sale at a price, offers, swaps; paid in QIK through ICRC-2. */
import {
  bool,
  type Infer,
  nat32,
  nat64,
  nothing,
  opt,
  principal,
  query,
  record,
  result,
  type Shape,
  text,
  update,
  variant,
  vec,
} from './candid.ts';
import { BadgeView } from './nft-badges.ts';

const price = {
  price_e8s: nat64,
  /** Of the price, for whoever designed the badge. */
  royalty_e8s: nat64,
  /** Of the price, after the royalty and the ledger's fees for paying out. */
  seller_gets_e8s: nat64,
};
export const Listing = record({
  badge: BadgeView,
  seller: principal,
  ...price,
  listed_at_ns: nat64,
  expires_at_ns: opt(nat64),
  /** Somebody is paying: it can be neither bought nor taken back now. */
  selling: bool,
});
export type Listing = Infer<typeof Listing>;
export const Offer = record({
  id: nat64,
  badge: BadgeView,
  buyer: principal,
  ...price,
  made_at_ns: nat64,
  expires_at_ns: nat64,
});
export type Offer = Infer<typeof Offer>;
export const Swap = record({
  id: nat64,
  /** Reserved until the swap is accepted, withdrawn or over. */
  offered: BadgeView,
  wanted: BadgeView,
  proposer: principal,
  made_at_ns: nat64,
  expires_at_ns: nat64,
});
export type Swap = Infer<typeof Swap>;
export const TradeState = variant({
  /** The buyer's QIK are being collected. */
  Collecting: nothing,
  /** The badge is the buyer's; the seller and the designer are being paid. */
  PayingOut: nothing,
  Done: nothing,
  /** The buyer could not pay: nothing has changed hands. */
  Refused: record({ reason: text }),
});
export const Trade = record({
  id: nat64,
  badge_id: nat64,
  seller: principal,
  buyer: principal,
  ...price,
  began_at_ns: nat64,
  state: TradeState,
});
export type Trade = Infer<typeof Trade>;

export const MarketRefusal = variant({
  SignInRequired: nothing,
  Forbidden: nothing,
  UnknownBadge: nothing,
  UnknownListing: nothing,
  UnknownOffer: nothing,
  UnknownSwap: nothing,
  UnknownTrade: nothing,
  NotOwner: nothing,
  OwnBadge: nothing,
  /** Belongs to its owner for good. */
  Soulbound: nothing,
  /** Is for sale, being sold or promised to a swap. */
  Reserved: nothing,
  PriceChanged: record({ price_e8s: nat64 }),
  PriceTooLow: record({ least_e8s: nat64 }),
  Expired: nothing,
  Invalid: record({ field: text, problem: text }),
  TooMany: record({ limit: nat32 }),
  RateLimited: record({ retry_after_seconds: nat32 }),
});
export type MarketRefusal = Infer<typeof MarketRefusal>;

const listed = record({ badge_id: nat64, price_e8s: nat64, expires_at_ns: opt(nat64) });
const offered = record({ badge_id: nat64, price_e8s: nat64, expires_at_ns: nat64 });
const swapped = record({ offered_id: nat64, wanted_id: nat64, expires_at_ns: nat64 });
export type ListingRequest = Infer<typeof listed>;
export type OfferRequest = Infer<typeof offered>;
export type SwapRequest = Infer<typeof swapped>;
/** Newest first; the cursor is where the page before ended. */
const page = <T>(row: Shape<T>) => record({ rows: vec(row), next: opt(nat64) });

export const marketApi = {
  /** What every sale costs: the ledger's fee, and the least price. */
  market_terms: query([], record({ fee_e8s: nat64, least_price_e8s: nat64 })),
  /** Offers a badge for sale; it is reserved from now on. Again changes price and end. */
  list_badge: update([listed], result(Listing, MarketRefusal)),
  cancel_listing: update([nat64], result(nothing, MarketRefusal)),
  /** At exactly this price; the caller has let this canister spend it and one fee (ICRC-2). */
  buy_badge: update([record({ badge_id: nat64, price_e8s: nat64 })], result(Trade, MarketRefusal)),
  make_offer: update([offered], result(Offer, MarketRefusal)),
  withdraw_offer: update([nat64], result(nothing, MarketRefusal)),
  /** By the owner of the badge, at exactly this price. */
  accept_offer: update(
    [record({ offer_id: nat64, price_e8s: nat64 })],
    result(Trade, MarketRefusal),
  ),
  propose_swap: update([swapped], result(Swap, MarketRefusal)),
  withdraw_swap: update([nat64], result(nothing, MarketRefusal)),
  /** By the owner of the wanted badge: both change hands in one message. */
  accept_swap: update(
    [record({ swap_id: nat64, offered_id: nat64, wanted_id: nat64 })],
    result(nothing, MarketRefusal),
  ),
  /** What is for sale, newest first. */
  market: query([opt(nat64), nat32], page(Listing)),
  get_listing: query([nat64], opt(Listing)),
  offers_of_badge: query([nat64, opt(nat64), nat32], page(Offer)),
  my_offers: query([opt(nat64), nat32], page(Offer)),
  /** Those in which the badge is wanted or offered. */
  swaps_of_badge: query([nat64, opt(nat64), nat32], page(Swap)),
  my_trades: query([opt(nat64), nat32], page(Trade)),
  /** By its buyer or seller. */
  get_trade: query([nat64], result(Trade, MarketRefusal)),
};
