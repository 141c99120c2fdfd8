import { ed25519 } from '@noble/curves/ed25519';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import vectors from '../vectors/pass.json' with { type: 'json' };
import { ANSWER_BYTES } from './gate-challenge.ts';
import {
  PASS_BYTES,
  passMessage,
  passPayload,
  passStepAt,
  passStepStartNs,
  readCredential,
  TOKEN_PASS_BYTES,
  tokenPassPayload,
} from './pass.ts';

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));
const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const SECOND = 1_000_000_000n;

describe('rotating pass', () => {
  test.each(vectors.passes)('has these bytes: $name', (vector) => {
    const { step } = vector;
    const registrationId = BigInt(vector.registrationId);
    const token = vector.token === undefined ? undefined : hex(vector.token);
    const message = passMessage(BigInt(vector.eventId), registrationId, step, token);
    expect(toHex(message)).toBe(vector.message);
    // RFC 8032 signatures are deterministic: every signer gives these bytes.
    const signature = ed25519.sign(message, hex(vector.privateKey));
    expect(toHex(signature)).toBe(vector.signature);
    const payload = token
      ? tokenPassPayload(token, step, signature)
      : passPayload({ registrationId, step, signature });
    expect(toHex(payload)).toBe(vector.payload);
    expect(toHex(ed25519.getPublicKey(hex(vector.privateKey)))).toBe(vector.publicKey);
    expect(readCredential(payload)).toEqual(
      token
        ? { form: 'token_pass', token, step, signature }
        : { form: 'pass', registrationId, step, signature },
    );
  });

  test('is of the step its moment lies in', () => {
    expect(passStepAt(0n)).toBe(0);
    expect(passStepAt(15n * SECOND - 1n)).toBe(0);
    expect(passStepAt(15n * SECOND)).toBe(1);
    expect(passStepStartNs(passStepAt(1_800_000_007n * SECOND))).toBe(1_800_000_000n * SECOND);
  });

  test('a signature or token of another length is a mistake of the program', () => {
    const short = new Uint8Array(63);
    expect(() => passPayload({ registrationId: 1n, step: 1, signature: short })).toThrow(
      RangeError,
    );
    expect(() => tokenPassPayload(new Uint8Array(47), 1, new Uint8Array(64))).toThrow(RangeError);
  });

  test('arbitrary bytes never throw and have a form only with its length and first byte', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 130 }),
        fc.integer({ min: 0, max: 9 }),
        (noise, form) => {
          const payload = Uint8Array.from([form, ...noise]);
          const lengths: Record<number, number[]> = {
            1: [47],
            2: [PASS_BYTES],
            3: [TOKEN_PASS_BYTES],
            4: [25],
            5: [5, 8, 11],
            6: [ANSWER_BYTES],
          };
          const known = lengths[form]?.includes(payload.length) ?? false;
          expect(readCredential(payload) !== undefined).toBe(known);
        },
      ),
    );
  });
});
