import { sha256 } from '@noble/hashes/sha2.js';
import {
  AUDIT_GENESIS,
  type AuditEntry,
  type AuditTip,
  brokenAuditEntry,
  type Infer,
  PAGE_MAX,
} from '@qikcard/contracts';

/** What came out: how far the chain follows, and why not further. `index` is the first wrong entry. */
export type AuditVerdict =
  | { outcome: 'whole'; checked: bigint }
  | { outcome: 'broken' | 'missing'; checked: bigint; index: bigint }
  | { outcome: 'wrongTip'; checked: bigint };

export type AuditSource = {
  tip(): Promise<Infer<typeof AuditTip>>;
  /** Entries from `start`, oldest first. */
  page(start: bigint, limit: number): Promise<AuditEntry[]>;
};

const same = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  a.length === b.length && Array.from(a).every((byte, i) => byte === b[i]);

/** Computes every hash up to the tip again; `progress` hears how many are done. */
export async function verifyChain(
  source: AuditSource,
  progress: (checked: bigint, length: bigint) => void,
): Promise<AuditVerdict> {
  const { length, hash: tip } = await source.tip();
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
  return { outcome: same(hash, tip) ? 'whole' : 'wrongTip', checked };
}
