/**
 * What a code proves: whose it is, what admission spends of it, and whether the holder's phone was
 * there. Nothing about a registration is told before the code is proven to be of it.
 */
import {
  type Credential,
  type Purpose,
  readCredential,
  type Scan,
  type ScanRefusal,
} from '@qikcard/contracts';
import type { CodeUse, PassPolicyRow, RegistrationRow } from '../rows.ts';
import { type CardLookups, proveCard } from './card-proof.ts';
import { type Possession, problemOfPossession, problemOfStep, readAtNs } from './possession.ts';
import { isReportBelieved, isSignedPass, proveAnswer, provePass } from './signed-proof.ts';
import { type Proven, problemOfToken, proveToken, type TokenLookups } from './token-state.ts';

export type ProofLookups = TokenLookups &
  CardLookups & {
    nowNs: bigint;
    registration(id: bigint): RegistrationRow | undefined;
    /** The public key of the holder's phone, if one is bound. */
    holderKey(registrationId: bigint): Uint8Array | undefined;
    isSigned(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean;
    /** Where and when a step of this registration was spent. */
    stepUse(registrationId: bigint, step: number): CodeUse | undefined;
    passPolicy(eventId: bigint): PassPolicyRow;
    /** The caller is an enrolled reader, whose report about a signature is believed. */
    isReader(eventId: bigint): boolean;
    /** What the caller's gate shows in a step; undefined when it shows nothing. */
    gateNonce(eventId: bigint, step: number): Uint8Array | undefined;
  };
/** What admission uses up, so that it happens once. */
export type Spending =
  | { token: Proven }
  | { step: number }
  | { card: { eventId: bigint; uid: Uint8Array; counter: number } };
export type Proof = {
  registrationId: bigint;
  registration: RegistrationRow;
  spends: Spending;
  possession: Possession;
  /** Why the code is not good enough for this door, or undefined when it is. */
  problem: ScanRefusal | undefined;
};
export type Unproven = { refusal: ScanRefusal };

/** What a scanned code is for; one without a token goes both ways. */
export const expectedPurpose = (scan: Scan): Purpose =>
  'In' in scan.direction ? 'check_in' : 'check_out';

/** The proof behind a scanned payload, or why it proves nothing. */
export function prove(scan: Scan, lookups: ProofLookups): Proof | Unproven {
  const credential = readCredential(scan.payload);
  if (credential === undefined) return { refusal: { Malformed: null } };
  if (credential.form === 'pass') return provePass(credential, scan, lookups);
  if (credential.form === 'answer') return proveAnswer(credential, scan, lookups);
  if (!('token' in credential)) return proveCard(credential, scan.event_id, lookups);
  const proven = proveToken(credential.token, lookups.nowNs, lookups);
  return 'refusal' in proven ? proven : proofOfToken(proven, credential, scan, lookups);
}

type AroundToken = Extract<Credential, { token: Uint8Array }>;

function proofOfToken(
  token: Proven,
  credential: AroundToken,
  scan: Scan,
  lookups: ProofLookups,
): Proof | Unproven {
  const { purpose, subject: registrationId } = token.fields;
  const expected = expectedPurpose(scan);
  if (purpose !== expected) return { refusal: wrongPurpose(expected) };
  const registration = lookups.registration(registrationId);
  if (registration === undefined) return { refusal: { UnknownToken: null } };
  const spent = problemOfToken(token, readAtNs(scan, lookups.nowNs));
  // What became of the token is told first: a used one costs no check of a signature.
  const { possession, problem } = spent
    ? { possession: 'None' as const, problem: spent }
    : possessionOf(credential, registrationId, registration, scan, lookups);
  return { registrationId, registration, spends: { token }, possession, problem };
}

const wrongPurpose = (expected: Purpose): ScanRefusal => ({
  WrongPurpose: { expected: { [expected]: null } as { check_in: null } },
});

/** A signature around a token is checked only where the event asks for it. */
function possessionOf(
  credential: AroundToken,
  registrationId: bigint,
  registration: RegistrationRow,
  scan: Scan,
  lookups: ProofLookups,
): Pick<Proof, 'possession' | 'problem'> {
  const policy = lookups.passPolicy(registration.eventId);
  const judged = (possession: Possession) => ({
    possession,
    problem: problemOfPossession(possession, policy),
  });
  if (credential.form === 'token') return judged('None');
  if (isReportBelieved(scan, registration, lookups)) return judged('Verified');
  if (policy.possession !== 'Required') return judged('NotChecked');
  const stale = problemOfStep(credential.step, scan, lookups.nowNs);
  if (stale) return { possession: 'NotChecked', problem: stale };
  return isSignedPass({ registrationId, ...credential }, registration, lookups)
    ? judged('Verified')
    : { possession: 'NotChecked', problem: { BadSignature: null } };
}
