import { sha256 } from '@noble/hashes/sha2.js';
import { AUDIT_GENESIS, type AuditEntry, brokenAuditEntry, PAGE_MAX } from '@qikcard/contracts';

/** A tip that the subnet signed, or what its proof fails at. */
export type ProvenTip =
  | { length: bigint; hash: Uint8Array; certifiedAt: Date }
  | { problem: string };

/** What came out: how far the chain follows, and why not further. `index` is the first wrong entry. */
export type AuditVerdict =
  /** The entries end at the very tip that the network signed. */
  | { outcome: 'whole'; checked: bigint; certifiedAt: Date; hash: Uint8Array }
  | { outcome: 'broken' | 'missing'; checked: bigint; index: bigint }
  | { outcome: 'wrongTip'; checked: bigint }
  /** The network did not sign this tip: nothing about the entries can be proven. */
  | { outcome: 'unproven'; checked: 0n; problem: string };

export type AuditSource = {
  /** The certified tip, proven or found out; undefined when the canister has none to give. */
  tip(): Promise<ProvenTip | undefined>;
  /** Entries from `start`, oldest first. */
  page(start: bigint, limit: number): Promise<AuditEntry[]>;
};

const same = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  a.length === b.length && Array.from(a).every((byte, i) => byte === b[i]);

/** Proves the tip, then computes every hash up to it again; `progress` hears how many are done. */
export async function verifyChain(
  source: AuditSource,
  progress: (checked: bigint, length: bigint) => void,
): Promise<AuditVerdict> {
  const tip = await source.tip();
  if (tip === undefined || 'problem' in tip) {
    return { outcome: 'unproven', checked: 0n, problem: tip?.problem ?? '' };
  }
  const { length } = tip;
  let hash: Uint8Array = AUDIT_GENESIS;
  let checked = 0n;
  progress(checked, length);
  while (checked < length) {
    const left = length - checked;
    const limit = left < BigInt(PAGE_MAX) ? Number(left) : PAGE_MAX;
    const entries = (await source.page(checked, limit)).slice(0, limit);
    const gap = entries.findIndex(({ index }, i) => index !== checked + BigInt(i));
    const present = gap < 0 ? entries : entries.slice(0, gap);
    const index = brokenAuditEntry(present, hash, sha256);
    if (index !== undefined) return { outcome: 'broken', checked: index, index };
    checked += BigInt(present.length);
    if (gap >= 0 || present.length === 0) return { outcome: 'missing', checked, index: checked };
    hash = Uint8Array.from(present[present.length - 1].hash);
    progress(checked, length);
  }
  if (!same(hash, tip.hash)) return { outcome: 'wrongTip', checked };
  return { outcome: 'whole', checked, certifiedAt: tip.certifiedAt, hash };
}
