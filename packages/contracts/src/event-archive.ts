/** What is left of events that are long over. */
import {
  type Infer,
  nat32,
  nat64,
  nothing,
  opt,
  query,
  record,
  result,
  text,
  variant,
  vec,
} from './candid.ts';
import { EventRefusal } from './event-refusal.ts';

/** How long an archived event keeps all of its detail. */
export const ARCHIVE_AFTER_DAYS = 30;
/** Guests of one row of the archive. */
export const VISITS_PER_PAGE = 50;

export const EventArchive = record({
  state: variant({
    /** All detail is there until then. */
    Waiting: record({ until_ns: nat64 }),
    Condensing: nothing,
    Condensed: record({ at_ns: nat64 }),
  }),
  registered: nat32,
  arrived: nat32,
  /** Exact, whatever of the scan log is still there. */
  entered: nat64,
  left: nat64,
  refused: nat64,
  refusals: vec(record({ reason: text, count: nat32 })),
  /** Rows that are no longer kept. */
  rows_removed: nat64,
});
export type EventArchive = Infer<typeof EventArchive>;
/** How often a guest came in, and their latest passages. */
export const Visit = record({
  registration_id: nat64,
  entries: nat32,
  last_entry_ns: opt(nat64),
  last_exit_ns: opt(nat64),
});
export type Visit = Infer<typeof Visit>;

export const archiveMethods = {
  /** Staff: what an archived event came to. */
  event_archive: query([nat64], result(EventArchive, EventRefusal)),
  /** Staff: the visits of a condensed event, by page from 0; an empty page is the last. */
  archived_visits: query(
    [record({ event_id: nat64, page: nat32 })],
    result(vec(Visit), EventRefusal),
  ),
};
