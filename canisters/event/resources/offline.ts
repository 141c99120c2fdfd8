/**
 * What a desk read without a network. The thing has changed hands already; the canister says whether
 * that stands. A pass that has run out meanwhile still proves whose it was (docs/decisions/115).
 */
import type { Principal } from '@dfinity/principal';
import type { Call } from '@qikcard/canister-kit';
import {
  fromOpt,
  type LendingScan,
  PASS_STEP_SECONDS,
  type PassFields,
  passMessage,
  passStepStartNs,
  type ResourceRefusal,
  readCredential,
  readToken,
} from '@qikcard/contracts';
import { isSigned } from '../domain/holder-key.ts';
import { correctedTime } from '../domain/offline.ts';
import { problemOfToken, proveToken } from '../domain/token-state.ts';
import { holderKeys, registrations } from '../store.ts';
import { tokenLookups } from '../tokens.ts';
import type { ProvenCode } from './codes.ts';

/** A desk that was offline for longer writes its loans down by hand. */
const KEPT_NS = 30n * 86_400n * 1_000_000_000n;
/** The clocks of a phone and a desk differ. */
const STEP_TOLERANCE_NS = BigInt(8 * PASS_STEP_SECONDS) * 1_000_000_000n;

type Refusal = { refusal: ResourceRefusal };
const refuse = (reason: string): Refusal => ({ refusal: { CodeRefused: { reason } } });

/** When the thing changed hands: now, or when a desk without a network wrote it down. */
export function handedAtNs({ nowNs }: Call, { offline }: LendingScan): bigint {
  const said = fromOpt(offline);
  if (said === undefined) return nowNs;
  const { captured_at_ns: decided_at_ns, reader_now_ns } = said;
  return correctedTime({ passed: true, decided_at_ns, reader_now_ns }, nowNs).atNs;
}

/** What is wrong with the time of a scan, or undefined when nothing is. */
export function problemOfTime(call: Call, scan: LendingScan): ResourceRefusal | undefined {
  if (handedAtNs(call, scan) + KEPT_NS >= call.nowNs) return undefined;
  return { Invalid: { field: 'offline', problem: 'must be at most 30 days ago' } };
}

export type PassThen = {
  person: Principal;
  eventId: bigint;
  /** Its token, where it can still be used up. */
  code: ProvenCode | undefined;
};

/** Whose pass it was that a desk read without a network; undefined when it is no pass at all. */
export function passThen(call: Call, scan: LendingScan): PassThen | Refusal | undefined {
  const credential = readCredential(scan.payload);
  if (credential?.form === 'pass') return signedThen(call, scan, credential);
  if (credential === undefined || !('token' in credential)) return undefined;
  const fields = readToken(credential.token);
  if (fields === undefined || fields.purpose.startsWith('resource')) return undefined;
  const proven = proveToken(credential.token, call.nowNs, tokenLookups);
  if ('refusal' in proven && !('Expired' in proven.refusal)) {
    return refuse(Object.keys(proven.refusal)[0]);
  }
  const atNs = handedAtNs(call, scan);
  const good = !('refusal' in proven) && problemOfToken(proven, atNs) === undefined;
  const signed =
    credential.form === 'token_pass'
      ? { ...credential, registrationId: fields.subject }
      : undefined;
  // Its key has been rotated away: then the signature of the phone has to say what the token cannot.
  if ('refusal' in proven && !(signed && isOfPhone(signed, atNs))) return refuse('Expired');
  return holderOf(
    fields.subject,
    good && !('refusal' in proven) ? { ...proven, fromLabel: false } : undefined,
  );
}

function signedThen(call: Call, scan: LendingScan, pass: PassFields): PassThen | Refusal {
  return isOfPhone(pass, handedAtNs(call, scan))
    ? holderOf(pass.registrationId, undefined)
    : refuse('BadSignature');
}

/** Whether the phone of the registration signed this pass at about that time. */
function isOfPhone(pass: PassFields & { token?: Uint8Array }, atNs: bigint): boolean {
  const { registrationId, step, signature, token } = pass;
  const off = passStepStartNs(step) - atNs;
  if ((off < 0n ? -off : off) > STEP_TOLERANCE_NS) return false;
  const key = holderKeys.get(registrationId)?.publicKey;
  const registration = registrations.get(registrationId);
  if (key === undefined || registration === undefined) return false;
  return isSigned(key, passMessage(registration.eventId, registrationId, step, token), signature);
}

function holderOf(registrationId: bigint, code: ProvenCode | undefined): PassThen | Refusal {
  const registration = registrations.get(registrationId);
  if (registration === undefined) return refuse('UnknownToken');
  const { holder: person, eventId } = registration;
  return { person, eventId, code };
}
