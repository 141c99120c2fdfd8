/**
 * The roster of an event and receipts of admissions, checked against the root key alone
 * (docs/rosters-and-receipts.md).
 */
import {
  type Admission,
  type AdmissionReceipt,
  admissionPath,
  admissionReceiptCodec,
  fromOpt,
  type RosterEntry,
  type RosterHead,
  type RosterPage,
  rosterEntryCodec,
  rosterHeadCodec,
  rosterHeadPath,
  rosterPath,
} from '@qikcard/contracts';
import { checkedProof, type Trust } from './certified.ts';
import { same } from './hash-tree.ts';

export type CheckedPage = {
  entries: RosterEntry[];
  nextVersion: bigint;
  head: RosterHead | undefined;
  certifiedAt: Date;
};

/** The entries of a page; throws, in words, when one of them is not what the canister certified. */
export async function checkedRosterPage(
  page: RosterPage,
  eventId: bigint,
  trust: Trust,
): Promise<CheckedPage> {
  const { valueAt, certifiedAt } = await checkedProof(page, trust);
  const proven = (path: readonly (string | Uint8Array)[], claimed: Uint8Array | undefined) => {
    const value = valueAt(path);
    const agrees = claimed === undefined ? value === undefined : value && same(value, claimed);
    if (!agrees) throw new Error('The roster says something else than the canister certified.');
  };
  const head = fromOpt(page.head);
  proven(rosterHeadPath(eventId), head);
  const entries = page.entries.map((bytes) => {
    const entry = rosterEntryCodec.decode(Uint8Array.from(bytes));
    proven(rosterPath(eventId, entry.registrationId), bytes);
    return entry;
  });
  const decodedHead = head && rosterHeadCodec.decode(Uint8Array.from(head));
  return { entries, nextVersion: page.next_version, head: decodedHead, certifiedAt };
}

/** A roster as a reader keeps it over a restart: what was checked before it was kept. */
export type KeptRoster = {
  version: bigint;
  head: RosterHead | undefined;
  certifiedAtMs: number | undefined;
  entries: RosterEntry[];
};

/** The roster of one event as a reader carries it; grows by checked pages. */
export class Roster {
  private readonly entries = new Map<bigint, RosterEntry>();
  private head: RosterHead | undefined;
  /** Ask the canister for what comes after. */
  version = 0n;
  certifiedAt: Date | undefined;

  constructor(
    private readonly eventId: bigint,
    private readonly trust: Trust,
  ) {}

  /** What a reader kept where nobody else writes; what comes after it is checked as ever. */
  static from(kept: KeptRoster, eventId: bigint, trust: Trust): Roster {
    const roster = new Roster(eventId, trust);
    for (const entry of kept.entries) roster.entries.set(entry.registrationId, entry);
    roster.head = kept.head;
    roster.version = kept.version;
    roster.certifiedAt =
      kept.certifiedAtMs === undefined ? undefined : new Date(kept.certifiedAtMs);
    return roster;
  }

  /** Takes in a page that answers `version`; what it tells is checked first. */
  async take(page: RosterPage): Promise<void> {
    const checked = await checkedRosterPage(page, this.eventId, this.trust);
    for (const entry of checked.entries) {
      const known = this.entries.get(entry.registrationId);
      if (known === undefined || known.version < entry.version) {
        this.entries.set(entry.registrationId, entry);
      }
      // The version of the entries themselves: a page cannot skip one by claiming a higher number.
      if (entry.version > this.version) this.version = entry.version;
    }
    // An earlier page that comes again, or late, is not what the roster is now.
    if (this.certifiedAt !== undefined && checked.certifiedAt < this.certifiedAt) return;
    this.head = checked.head;
    this.certifiedAt = checked.certifiedAt;
  }

  get(registrationId: bigint): RosterEntry | undefined {
    return this.entries.get(registrationId);
  }

  /** Everybody on it, those whose place was taken back included. */
  all(): RosterEntry[] {
    return [...this.entries.values()];
  }
  get size(): number {
    return this.entries.size;
  }

  /** What to keep over a restart. */
  kept(): KeptRoster {
    const { version, head, certifiedAt } = this;
    return { version, head, certifiedAtMs: certifiedAt?.getTime(), entries: this.all() };
  }

  /** Nothing certified is missing: the newest change is here and all valid entries are counted. */
  get isComplete(): boolean {
    if (this.head === undefined) return false;
    const valid = [...this.entries.values()].filter(({ status }) => status === 'Valid').length;
    return this.head.version === this.version && this.head.valid === valid;
  }
}

export type CheckedAdmission = AdmissionReceipt & {
  eventId: bigint;
  registrationId: bigint;
  atNs: bigint;
};

/**
 * That this registration entered this event at this time by this gate; throws when that is not
 * proven. A receipt that was kept is checked at any age.
 */
export async function checkedAdmission(
  admission: Admission,
  trust: Omit<Trust, 'anyAge'>,
): Promise<CheckedAdmission> {
  const { event_id: eventId, registration_id: registrationId, at_ns: atNs } = admission;
  const { valueAt } = await checkedProof(admission, { ...trust, anyAge: true });
  const value = valueAt(admissionPath(eventId, registrationId, atNs));
  if (value === undefined || !same(value, admission.receipt)) {
    throw new Error('The receipt says something else than the canister certified.');
  }
  return { eventId, registrationId, atNs, ...admissionReceiptCodec.decode(value) };
}
