/** The certified roster of an event and receipts of admissions. */
import { blob, type Infer, nat32, nat64, opt, query, record, result, vec } from './candid.ts';
import { EventRefusal } from './event-refusal.ts';

export const RosterPage = record({
  /** `RosterEntry` (certified-rows.ts), in the order of their latest change. */
  entries: vec(blob),
  /** Ask with this for what comes after; the same when nothing does. */
  next_version: nat64,
  /** `RosterHead`: when `next_version` has reached its version, the roster is complete. */
  head: opt(blob),
  certificate: blob,
  /** Leads from the certificate to every entry and the head. */
  witness: blob,
});
export type RosterPage = Infer<typeof RosterPage>;

export const Admission = record({
  event_id: nat64,
  registration_id: nat64,
  at_ns: nat64,
  /** `AdmissionReceipt` (certified-rows.ts). */
  receipt: blob,
  certificate: blob,
  witness: blob,
});
export type Admission = Infer<typeof Admission>;

export const rosterApi = {
  /**
   * By enrolled readers and staff: the entries that changed after a version (0: all of them), oldest
   * change first, at most 50. Pages and deltas are the same thing.
   */
  roster: query([nat64, nat64, nat32], result(RosterPage, EventRefusal)),
  /**
   * By the holder, organizer and staff: proof of an admission that anybody can check with the root
   * key alone; absent for some seconds after it.
   */
  admission_receipt: query([nat64, nat64], result(opt(Admission), EventRefusal)),
};
