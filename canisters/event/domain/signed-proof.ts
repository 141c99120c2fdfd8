/** Codes that prove their registration by a signature of the holder's phone alone. */
import {
  answerMessage,
  type ChallengeAnswer,
  fromOpt,
  type PassFields,
  passMessage,
  type Scan,
} from '@qikcard/contracts';
import type { RegistrationRow } from '../rows.ts';
import { type Possession, problemOfPossession, problemOfStep } from './possession.ts';
import type { Proof, ProofLookups, Unproven } from './proof.ts';

type Genuine = (registration: RegistrationRow) => boolean;

/** A rotating pass without a token (form 2). */
export function provePass(pass: PassFields, scan: Scan, lookups: ProofLookups): Proof | Unproven {
  const isGenuine: Genuine = (registration) => isSignedPass(pass, registration, lookups);
  return proveSigned(pass, 'Verified', isGenuine, scan, lookups);
}

/** The answer of a phone to what this very gate shows (form 6). */
export function proveAnswer(
  answer: ChallengeAnswer,
  scan: Scan,
  lookups: ProofLookups,
): Proof | Unproven {
  const isGenuine: Genuine = ({ eventId }) => {
    const { registrationId, step, nonce, signature } = answer;
    const shown = lookups.gateNonce(eventId, step);
    const key = lookups.holderKey(registrationId);
    if (key === undefined || shown === undefined || !isSame(shown, nonce)) return false;
    const message = answerMessage({ eventId, step, nonce }, registrationId);
    return lookups.isSigned(key, message, signature);
  };
  return proveSigned(answer, 'Challenged', isGenuine, scan, lookups);
}

function proveSigned(
  { registrationId, step }: { registrationId: bigint; step: number },
  possession: Possession,
  isGenuine: Genuine,
  scan: Scan,
  lookups: ProofLookups,
): Proof | Unproven {
  // First what only the code itself tells: an old one costs no check of a signature.
  const stale = problemOfStep(step, scan, lookups.nowNs);
  if (stale) return { refusal: stale };
  const registration = lookups.registration(registrationId);
  if (
    registration === undefined ||
    !(isReportBelieved(scan, registration, lookups) || isGenuine(registration))
  ) {
    return { refusal: { BadSignature: null } };
  }
  const use = lookups.stepUse(registrationId, step);
  const problem = use
    ? { AlreadyUsed: { at_ns: use.atNs, gate: use.gate } }
    : problemOfPossession(possession, lookups.passPolicy(registration.eventId));
  return { registrationId, registration, spends: { step }, possession, problem };
}

/** An enrolled reader of this event says that it checked, and the event leaves that to readers. */
export function isReportBelieved(
  scan: Scan,
  { eventId }: RegistrationRow,
  lookups: ProofLookups,
): boolean {
  const report = fromOpt(scan.possession);
  if (report === undefined || 'NotChecked' in report || scan.event_id !== eventId) return false;
  return lookups.passPolicy(eventId).checkedBy === 'Reader' && lookups.isReader(eventId);
}

/** Whether the key bound to the registration signed this pass. */
export function isSignedPass(
  { registrationId, step, signature, token }: PassFields & { token?: Uint8Array },
  { eventId }: RegistrationRow,
  lookups: ProofLookups,
): boolean {
  const key = lookups.holderKey(registrationId);
  const message = passMessage(eventId, registrationId, step, token);
  return key !== undefined && lookups.isSigned(key, message, signature);
}

const isSame = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i]);
