import { ed25519 } from '@noble/curves/ed25519';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import vectors from '../vectors/gate-challenge.json' with { type: 'json' };
import {
  answerMessage,
  answerPayload,
  challengeCode,
  gateNonce,
  readAnswer,
  readChallengeCode,
} from './gate-challenge.ts';
import { readCredential } from './pass.ts';

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));
const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('the challenge of a gate', () => {
  test.each(vectors.challenges)('and its answer have these bytes: $name', (vector) => {
    const { step } = vector;
    const [eventId, registrationId] = [BigInt(vector.eventId), BigInt(vector.registrationId)];
    const nonce = gateNonce(hex(vector.secret), step);
    expect(toHex(nonce)).toBe(vector.nonce);
    expect(challengeCode({ eventId, step, nonce })).toBe(vector.code);
    expect(readChallengeCode(`${vector.code}\r\n`)).toEqual({ eventId, step, nonce });
    const message = answerMessage({ eventId, step, nonce }, registrationId);
    expect(toHex(message)).toBe(vector.message);
    const signature = ed25519.sign(message, hex(vector.privateKey));
    expect(toHex(signature)).toBe(vector.signature);
    const answer = { registrationId, step, nonce, signature };
    expect(toHex(answerPayload(answer))).toBe(vector.payload);
    expect(readAnswer(hex(vector.payload))).toEqual(answer);
    expect(readCredential(hex(vector.payload))).toEqual({ form: 'answer', ...answer });
  });

  test('differs from step to step and from gate to gate', () => {
    const [one, two] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
    const nonces = [gateNonce(one, 1), gateNonce(one, 2), gateNonce(two, 1)].map(toHex);
    expect(new Set(nonces).size).toBe(3);
  });

  test('is not read from any other text', () => {
    const { code } = vectors.challenges[0];
    for (const text of [
      '',
      code.slice(1),
      code.slice(0, -1),
      `${code}0`,
      code.replace('QG1', 'QK1'),
    ])
      expect(readChallengeCode(text)).toBeUndefined();
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (noise) => {
        expect(readChallengeCode(noise)).toBeUndefined();
      }),
    );
  });
});
