/**
 * The decision at the door, in one place for check-in, check-out, batches and previews. Cheapest
 * check first; nothing about a token or its holder is told before the token is proven.
 */
import type { Principal } from '@dfinity/principal';
import {
  type CheckInList,
  type DevicePolicy,
  type DoorPlan,
  type EntryFacts,
  emptyPlan,
  fromOpt,
  GATE_MAX_CHARS,
  type Gate,
  gateNamed,
  listAt,
  mayEnterAgain,
  refusalOfPlan,
  SCAN_ID_BYTES,
  type Scan,
  type ScanRefusal,
  type Verdict,
} from '@qikcard/contracts';
import type { EventDoor, RegistrationRow } from '../rows.ts';
import type { FloorRow, PassedOnRow, PresenceRow } from '../rows-doors.ts';
import { goIn, goOut, type Move, type Whereabouts } from './moves.ts';
import { decideOffline, type Flagged } from './offline.ts';
import { factsOf, ticketTypeOf } from './presence.ts';
import { type Proof, type ProofLookups, prove } from './proof.ts';

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
  /** What the calling reader is there for; undefined for people. */
  policy(): DevicePolicy | undefined;
  plan(eventId: bigint): DoorPlan;
  floor(eventId: bigint): FloorRow;
  presence(registrationId: bigint, registration: RegistrationRow): PresenceRow;
  /** When the place went to somebody else last; undefined when it never did. */
  passedOn(registrationId: bigint): PassedOnRow | undefined;
};

const CLOCK_BELIEVED_NS = 120_000_000_000n;

/** Where a scan counts. */
export type Spot = { plan: DoorPlan; gate: Gate; list: CheckInList | undefined };
/** Who stood there, once that was proven. */
export type Guest = { registrationId: bigint; holder: Principal; facts: EntryFacts };

export type Refused = {
  kind: 'refused';
  refusal: ScanRefusal;
  /** False: a stranger's call, which must not be able to write anything into the event. */
  logged: boolean;
  /** The row of the event, absent when the scan is not logged. */
  door?: EventDoor;
  spot?: Spot;
  guest?: Guest;
  /** A reader let somebody in whom nobody knows: for staff to look at. */
  flagged?: Flagged;
};
export type Passed = Move & {
  kind: 'passed';
  registrationId: bigint;
  /** Absent when the code had been used before: a reader that was offline let it in again. */
  spends: Proof['spends'] | undefined;
  possession: Proof['possession'];
  atNs: bigint;
  spot: Spot;
  guest: Guest;
  /** Let in by a reader offline although the canister would not have. */
  flagged?: Flagged;
};
export type Decision = { kind: 'repeated'; verdict: Verdict } | Refused | Passed;

/** Decides one scan; the caller stores what comes out in the same message. */
export function decide(asked: Scan, doorway: Doorway): Decision {
  const door = doorway.door(asked.event_id);
  if (door === undefined || !doorway.mayScan(asked.event_id, door)) {
    return unlogged({ DeviceNotAllowed: null });
  }
  if (asked.scan_id.length !== SCAN_ID_BYTES || asked.gate.length > GATE_MAX_CHARS) {
    return unlogged({ Malformed: null });
  }
  const verdict = doorway.answerBefore(asked.event_id, asked.scan_id);
  if (verdict !== undefined) return { kind: 'repeated', verdict };
  const wait = doorway.deviceWait();
  if (wait > 0) return unlogged({ RateLimited: { retry_after_seconds: wait } });
  const spot = spotOf(asked, doorway);
  if ('refusal' in spot) return { kind: 'refused', refusal: spot.refusal, logged: true, door };
  const outcome = fromOpt(asked.offline)
    ? decideOffline(asked, door, spot, doorway)
    : (problemOfWindow(asked, door, doorway.nowNs) ??
      decideProof(asReadNow(asked, doorway.nowNs), door, spot, doorway));
  if ('kind' in outcome) return outcome;
  return { kind: 'refused', refusal: outcome, logged: true, door, spot };
}

const unlogged = (refusal: ScanRefusal): Refused => ({ kind: 'refused', refusal, logged: false });

/**
 * The reader's clock is believed as far as a slow call takes: a reader that wants an expired code
 * judged as of long ago has to say that it was offline, which is written down as such.
 */
function asReadNow(scan: Scan, nowNs: bigint): Scan {
  const { captured_at_ns: at } = scan;
  return at === 0n || at >= nowNs - CLOCK_BELIEVED_NS ? scan : { ...scan, captured_at_ns: nowNs };
}

