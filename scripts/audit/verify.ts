/**
 * Recomputes an audit chain from its pages and holds it against the tip that the subnet certified.
 * It trusts the root key and its own SHA-256, nothing that a canister or a boundary node says.
 */
import { createHash } from 'node:crypto';
import type { Principal } from '@dfinity/principal';
import { certifiedValue } from '@qikcard/client/certified';
import {
  AUDIT_GENESIS,
  type AuditEntry,
  brokenAuditEntry,
  type CertifiedTip,
} from '@qikcard/contracts';

export type AuditSource = {
  /** The certified tip, or undefined when the canister has none to give. */
  tip(): Promise<CertifiedTip | undefined>;
  /** Entries from `start`, oldest first; empty behind the last. */
  page(start: bigint): Promise<AuditEntry[]>;
};
export type Verdict =
  | { whole: true; length: bigint; hash: Uint8Array; certifiedAt: Date }
  | { whole: false; problem: string; brokenIndex?: bigint };

const sha256 = (bytes: Uint8Array) => Uint8Array.from(createHash('sha256').update(bytes).digest());
const same = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0;
const broken = (problem: string, brokenIndex?: bigint): Verdict =>
  brokenIndex === undefined ? { whole: false, problem } : { whole: false, problem, brokenIndex };

/** Verifies the tip first, then every entry up to it; `progress` hears how many are checked. */
export async function verifyAudit(
  source: AuditSource,
  canisterId: Principal,
  rootKey: Uint8Array,
  progress: (checked: bigint, length: bigint) => void = () => {},
): Promise<Verdict> {
  const tip = await source.tip();
  if (tip === undefined) return broken('The canister gives no certified tip.');
  const certified = await certifiedHash(tip, canisterId, rootKey);
  if ('problem' in certified) return broken(certified.problem);
  let hash: Uint8Array = AUDIT_GENESIS;
  let checked = 0n;
  while (checked < tip.length) {
    const page = (await source.page(checked)).slice(0, Number(tip.length - checked));
    if (page.length === 0)
      return broken(`Entry ${checked} and all behind it are missing.`, checked);
    const gap = page.findIndex(({ index }, i) => index !== checked + BigInt(i));
    if (gap >= 0)
      return broken(`Entry ${checked + BigInt(gap)} is missing.`, checked + BigInt(gap));
    const at = brokenAuditEntry(page, hash, sha256);
    if (at !== undefined) return broken(`Entry ${at} does not follow from the one before it.`, at);
    hash = Uint8Array.from(page[page.length - 1].hash);
    checked += BigInt(page.length);
    progress(checked, tip.length);
  }
  if (!same(hash, certified.hash)) {
    return broken('The entries are a chain, but not the one whose tip is certified.');
  }
  return { whole: true, length: checked, hash, certifiedAt: certified.at };
}

type CertifiedHash = { hash: Uint8Array; at: Date } | { problem: string };

/** The tip's hash as the subnet signed it. Age is told: an archived proof is as good as a fresh one. */
async function certifiedHash(
  tip: CertifiedTip,
  canisterId: Principal,
  rootKey: Uint8Array,
): Promise<CertifiedHash> {
  const trust = { canisterId, rootKey, anyAge: true };
  try {
    const { value, certifiedAt } = await certifiedValue(tip, ['audit_tip'], trust);
    if (value === undefined) return { problem: 'The certified data holds no audit tip.' };
    return { hash: value, at: certifiedAt };
  } catch (error) {
    return { problem: `The tip is not proven: ${(error as Error).message}` };
  }
}
