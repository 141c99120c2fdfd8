/**
 * Rules of entry as data. A rule is a list of nodes in prefix order, because Candid without
 * recursion stays cheap and bounded: `All`/`Any` say how many rules follow them, `Not` one.
 */
import {
  type Infer,
  nat8,
  nat16,
  nat32,
  nat64,
  nothing,
  opt,
  record,
  variant,
  vec,
} from '../candid.ts';

export const EntriesPer = variant({
  Event: nothing,
  Day: nothing,
  Gate: nothing,
  GateDay: nothing,
});
export type EntriesPer = Infer<typeof EntriesPer>;

export const RuleNode = variant({
  /** The next n rules must all pass. */
  All: nat8,
  /** One of the next n rules must pass. */
  Any: nat8,
  /** The next rule must not pass. */
  Not: nothing,
  EntryWindow: record({ from_ns: opt(nat64), until_ns: opt(nat64) }),
  /** Minutes after midnight in the event's time zone; `until` before `from` wraps midnight. */
  TimeOfDay: record({ from_minute: nat16, until_minute: nat16 }),
  /** Local dates as days since 1970-01-01. */
  Dates: vec(nat32),
  MaxEntries: record({ count: nat32, per: EntriesPer }),
  MinGap: record({ seconds: nat32, since: variant({ Entry: nothing, Exit: nothing }) }),
  /** Coming back is possible only so long after the last exit. */
  ReEntryWithin: record({ seconds: nat32 }),
  CapacityInside: record({ count: nat32, of: variant({ Event: nothing, Zone: nothing }) }),
  TicketTypes: vec(nat64),
  Gates: vec(nat16),
  /** Years that staff have seen proven, once per guest. */
  MinAge: nat8,
});
export type RuleNode = Infer<typeof RuleNode>;
/** One rule: its nodes in prefix order. */
export type Rule = readonly RuleNode[];

/** The clock of the event's time zone from `from_s` on; 1,440 is UTC, 1,500 an hour east of it. */
export const UtcOffset = record({ from_s: nat64, minutes_plus_1440: nat16 });
export type UtcOffset = Infer<typeof UtcOffset>;

export const RULE_NODES_MAX = 32;
export const RULE_DEPTH_MAX = 4;
export const RULE_ITEMS_MAX = 64;
export const UTC_OFFSETS_MAX = 16;
