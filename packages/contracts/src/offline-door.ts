/**
 * What a reader decides on its own, with the roster and the plan it carries: the same rules as in the
 * canister, on as much as one reader can know. A phone and a bridge run this code; the canister decides
 * when the scan is uploaded. Pure but for the check of a signature, which browsers do asynchronously.
 */
import type { RosterEntry } from './certified-rows.ts';
import type { PassPolicy } from './event-passes.ts';
import type { ScanRefusal } from './event-scan.ts';
import { answerMessage } from './gate-challenge.ts';
import { factsOfMoves, type SeenMove } from './offline-facts.ts';
import {
  type Credential,
  PASS_STEP_SECONDS,
  passMessage,
  passStepAt,
  passStepStartNs,
  readCredential,
} from './pass.ts';
import { type DoorPlan, gateNamed, listAt, mayEnterAgain, refusalOfPlan } from './rules/list.ts';
import { readToken } from './token.ts';

/** What a reader carries and has seen. */
export type OfflineDoor = {
  eventId: bigint;
  isCancelled: boolean;
  doorsOpenNs: bigint;
  endsAtNs: bigint;
  plan: DoorPlan;
  policy: PassPolicy;
  gate: string;
  /** The list the reader was told to use; undefined: the first of the gate. */
  listId: bigint | undefined;
  /** Inside when the reader last heard of it. */
  insideEvent: number;
  entry(registrationId: bigint): RosterEntry | undefined;
  /** What this reader has seen of a guest, oldest first. */
  moves(registrationId: bigint): readonly SeenMove[];
  /** Undefined: this reader cannot check signatures. */
  isSigned(
    key: Uint8Array,
    message: Uint8Array,
    signature: Uint8Array,
  ): Promise<boolean | undefined>;
  /** What this gate shows in a step; undefined when it shows nothing. */
  gateNonce?(step: number): Uint8Array | undefined;
};
export type OfflineScan = { payload: Uint8Array; direction: 'in' | 'out'; atNs: bigint };

export type OfflineVerdict =
  /** `possession`: the holder's phone was there; its signature was checked here. */
  | { kind: 'passed'; entry: RosterEntry; possession: boolean; step: number | undefined }
  | { kind: 'refused'; refusal: ScanRefusal; entry?: RosterEntry }
  /** Only the canister can tell whether this code is genuine; `entry` is whose it claims to be. */
  | { kind: 'unproven'; entry?: RosterEntry };

const STEPS_BESIDE = 1;
const SECOND_NS = 1_000_000_000n;
type Refused = Extract<OfflineVerdict, { kind: 'refused' }>;
const refused = (refusal: ScanRefusal, entry?: RosterEntry): Refused => ({
  kind: 'refused',
  refusal,
  ...(entry ? { entry } : {}),
});

/** The verdict of a reader without a network. */
export async function decideAlone(scan: OfflineScan, door: OfflineDoor): Promise<OfflineVerdict> {
  const credential = readCredential(scan.payload);
  if (credential === undefined) return refused({ Malformed: null });
  const closed = problemOfWindow(scan, door);
  if (closed) return refused(closed);
  const proof = await proveAlone(credential, scan, door);
  if (proof.kind === 'refused') return proof;
  const problem = proof.entry && problemOfGuest(proof.entry, scan, door);
  if (problem) return refused(problem, proof.entry);
  if (proof.kind === 'unproven' || proof.step === undefined) return proof;
  const used = door.moves(proof.entry.registrationId).find(({ step }) => step === proof.step);
  return used
    ? refused({ AlreadyUsed: { at_ns: used.atNs, gate: used.gate } }, proof.entry)
    : proof;
}

function problemOfWindow({ direction, atNs }: OfflineScan, door: OfflineDoor) {
  if (direction === 'out') return undefined;
  if (door.isCancelled) return { EventCancelled: null };
  if (atNs < door.doorsOpenNs) return { NotYetOpen: { opens_ns: door.doorsOpenNs } };
  return atNs >= door.endsAtNs ? { Closed: { closed_ns: door.endsAtNs } } : undefined;
}

