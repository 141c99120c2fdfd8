/**
 * Scans that a reader has decided on its own. Who walked in is a fact and is recorded; whether they
 * were entitled is the canister's to say: where it would have said no, staff get a conflict to
 * resolve (docs/decisions/076).
 */
import {
  type ConflictKind,
  fromOpt,
  type OfflineDecision,
  type Resolution,
  readCredential,
  readToken,
  type Scan,
  type ScanRefusal,
} from '@qikcard/contracts';
import type { EventDoor } from '../rows.ts';
import {
  type Doorway,
  go,
  guestAt,
  type Passed,
  problemOfGuest,
  problemOfWindow,
  type Refused,
  type Spot,
} from './check-in.ts';
import { type Proof, prove } from './proof.ts';

/** What a code proved; what it spends is unknown where its row has been pruned. */
type ProofThen = Omit<Proof, 'spends'> & { spends: Proof['spends'] | undefined };

type NameOf<V> = V extends unknown ? keyof V : never;
export type ConflictName = NameOf<ConflictKind>;
export type ResolutionName = NameOf<Resolution>;
export type Flagged = {
  kind: ConflictName;
  reason: ScanRefusal;
  suggested: ResolutionName;
  readerAtNs: bigint;
  correctedAtNs: bigint;
  /** The guest was counted by it, because nothing else had. */
  counted: boolean;
  /** The other use of the code. */
  other?: { reader: Passed['registration']['holder'] | undefined; gate: string; atNs: bigint };
};

/** A clock further off than this makes the time of an entry uncertain. */
export const SKEW_FLAGGED_SECONDS = 600;
const SECOND_NS = 1_000_000_000n;

/** When the reader decided, by the canister's clock; how far its own was off. */
export function correctedTime(
  { decided_at_ns, reader_now_ns }: OfflineDecision,
  nowNs: bigint,
): { atNs: bigint; skewSeconds: number } {
  const skewNs = nowNs - reader_now_ns;
  const shifted = decided_at_ns + skewNs;
  const atNs = shifted > nowNs ? nowNs : shifted < 0n ? 0n : shifted;
  const size = Number((skewNs < 0n ? -skewNs : skewNs) / SECOND_NS);
  return { atNs, skewSeconds: Math.min(size, 0xffff_ffff) };
}

/** Records what the reader did, and flags what the canister would not have done. */
export function decideOffline(
  scan: Scan,
  door: EventDoor,
  spot: Spot,
  doorway: Doorway,
): ScanRefusal | Refused | Passed {
  const offline = fromOpt(scan.offline) as OfflineDecision;
  const { atNs, skewSeconds } = correctedTime(offline, doorway.nowNs);
  if (!offline.passed) return { RefusedOffline: null };
  const times = { readerAtNs: offline.decided_at_ns, correctedAtNs: atNs };
  const proof = proofAt(scan, atNs, doorway);
  if ('refusal' in proof || proof.registration.eventId !== scan.event_id) {
    const reason: ScanRefusal = 'refusal' in proof ? proof.refusal : { WrongEvent: null };
    return unknownGuest(reason, door, spot, times);
  }
  const { before, guest } = guestAt(proof, door, spot, atNs, doorway);
  const { registrationId, possession } = proof;
  const used = problemOfCode(proof, atNs);
  const passed = { kind: 'passed' as const, registrationId, possession, atNs, spot, guest };
  const spends = used && 'AlreadyUsed' in used ? undefined : proof.spends;
  if ('Out' in scan.direction) {
    const problem = problemOfGuest(scan, before, spot, guest, atNs, doorway);
    return problem ?? { ...go(scan, before, spot, atNs), ...passed, spends };
  }
  const reason =
    used ??
    problemOfFormer(registrationId, atNs, doorway) ??
    problemOfGuest(scan, before, spot, guest, atNs, doorway) ??
    problemOfWindow(scan, door, atNs) ??
    problemOfClock(skewSeconds);
  if (reason === undefined) return { ...go(scan, before, spot, atNs), ...passed, spends };
  // Somebody who is inside already is not counted twice, whoever stands there.
  const counted = !before.registration.inside;
  const move = counted ? go(scan, before, spot, atNs) : { ...before, first: false };
  const other = otherUse(reason, proof);
  const flagged: Flagged = {
    ...judged(reason),
    reason,
    ...times,
    counted,
    ...(other && { other }),
  };
  return { ...move, ...passed, spends, flagged };
}

