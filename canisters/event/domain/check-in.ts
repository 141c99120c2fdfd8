/**
 * The decision at the door, in one place for check-in, check-out, batches and previews. Cheapest
 * check first; nothing about a token or its holder is told before the token is proven.
 */
import {
  GATE_MAX_CHARS,
  type Purpose,
  SCAN_ID_BYTES,
  type Scan,
  type ScanRefusal,
  type Verdict,
} from '@qikcard/contracts';
import type { EventDoor, RegistrationRow } from '../rows.ts';
import { expectedPurpose, type Proof, type ProofLookups, prove } from './proof.ts';
import { enter, leave, type Moved } from './registration.ts';

export type Doorway = ProofLookups & {
  /** Seconds until the calling device may scan again; 0 when it may now. */
  deviceWait(): number;
  door(eventId: bigint): EventDoor | undefined;
  /** The caller is a paired device, the organizer or staff of this event. */
  mayScan(eventId: bigint, door: EventDoor): boolean;
  answerBefore(eventId: bigint, scanId: Uint8Array): Verdict | undefined;
  isSuspended(holder: RegistrationRow['holder']): boolean;
  /** Seconds until this holder may be scanned again; 0 when now, which counts the scan. */
  holderWait(holder: RegistrationRow['holder']): number;
};

export type Refused = {
  kind: 'refused';
  refusal: ScanRefusal;
  /** False: a stranger's call, which must not be able to write anything into the event. */
  logged: boolean;
  /** The row of the event, absent when the scan is not logged. */
  door?: EventDoor;
};
export type Passed = Moved & {
  kind: 'passed';
  registrationId: bigint;
  spends: Proof['spends'];
  possession: Proof['possession'];
};
export type Decision = { kind: 'repeated'; verdict: Verdict } | Refused | Passed;

/** Decides one scan; the caller stores what comes out in the same message. */
export function decide(scan: Scan, doorway: Doorway): Decision {
  const door = doorway.door(scan.event_id);
  if (door === undefined || !doorway.mayScan(scan.event_id, door)) {
    return unlogged({ DeviceNotAllowed: null });
  }
  if (scan.scan_id.length !== SCAN_ID_BYTES || scan.gate.length > GATE_MAX_CHARS) {
    return unlogged({ Malformed: null });
  }
  const verdict = doorway.answerBefore(scan.event_id, scan.scan_id);
  if (verdict !== undefined) return { kind: 'repeated', verdict };
  const wait = doorway.deviceWait();
  if (wait > 0) return unlogged({ RateLimited: { retry_after_seconds: wait } });
  const outcome = problemOfWindow(scan, door, doorway.nowNs) ?? decideProof(scan, door, doorway);
  return 'kind' in outcome ? outcome : { kind: 'refused', refusal: outcome, logged: true, door };
}

const unlogged = (refusal: ScanRefusal): Refused => ({ kind: 'refused', refusal, logged: false });

/** Leaving is never too late: only entering has a window. */
function problemOfWindow(scan: Scan, door: EventDoor, nowNs: bigint): ScanRefusal | undefined {
  if ('Out' in scan.direction) return undefined;
  if (door.status === 'cancelled') return { EventCancelled: null };
  if (nowNs < door.doorsOpenNs) return { NotYetOpen: { opens_ns: door.doorsOpenNs } };
  return nowNs >= door.endsAtNs ? { Closed: { closed_ns: door.endsAtNs } } : undefined;
}

function decideProof(scan: Scan, door: EventDoor, doorway: Doorway): ScanRefusal | Passed {
  const proof = prove(scan, doorway);
  if ('refusal' in proof) return proof.refusal;
  const { registration, registrationId, spends } = proof;
  if (registration.eventId !== scan.event_id) return { WrongEvent: null };
  const wait = doorway.holderWait(registration.holder);
  if (wait > 0) return { RateLimited: { retry_after_seconds: wait } };
  const purpose = expectedPurpose(scan);
  const problem = proof.problem ?? problemOfHolder(purpose, registration, doorway);
  if (problem) return problem;
  const at = { atNs: doorway.nowNs, gate: scan.gate };
  const moved =
    purpose === 'check_in' ? enter(registration, door, at) : leave(registration, door, at.atNs);
  return { kind: 'passed', registrationId, spends, possession: proof.possession, ...moved };
}

/** Whoever is inside may always leave, suspended and revoked or not. */
function problemOfHolder(
  purpose: Purpose,
  registration: RegistrationRow,
  doorway: Doorway,
): ScanRefusal | undefined {
  if (purpose === 'check_out') return registration.inside ? undefined : { NotInside: null };
  if (registration.revoked) return { Revoked: null };
  if (doorway.isSuspended(registration.holder)) return { HolderSuspended: null };
  if (!registration.inside) return undefined;
  const since = registration.enteredAtNs ?? 0n;
  return { AlreadyInside: { since_ns: since, gate: registration.enteredGate } };
}