/** Whose code it is, as far as this reader can tell. */
async function proveAlone(
  credential: Credential,
  scan: OfflineScan,
  door: OfflineDoor,
): Promise<OfflineVerdict> {
  const { policy } = door;
  if ('GateChallenge' in policy.possession && credential.form !== 'answer') {
    return refused({ ChallengeMissing: null });
  }
  if (credential.form === 'plain_card' && !policy.plain_cards) {
    return refused({ CardNotAccepted: null });
  }
  if (credential.form === 'sun' || credential.form === 'plain_card') return { kind: 'unproven' };
  const token = 'token' in credential ? readToken(credential.token) : undefined;
  const wrong = token && problemOfToken(token, scan);
  if (wrong) return refused(wrong);
  if (credential.form === 'token') {
    // Its MAC is the canister's secret: nobody else can tell a genuine token from a made-up one.
    if ('Required' in policy.possession) return refused({ PossessionMissing: null });
    return unproven(token && door.entry(token.subject));
  }
  const registrationId = 'token' in credential ? token?.subject : credential.registrationId;
  return proveSigned(credential, registrationId ?? 0n, scan, door);
}

const unproven = (entry: RosterEntry | undefined): OfflineVerdict =>
  entry ? { kind: 'unproven', entry } : { kind: 'unproven' };

type TokenRead = NonNullable<ReturnType<typeof readToken>>;

function problemOfToken({ purpose, expiresAtSeconds }: TokenRead, scan: OfflineScan) {
  const expected = scan.direction === 'in' ? ('check_in' as const) : ('check_out' as const);
  if (purpose !== expected) {
    return { WrongPurpose: { expected: { [expected]: null } as { check_in: null } } };
  }
  const endsNs = BigInt(expiresAtSeconds) * SECOND_NS;
  return scan.atNs >= endsNs ? { Expired: { at_ns: endsNs } } : undefined;
}

type Signed = Exclude<Credential, { form: 'token' } | { form: 'sun' } | { form: 'plain_card' }>;

async function proveSigned(
  credential: Signed,
  registrationId: bigint,
  { atNs }: OfflineScan,
  door: OfflineDoor,
): Promise<OfflineVerdict> {
  const { step, signature } = credential;
  const stale = problemOfStep(step, atNs);
  if (stale) return refused(stale);
  const entry = door.entry(registrationId);
  // Registered, or bound to a phone, after this reader's list was made: only the canister knows.
  if (entry?.holderKey === undefined) return unproven(entry);
  const message = messageOf(credential, registrationId, door);
  if (message === undefined) return unproven(entry);
  const isGenuine = await door.isSigned(entry.holderKey, message, signature);
  if (isGenuine === undefined) return unproven(entry);
  if (!isGenuine) return refused({ BadSignature: null });
  return { kind: 'passed', entry, possession: true, step };
}

function messageOf(
  credential: Signed,
  registrationId: bigint,
  door: OfflineDoor,
): Uint8Array | undefined {
  const { step } = credential;
  if (credential.form !== 'answer') {
    const token = 'token' in credential ? credential.token : undefined;
    return passMessage(door.eventId, registrationId, step, token);
  }
  const shown = door.gateNonce?.(step);
  const { nonce } = credential;
  if (shown === undefined || shown.some((byte, i) => byte !== nonce[i])) return undefined;
  return answerMessage({ eventId: door.eventId, step, nonce }, registrationId);
}

/** As in the canister: a pass is fresh for its own step and the ones beside it. */
function problemOfStep(step: number, atNs: bigint): ScanRefusal | undefined {
  const behind = passStepAt(atNs) - step;
  if (behind < -STEPS_BESIDE) {
    return { PassTooEarly: { ahead_seconds: -behind * PASS_STEP_SECONDS } };
  }
  if (behind <= STEPS_BESIDE) return undefined;
  return { PassTooOld: { age_seconds: Number((atNs - passStepStartNs(step)) / SECOND_NS) } };
}

/** Why this guest may not go this way; somebody this reader never saw may always leave. */
function problemOfGuest(
  entry: RosterEntry,
  { direction, atNs }: OfflineScan,
  door: OfflineDoor,
): ScanRefusal | undefined {
  const { plan } = door;
  const moves = door.moves(entry.registrationId);
  const last = moves.at(-1);
  if (direction === 'out') return last?.direction === 'out' ? { NotInside: null } : undefined;
  if (entry.status === 'Revoked') return { Revoked: null };
  const gate = gateNamed(plan, door.gate);
  const list = listAt(plan, gate.id, door.listId);
  if (door.listId !== undefined && list === undefined) return { UnknownList: null };
  const moment = { at_ns: atNs, gate_id: gate.id, zone_id: gate.zone_id };
  const facts = factsOfMoves(moves, entry.ticketType, moment, plan, door.insideEvent);
  if (last?.direction === 'in' && !mayEnterAgain(list, { moment, facts })) {
    return { AlreadyInside: { since_ns: last.atNs, gate: last.gate } };
  }
  return refusalOfPlan(plan, list, { moment, facts });
}