/** Whoever came had passed their place on before this was known here. */
const problemOfFormer = (
  id: bigint,
  atNs: bigint,
  { passedOn }: Pick<Doorway, 'passedOn'>,
): ScanRefusal | undefined => ((passedOn(id)?.atNs ?? 0n) > atNs ? { Revoked: null } : undefined);

const problemOfClock = (seconds: number): ScanRefusal | undefined =>
  seconds > SKEW_FLAGGED_SECONDS ? { ClockSkewed: { seconds } } : undefined;

function unknownGuest(
  reason: ScanRefusal,
  door: EventDoor,
  spot: Spot,
  times: Pick<Flagged, 'readerAtNs' | 'correctedAtNs'>,
): Refused {
  const flagged: Flagged = {
    ...{ kind: 'UnknownRegistration', suggested: 'Keep', reason, counted: false },
    ...times,
  };
  return { kind: 'refused', refusal: reason, logged: true, door, spot, flagged };
}

/** What the code proved when it was read, though its row may have been pruned since. */
function proofAt(scan: Scan, atNs: bigint, doorway: Doorway): ProofThen | { refusal: ScanRefusal } {
  const then = { ...doorway, nowNs: atNs, holderKey: keyAt(atNs, doorway) };
  const proof = prove({ ...scan, captured_at_ns: atNs }, then);
  if (!('refusal' in proof) || !('UnknownToken' in proof.refusal)) return proof;
  const credential = readCredential(scan.payload);
  const token = credential && 'token' in credential ? credential.token : undefined;
  const registrationId = token && readToken(token)?.subject;
  const registration =
    registrationId === undefined ? undefined : doorway.registration(registrationId);
  if (registrationId === undefined || registration === undefined) return proof;
  // Genuine by its HMAC: only the row that says whether it was used is gone.
  const rest = { possession: 'None' as const, spends: undefined, problem: undefined };
  return { registrationId, registration, ...rest };
}

/** The key of whoever held the place then. */
const keyAt =
  (atNs: bigint, { passedOn, holderKey }: Doorway): Doorway['holderKey'] =>
  (id) => {
    const former = passedOn(id);
    return former !== undefined && former.atNs > atNs ? former.publicKey : holderKey(id);
  };

/** A code that was withdrawn after it was read was good when it was read. */
function problemOfCode(proof: ProofThen, atNs: bigint): ScanRefusal | undefined {
  const { problem } = proof;
  const { spends } = proof;
  if (problem === undefined || !('Revoked' in problem)) return problem;
  const revokedAtNs = spends && 'token' in spends ? spends.token.row.revokedAtNs : undefined;
  return revokedAtNs !== undefined && revokedAtNs > atNs ? undefined : problem;
}

function judged(reason: ScanRefusal): Pick<Flagged, 'kind' | 'suggested'> {
  if ('AlreadyUsed' in reason || 'AlreadyInside' in reason) {
    return { kind: 'UsedElsewhere', suggested: 'Undo' };
  }
  if ('Revoked' in reason || 'HolderSuspended' in reason) {
    return { kind: 'Revoked', suggested: 'Undo' };
  }
  if ('CapacityReached' in reason) return { kind: 'CapacityPassed', suggested: 'Keep' };
  if ('ClockSkewed' in reason) return { kind: 'ClockSkew', suggested: 'Keep' };
  return { kind: 'RuleChanged', suggested: 'Keep' };
}

function otherUse(reason: ScanRefusal, proof: ProofThen): Flagged['other'] {
  if ('AlreadyUsed' in reason) {
    const { at_ns: atNs, gate } = reason.AlreadyUsed;
    const used = proof.spends && 'token' in proof.spends ? proof.spends.token.row.used : undefined;
    return { reader: used?.device, gate, atNs };
  }
  if (!('AlreadyInside' in reason)) return undefined;
  return {
    reader: undefined,
    gate: reason.AlreadyInside.gate,
    atNs: reason.AlreadyInside.since_ns,
  };
}
