/**
 * What a code carries, told apart by its first byte (docs/tokens.md). Big-endian.
 *
 *   1  token                                                            47 bytes
 *   2  registration 8 ‖ step 4 ‖ signature 64                           77 bytes
 *   3  token without its first byte 46 ‖ step 4 ‖ signature 64         115 bytes
 *   6  registration 8 ‖ step 4 ‖ nonce 16 ‖ signature 64                93 bytes
 *
 * Forms 2 and 3 are rotating passes: the holder's phone signs
 * "qikcard-pass-v1" ‖ event 8 ‖ registration 8 ‖ step 4 [‖ token 47] with the Ed25519 key (RFC 8032)
 * bound to the registration (RFC 7800 `cnf`). A step is 15 seconds of unix time. Form 6 answers a
 * gate's challenge: see gate-challenge.ts. Forms 4 and 5 are cards: see card.ts.
 */
import { type CardReading, readCard } from './card.ts';
import { ANSWER_BYTES, ANSWER_FORM, type ChallengeAnswer, readAnswer } from './gate-challenge.ts';
import { readToken, TOKEN_BYTES } from './token.ts';

export const PASS_STEP_SECONDS = 15;
export const SIGNATURE_BYTES = 64;
export const PASS_BYTES = 77;
export const TOKEN_PASS_BYTES = 115;
const PASS_FORM = 2;
const TOKEN_PASS_FORM = 3;
const TOKEN_FORM = 1;
const STEP_NS = BigInt(PASS_STEP_SECONDS) * 1_000_000_000n;
const DOMAIN = new TextEncoder().encode('qikcard-pass-v1');

/** The phone's statement that it is here now. */
export type PassFields = { registrationId: bigint; step: number; signature: Uint8Array };
export type Credential =
  | { form: 'token'; token: Uint8Array }
  | ({ form: 'pass' } & PassFields)
  | { form: 'token_pass'; token: Uint8Array; step: number; signature: Uint8Array }
  | ({ form: 'answer' } & ChallengeAnswer)
  | CardReading;

/** The number of the 15-second step a moment lies in. */
export const passStepAt = (atNs: bigint): number => Number(atNs / STEP_NS);
/** When a step began. */
export const passStepStartNs = (step: number): bigint => BigInt(step) * STEP_NS;

/** What the holder's phone signs. @param token the whole token of form 3, none for form 2. */
export function passMessage(
  eventId: bigint,
  registrationId: bigint,
  step: number,
  token: Uint8Array = new Uint8Array(0),
): Uint8Array {
  const message = new Uint8Array(DOMAIN.length + 20 + token.length);
  message.set(DOMAIN);
  const view = new DataView(message.buffer, DOMAIN.length);
  view.setBigUint64(0, eventId);
  view.setBigUint64(8, registrationId);
  view.setUint32(16, step);
  message.set(token, DOMAIN.length + 20);
  return message;
}

/** A pass that needs no network (form 2). */
export function passPayload({ registrationId, step, signature }: PassFields): Uint8Array {
  const payload = new Uint8Array(PASS_BYTES);
  const view = new DataView(payload.buffer);
  view.setUint8(0, PASS_FORM);
  view.setBigUint64(1, registrationId);
  view.setUint32(9, step);
  payload.set(signed(signature), 13);
  return payload;
}

/** A pass around a one-time token (form 3). */
export function tokenPassPayload(
  token: Uint8Array,
  step: number,
  signature: Uint8Array,
): Uint8Array {
  if (readToken(token) === undefined) throw new RangeError('a pass is made around a token');
  const payload = new Uint8Array(TOKEN_PASS_BYTES);
  payload.set(token);
  payload[0] = TOKEN_PASS_FORM;
  new DataView(payload.buffer).setUint32(TOKEN_BYTES, step);
  payload.set(signed(signature), TOKEN_BYTES + 4);
  return payload;
}

function signed(signature: Uint8Array): Uint8Array {
  if (signature.length !== SIGNATURE_BYTES) throw new RangeError('a signature has 64 bytes');
  return signature;
}

/** The parts of a payload, none of them checked; undefined when it has no form of ours. */
export function readCredential(payload: Uint8Array): Credential | undefined {
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  if (payload.length === TOKEN_BYTES) {
    return payload[0] === TOKEN_FORM ? { form: 'token', token: payload } : undefined;
  }
  if (payload.length === PASS_BYTES && payload[0] === PASS_FORM) {
    const [registrationId, step] = [view.getBigUint64(1), view.getUint32(9)];
    return { form: 'pass', registrationId, step, signature: payload.slice(13) };
  }
  if (payload.length === TOKEN_PASS_BYTES && payload[0] === TOKEN_PASS_FORM) {
    const token = payload.slice(0, TOKEN_BYTES);
    token[0] = TOKEN_FORM;
    const step = view.getUint32(TOKEN_BYTES);
    return { form: 'token_pass', token, step, signature: payload.slice(TOKEN_BYTES + 4) };
  }
  if (payload.length === ANSWER_BYTES && payload[0] === ANSWER_FORM) {
    return { form: 'answer', ...readAnswer(payload) };
  }
  return readCard(payload);
}

/** Whether a code names a person: a pass, the token of one, or a card; codes of things do not. */
export function namesPerson(payload: Uint8Array): boolean {
  const credential = readCredential(payload);
  if (credential === undefined || credential.form === 'answer') return false;
  if (!('token' in credential)) return true;
  const purpose = readToken(credential.token)?.purpose;
  return purpose === 'check_in' || purpose === 'check_out';
}
