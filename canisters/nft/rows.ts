/** What the nft canister stores, byte for byte. Every change is a new version with a fixture. */
import { binary } from '@qikcard/contracts';

const {
  bytes,
  fixedBytes,
  flag,
  list,
  oneOf,
  optional,
  principalField,
  str,
  struct,
  u16,
  u32,
  u64,
} = binary;
const { versioned } = binary;

const account = struct({ owner: principalField, subaccount: fixedBytes(32) });
const badge = struct({
  owner: account,
  designId: u64,
  /** Who it was given to first: what it was given for is theirs. */
  earnedBy: principalField,
  /** Counts the badges of a design from 1. */
  edition: u32,
  mintedAtNs: u64,
  /** The registration whose check-in it was given for, where there is one. */
  eventId: optional(u64),
  registrationId: optional(u64),
  soulbound: flag,
  /** How often it changed hands. */
  transfers: u32,
});
const approval = struct({
  spender: account,
  from: account,
  expiresAtNs: optional(u64),
  memo: optional(bytes),
  createdAtNs: u64,
});
const designV1 = {
  name: str,
  description: str,
  criterion: struct({
    kind: oneOf(
      'Attended',
      'EarlyBird',
      'Attendance',
      'Streak',
      'OnTimeReturns',
      'Organized',
      'Custom',
    ),
    /** Zero where the kind is of no event. */
    eventId: u64,
    /** How many: first ones, events, weeks, returns, organized events. */
    count: u32,
  }),
  soulbound: flag,
  rewardE8s: u64,
  supply: optional(u32),
  season: str,
  hue: u16,
  creator: principalField,
  createdAtNs: u64,
  retired: flag,
  minted: u32,
};
const design = struct({
  ...designV1,
  /** Taken back with the check-in they were given for: as if never made. */
  burned: u32,
  royaltyBasisPoints: u16,
});
/** What somebody has done so far; no names, only numbers. */
const deedsV1 = {
  events: u32,
  /** Monday-based weeks since 1970 of the latest entry, and how many in a row. */
  week: u32,
  streak: u32,
  onTimeReturns: u32,
};
const deeds = struct({
  ...deedsV1,
  /** Entries in the latest week: when the last of them is taken back, the week does not count. */
  inWeek: u32,
  /** Events of this person that somebody came to. */
  organized: u32,
});
const eventV1 = { organizer: principalField, arrived: u32, promisedE8s: u64 };
/** `organized`: it counts for its organizer already. */
const eventRow = struct({ ...eventV1, organized: flag });
/** The first entry of a registration; `holder` is absent until somebody claims the place. */
const visit = struct({
  eventId: u64,
  holder: optional(principalField),
  place: u32,
  atNs: u64,
});

/** A badge for sale by its owner. */
const listing = struct({
  number: u64,
  seller: principalField,
  priceE8s: u64,
  listedAtNs: u64,
  expiresAtNs: optional(u64),
});
const offer = struct({
  badgeId: u64,
  buyer: principalField,
  priceE8s: u64,
  madeAtNs: u64,
  expiresAtNs: u64,
});
const swap = struct({
  offeredId: u64,
  wantedId: u64,
  proposer: principalField,
  madeAtNs: u64,
  expiresAtNs: u64,
});
/** What a badge is promised to; `id` of the sale or the swap. */
const reservation = struct({ kind: oneOf('Listing', 'Sale', 'Swap'), id: u64 });
/** The journal of a sale. */
const sale = struct({
  badgeId: u64,
  seller: principalField,
  buyer: principalField,
  designer: principalField,
  priceE8s: u64,
  royaltyE8s: u64,
  step: oneOf('Collect', 'PaySeller', 'PayDesigner', 'Done', 'Refused'),
  /** `created_at_time` of the transfer that this step asks for. */
  atNs: u64,
  /** Looking through the ledger's blocks for that transfer, from this block. */
  looking: flag,
  lookFrom: u64,
  reason: str,
});

export type ListingRow = binary.ValueOf<typeof listing>;
export type OfferRow = binary.ValueOf<typeof offer>;
export type SwapRow = binary.ValueOf<typeof swap>;
export type SaleState = binary.ValueOf<typeof sale>;
export type BadgeRow = binary.ValueOf<typeof badge>;
export type DesignRow = binary.ValueOf<typeof design>;
export type DeedsRow = binary.ValueOf<typeof deeds>;
export type EventRow = binary.ValueOf<typeof eventRow>;
export type VisitRow = binary.ValueOf<typeof visit>;

export const codecs = {
  badge: versioned(1, badge),
  approvals: versioned(1, list(approval)),
  design: versioned(2, design, {
    1: (r) => ({ ...struct(designV1).read(r), burned: 0, royaltyBasisPoints: 0 }),
  }),
  deeds: versioned(2, deeds, {
    1: (r) => ({ ...struct(deedsV1).read(r), inWeek: 1, organized: 0 }),
  }),
  event: versioned(2, eventRow, {
    1: (r) => ({ ...struct(eventV1).read(r), organized: false }),
  }),
  artDue: versioned(1, struct({ transfers: optional(u32) })),
  visit: versioned(1, visit),
  listing: versioned(1, listing),
  offer: versioned(1, offer),
  swap: versioned(1, swap),
  reservation: versioned(1, reservation),
  sale: versioned(1, sale),
  id: versioned(1, u64),
};
