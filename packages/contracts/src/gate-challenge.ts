/**
 * The gate asks, the phone answers (docs/tokens.md). A gate shows `QG1:` + base45 of
 *
 *   event 8 ‖ step 4 ‖ nonce 16                                         28 bytes
 *
 * whose nonce is SHA-256("qikcard-gate-v1" ‖ gate secret 32 ‖ step 4), first 16 bytes: only this gate
 * can have shown it, and only in this step. The phone signs
 * "qikcard-answer-v1" ‖ event 8 ‖ registration 8 ‖ step 4 ‖ nonce 16 and shows the answer as form 6.
 */
import { sha256 } from '@noble/hashes/sha2';
import { decodeBase45, encodeBase45 } from './base45.ts';

export const GATE_SECRET_BYTES = 32;
export const CHALLENGE_NONCE_BYTES = 16;
export const ANSWER_FORM = 6;
export const ANSWER_BYTES = 93;
const CHALLENGE_BYTES = 28;
const CHALLENGE_PREFIX = 'QG1:';
const CHALLENGE_CODE_CHARS = CHALLENGE_PREFIX.length + 42;
const encode = (text: string) => new TextEncoder().encode(text);
const NONCE_DOMAIN = encode('qikcard-gate-v1');
const ANSWER_DOMAIN = encode('qikcard-answer-v1');

export type GateChallenge = { eventId: bigint; step: number; nonce: Uint8Array };
export type ChallengeAnswer = {
  registrationId: bigint;
  step: number;
  nonce: Uint8Array;
  signature: Uint8Array;
};

/** The nonce a gate shows in a step. */
export function gateNonce(secret: Uint8Array, step: number): Uint8Array {
  if (secret.length !== GATE_SECRET_BYTES) throw new RangeError('a gate secret has 32 bytes');
  const message = new Uint8Array(NONCE_DOMAIN.length + GATE_SECRET_BYTES + 4);
  message.set(NONCE_DOMAIN);
  message.set(secret, NONCE_DOMAIN.length);
  new DataView(message.buffer).setUint32(NONCE_DOMAIN.length + GATE_SECRET_BYTES, step);
  return sha256(message).slice(0, CHALLENGE_NONCE_BYTES);
}

/** The text of the code a gate shows. */
export function challengeCode({ eventId, step, nonce }: GateChallenge): string {
  if (nonce.length !== CHALLENGE_NONCE_BYTES) throw new RangeError('a nonce has 16 bytes');
  const bytes = new Uint8Array(CHALLENGE_BYTES);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, eventId);
  view.setUint32(8, step);
  bytes.set(nonce, 12);
  return CHALLENGE_PREFIX + encodeBase45(bytes);
}

/** The challenge in a scanned text, or undefined when it is none. */
export function readChallengeCode(scanned: string): GateChallenge | undefined {
  const text = scanned.replace(/[\r\n]+$/, '');
  if (text.length !== CHALLENGE_CODE_CHARS || !text.startsWith(CHALLENGE_PREFIX)) return undefined;
  const bytes = decodeBase45(text.slice(CHALLENGE_PREFIX.length));
  if (bytes?.length !== CHALLENGE_BYTES) return undefined;
  const view = new DataView(bytes.buffer);
  return { eventId: view.getBigUint64(0), step: view.getUint32(8), nonce: bytes.slice(12) };
}

/** What the phone signs to answer. */
export function answerMessage(challenge: GateChallenge, registrationId: bigint): Uint8Array {
  const message = new Uint8Array(ANSWER_DOMAIN.length + 36);
  message.set(ANSWER_DOMAIN);
  const view = new DataView(message.buffer, ANSWER_DOMAIN.length);
  view.setBigUint64(0, challenge.eventId);
  view.setBigUint64(8, registrationId);
  view.setUint32(16, challenge.step);
  message.set(challenge.nonce, ANSWER_DOMAIN.length + 20);
  return message;
}

/** The answer as a payload (form 6). */
export function answerPayload(answer: ChallengeAnswer): Uint8Array {
  const { registrationId, step, nonce, signature } = answer;
  if (nonce.length !== CHALLENGE_NONCE_BYTES || signature.length !== 64) {
    throw new RangeError('a nonce has 16 bytes, a signature 64');
  }
  const payload = new Uint8Array(ANSWER_BYTES);
  const view = new DataView(payload.buffer);
  view.setUint8(0, ANSWER_FORM);
  view.setBigUint64(1, registrationId);
  view.setUint32(9, step);
  payload.set(nonce, 13);
  payload.set(signature, 29);
  return payload;
}

/** The parts of a payload of form 6, none of them checked. @param payload 93 bytes. */
export function readAnswer(payload: Uint8Array): ChallengeAnswer {
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  return {
    registrationId: view.getBigUint64(1),
    step: view.getUint32(9),
    nonce: payload.slice(13, 29),
    signature: payload.slice(29),
  };
}
