/**
 * Whether the holder's own phone stood at the door. A rotating pass is fresh for its own step and
 * the ones beside it (RFC 6238 §5.2), and each step of a registration is good once.
 */
import {
  PASS_STEP_SECONDS,
  passStepAt,
  passStepStartNs,
  type Scan,
  type ScanRefusal,
} from '@qikcard/contracts';
import type { PassPolicyRow } from '../rows.ts';

/**
 * What a code says about who shows it. `Challenged`: the phone answered this gate. `Verified`: its
 * signature was checked, here or by an enrolled reader. `NotChecked`: there is a signature that
 * nobody needed to check. `None`: whoever shows the code.
 */
export type Possession = 'None' | 'NotChecked' | 'Verified' | 'Challenged';

export const DEFAULT_PASS_POLICY: PassPolicyRow = {
  possession: 'Optional',
  checkedBy: 'Reader',
  plainCards: false,
};

/** Why a code that says this much is not enough for the event, or undefined when it is. */
export function problemOfPossession(
  possession: Possession,
  { possession: asked }: PassPolicyRow,
): ScanRefusal | undefined {
  if (asked === 'GateChallenge' && possession !== 'Challenged') return { ChallengeMissing: null };
  const proven = possession === 'Verified' || possession === 'Challenged';
  return asked === 'Required' && !proven ? { PossessionMissing: null } : undefined;
}

/** Neighbouring steps that are accepted for clocks that differ and people who are slow. */
const STEPS_BESIDE = 1;
const SECOND_NS = 1_000_000_000n;
/** Spent steps are remembered this long: a reader that was offline for longer uploads too late. */
export const STEP_USES_KEPT_SECONDS = 7 * 24 * 60 * 60;

/** When a scan was read: by the reader's clock, but never later than now. */
export const readAtNs = ({ captured_at_ns: at }: Scan, nowNs: bigint): bigint =>
  at === 0n || at > nowNs ? nowNs : at;

/** Why a step was not of its time when it was read; tells only what the code itself says. */
export function problemOfStep(step: number, scan: Scan, nowNs: bigint): ScanRefusal | undefined {
  const atNs = readAtNs(scan, nowNs);
  const behind = passStepAt(atNs) - step;
  if (behind < -STEPS_BESIDE) {
    return { PassTooEarly: { ahead_seconds: asNat32(-behind * PASS_STEP_SECONDS) } };
  }
  const isLate = nowNs - atNs > BigInt(STEP_USES_KEPT_SECONDS) * SECOND_NS;
  if (behind <= STEPS_BESIDE && !isLate) return undefined;
  const ageNs = (isLate ? nowNs : atNs) - passStepStartNs(step);
  return { PassTooOld: { age_seconds: asNat32(Number(ageNs / SECOND_NS)) } };
}

const asNat32 = (value: number): number => Math.min(value, 0xffff_ffff);