/** The gate and the list of a scan, as far as the reader may choose them. */
function spotOf(scan: Scan, doorway: Doorway): Spot | { refusal: ScanRefusal } {
  const policy = doorway.policy();
  const permitted = 'In' in scan.direction ? policy?.may_check_in : policy?.may_check_out;
  if (permitted === false) return { refusal: { ActionNotAllowed: null } };
  const plan = doorway.plan(scan.event_id) ?? emptyPlan;
  const gate = gateNamed(plan, scan.gate);
  const asked = fromOpt(policy?.forced_list ?? []) ?? fromOpt(scan.list_id);
  const list = listAt(plan, gate.id, asked);
  if (asked !== undefined && list === undefined) return { refusal: { UnknownList: null } };
  return { plan, gate, list };
}

/** Leaving is never too late: only entering has a window. */
export function problemOfWindow(
  { direction }: Pick<Scan, 'direction'>,
  door: EventDoor,
  atNs: bigint,
): ScanRefusal | undefined {
  if ('Out' in direction) return undefined;
  if (door.status === 'cancelled') return { EventCancelled: null };
  if (atNs < door.doorsOpenNs) return { NotYetOpen: { opens_ns: door.doorsOpenNs } };
  return atNs >= door.endsAtNs ? { Closed: { closed_ns: door.endsAtNs } } : undefined;
}

function decideProof(
  scan: Scan,
  door: EventDoor,
  spot: Spot,
  doorway: Doorway,
): ScanRefusal | Refused | Passed {
  const proof = prove(scan, doorway);
  if ('refusal' in proof) return proof.refusal;
  const { registration, registrationId, spends } = proof;
  if (registration.eventId !== scan.event_id) return { WrongEvent: null };
  const wait = doorway.holderWait(registration.holder);
  if (wait > 0) return { RateLimited: { retry_after_seconds: wait } };
  const atNs = doorway.nowNs;
  const { before, guest } = guestAt(proof, door, spot, atNs, doorway);
  const refuse = (refusal: ScanRefusal): Refused => ({
    kind: 'refused',
    refusal,
    logged: true,
    door,
    spot,
    guest,
  });
  const problem = proof.problem ?? problemOfGuest(scan, before, spot, guest, atNs, doorway);
  if (problem) return refuse(problem);
  const { possession } = proof;
  return {
    ...go(scan, before, spot, atNs),
    ...{ kind: 'passed', registrationId, spends, possession, atNs, spot, guest },
  };
}

/** The rows around one guest, and what the rules may know of them at this spot. */
export function guestAt(
  { registrationId, registration }: Pick<Proof, 'registrationId' | 'registration'>,
  door: EventDoor,
  { plan, gate }: Spot,
  atNs: bigint,
  doorway: Pick<Doorway, 'presence' | 'floor'>,
): { before: Whereabouts; guest: Guest } {
  const presence = doorway.presence(registrationId, registration);
  const floor = doorway.floor(registration.eventId);
  const moment = { at_ns: atNs, gate_id: gate.id, zone_id: gate.zone_id };
  const type = ticketTypeOf(registration);
  const facts = factsOf(presence, registration, moment, { door, floor, plan }, type);
  const { holder } = registration;
  return {
    before: { registration, presence, door, floor },
    guest: { registrationId, holder, facts },
  };
}

/** The move itself: all rows afterwards. */
export function go(
  scan: Pick<Scan, 'direction' | 'gate'>,
  before: Whereabouts,
  spot: Spot,
  atNs: bigint,
): Move {
  const { id: gateId, zone_id: zoneId } = spot.gate;
  const step = { atNs, gate: scan.gate, gateId, zoneId };
  return 'In' in scan.direction ? goIn(before, step, spot.plan) : goOut(before, step);
}

/** Why this guest may not go this way; whoever is inside may always leave, revoked or not. */
export function problemOfGuest(
  { direction }: Pick<Scan, 'direction'>,
  { registration }: Whereabouts,
  { plan, list, gate }: Spot,
  { facts }: Guest,
  atNs: bigint,
  doorway: Pick<Doorway, 'isSuspended'>,
): ScanRefusal | undefined {
  if ('Out' in direction) return registration.inside ? undefined : { NotInside: null };
  if (registration.revoked) return { Revoked: null };
  if (doorway.isSuspended(registration.holder)) return { HolderSuspended: null };
  const asked = { moment: { at_ns: atNs, gate_id: gate.id, zone_id: gate.zone_id }, facts };
  if (registration.inside && !mayEnterAgain(list, asked)) {
    const since = registration.enteredAtNs ?? 0n;
    return { AlreadyInside: { since_ns: since, gate: registration.enteredGate } };
  }
  return refusalOfPlan(plan, list, asked);
}
