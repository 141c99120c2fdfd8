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
const design = struct({
  name: str,
  description: str,
  criterion: struct({
    kind: oneOf('Attended', 'EarlyBird', 'Attendance', 'Streak', 'OnTimeReturns'),
    /** Zero where the kind is of no event. */
    eventId: u64,
    /** How many: first ones, events, weeks, returns. */
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
});
/** What somebody has done so far; no names, only numbers. */
const deeds = struct({
  events: u32,
  /** Monday-based weeks since 1970 of the latest entry, and how many in a row. */
  week: u32,
  streak: u32,
  onTimeReturns: u32,
});
const eventRow = struct({ organizer: principalField, arrived: u32, promisedE8s: u64 });

export type BadgeRow = binary.ValueOf<typeof badge>;
export type DesignRow = binary.ValueOf<typeof design>;
export type DeedsRow = binary.ValueOf<typeof deeds>;
export type EventRow = binary.ValueOf<typeof eventRow>;

export const codecs = {
  badge: versioned(1, badge),
  approvals: versioned(1, list(approval)),
  design: versioned(1, design),
  deeds: versioned(1, deeds),
  event: versioned(1, eventRow),
  id: versioned(1, u64),
};
