/**
 * What a code proves: whose it is, what admission spends of it, and whether the holder's phone was
 * there. Nothing about a registration is told before the code is proven to be of it.
 */
import {
  fromOpt,
  type PassFields,
  type Purpose,
  passMessage,
  readCredential,
  type Scan,
  type ScanRefusal,
} from '@qikcard/contracts';
import type { RegistrationRow } from '../rows.ts';
import { type PassPolicy, type Possession, problemOfStep } from './possession.ts';
import { type Proven, problemOfToken, proveToken, type TokenLookups } from './token-state.ts';

export type ProofLookups = TokenLookups & {
  nowNs: bigint;
  registration(id: bigint): RegistrationRow | undefined;
  /** The public key of the holder's phone, if one is bound. */
  holderKey(registrationId: bigint): Uint8Array | undefined;
  isSigned(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean;
  /** Where and when a step of this registration was spent. */
  stepUse(registrationId: bigint, step: number): { atNs: bigint; gate: string } | undefined;
  passPolicy(eventId: bigint): PassPolicy;
  /** The caller is an enrolled reader, whose report about a signature is believed. */
  isReader(eventId: bigint): boolean;
};
/** What admission uses up, so that it happens once. */
export type Spending = { token: Proven } | { step: number };
export type Proof = {
  registrationId: bigint;
  registration: RegistrationRow;
  spends: Spending;
  possession: Possession;
  /** Why the code is not good enough for this door, or undefined when it is. */
  problem(): ScanRefusal | undefined;
};
type Signed = Pick<PassFields, 'step' | 'signature'> & { token?: Uint8Array };

/** What a scanned code is for; a pass without a token goes both ways. */
export const expectedPurpose = (scan: Scan): Purpose =>
  'In' in scan.direction ? 'check_in' : 'check_out';

/** When the code was read: by the reader's clock, but never later than now. */
export const readAtNs = ({ captured_at_ns: at }: Scan, nowNs: bigint): bigint =>
  at === 0n || at > nowNs ? nowNs : at;

/** The proof behind a scanned payload, or why it proves nothing. */
export function prove(scan: Scan, lookups: ProofLookups): Proof | { refusal: ScanRefusal } {
  const credential = readCredential(scan.payload);
  if (credential === undefined) return { refusal: { Malformed: null } };
  if (credential.form === 'pass') return provePass(credential, scan, lookups);
  const proven = proveToken(credential.token, lookups.nowNs, lookups);
  if ('refusal' in proven) return proven;
  return 'signature' in credential
    ? proofOfToken(proven, scan, lookups, credential)
    : proofOfToken(proven, scan, lookups);
}

function proofOfToken(
  token: Proven,
  scan: Scan,
  lookups: ProofLookups,
  pass?: Signed,
): Proof | { refusal: ScanRefusal } {
  const { purpose, subject: registrationId } = token.fields;
  const expected = expectedPurpose(scan);
  if (purpose !== expected) return { refusal: wrongPurpose(expected) };
  const registration = lookups.registration(registrationId);
  if (registration === undefined) return { refusal: { UnknownToken: null } };
  const atNs = readAtNs(scan, lookups.nowNs);
  const proof: Proof = {
    registrationId,
    registration,
    spends: { token },
    possession: pass === undefined ? 'None' : 'NotChecked',
    problem: () => problemOfToken(token, atNs) ?? problemOfPossession(proof, scan, lookups, pass),
  };
  return proof;
}

const wrongPurpose = (expected: Purpose): ScanRefusal => ({
  WrongPurpose: { expected: { [expected]: null } as { check_in: null } },
});

/** Checked only where the event asks for it: the token alone is a proof already. */
function problemOfPossession(
  proof: Proof,
  scan: Scan,
  lookups: ProofLookups,
  pass: Signed | undefined,
): ScanRefusal | undefined {
  const { required } = lookups.passPolicy(proof.registration.eventId);
  if (pass === undefined) return required ? { PossessionMissing: null } : undefined;
  const isReported = isReportBelieved(scan, proof.registration, lookups);
  if (isReported || !required) {
    if (isReported) proof.possession = 'Verified';
    return undefined;
  }
  const problem = problemOfStep(pass.step, readAtNs(scan, lookups.nowNs));
  if (problem) return problem;
  const { registrationId, registration, spends } = proof;
  const token = 'token' in spends ? spends.token.row.issued : undefined;
  if (!isSignedByHolder(registrationId, registration, { ...pass, token }, lookups)) {
    return { BadSignature: null };
  }
  proof.possession = 'Verified';
  return undefined;
}

function provePass(
  pass: PassFields,
  scan: Scan,
  lookups: ProofLookups,
): Proof | { refusal: ScanRefusal } {
  const { registrationId, step } = pass;
  // First what only the code itself tells: an old one costs no check of a signature.
  const stale = problemOfStep(step, readAtNs(scan, lookups.nowNs));
  if (stale) return { refusal: stale };
  const registration = lookups.registration(registrationId);
  const isGenuine =
    registration !== undefined &&
    (isReportBelieved(scan, registration, lookups) ||
      isSignedByHolder(registrationId, registration, pass, lookups));
  if (!isGenuine) return { refusal: { BadSignature: null } };
  return {
    registrationId,
    registration,
    spends: { step },
    possession: 'Verified',
    problem: () => {
      const use = lookups.stepUse(registrationId, step);
      return use && { AlreadyUsed: { at_ns: use.atNs, gate: use.gate } };
    },
  };
}

/** An enrolled reader of this event says that it checked, and the event leaves that to readers. */
function isReportBelieved(
  scan: Scan,
  { eventId }: RegistrationRow,
  lookups: ProofLookups,
): boolean {
  const report = fromOpt(scan.possession);
  if (report === undefined || 'NotChecked' in report || scan.event_id !== eventId) return false;
  return lookups.passPolicy(eventId).checkedBy === 'reader' && lookups.isReader(eventId);
}

function isSignedByHolder(
  registrationId: bigint,
  { eventId }: RegistrationRow,
  { step, signature, token }: Signed,
  lookups: ProofLookups,
): boolean {
  const key = lookups.holderKey(registrationId);
  const message = passMessage(eventId, registrationId, step, token);
  return key !== undefined && lookups.isSigned(key, message, signature);
}
