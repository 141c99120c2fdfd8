/**
 * Whether the holder's own phone stood at the door. A rotating pass is fresh for its own step and
 * the ones beside it (RFC 6238 §5.2), and each step of a registration is good once.
 */
import {
  PASS_STEP_SECONDS,
  passStepAt,
  passStepStartNs,
  type ScanRefusal,
} from '@qikcard/contracts';

/**
 * `Verified`: the signature was checked, here or by an enrolled reader. `NotChecked`: there is one
 * that nobody needed to check. `None`: the code says nothing about who shows it.
 */
export type Possession = 'Verified' | 'NotChecked' | 'None';

export type PassPolicy = {
  /** A code that says nothing about who shows it is refused. */
  required: boolean;
  /** Who checks signatures: the enrolled reader, or this canister in every case. */
  checkedBy: 'reader' | 'canister';
};
export const DEFAULT_PASS_POLICY: PassPolicy = { required: false, checkedBy: 'reader' };

/** Neighbouring steps that are accepted for clocks that differ and people who are slow. */
const STEPS_BESIDE = 1;
const SECOND_NS = 1_000_000_000n;

/** Why a pass was not of its time when it was read; tells only what the code itself says. */
export function problemOfStep(step: number, readAtNs: bigint): ScanRefusal | undefined {
  const behind = passStepAt(readAtNs) - step;
  if (behind > STEPS_BESIDE) {
    const seconds = Number((readAtNs - passStepStartNs(step)) / SECOND_NS);
    return { PassTooOld: { age_seconds: Math.min(seconds, 0xffff_ffff) } };
  }
  if (behind >= -STEPS_BESIDE) return undefined;
  return { PassTooEarly: { ahead_seconds: Math.min(-behind * PASS_STEP_SECONDS, 0xffff_ffff) } };
}
