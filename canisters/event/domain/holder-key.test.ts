import { ed25519 } from '@noble/curves/ed25519';
import { expect, test } from 'vitest';
import { isSigned, problemOfPublicKey } from './holder-key.ts';

const secret = new Uint8Array(32).fill(1);
const publicKey = ed25519.getPublicKey(secret);

test('the key of a phone is accepted, and its signatures of exactly these bytes', () => {
  const message = Uint8Array.of(1, 2, 3);
  const signature = ed25519.sign(message, secret);
  expect(problemOfPublicKey(publicKey)).toBeUndefined();
  expect(isSigned(publicKey, message, signature)).toBe(true);
  expect(isSigned(publicKey, Uint8Array.of(1, 2, 4), signature)).toBe(false);
});

test.each<[string, Uint8Array]>([
  ['nothing', new Uint8Array()],
  ['31 bytes', publicKey.slice(1)],
  ['bytes that are no point', new Uint8Array(32).fill(0xff)],
  [
    'the neutral point, under which a signature says nothing',
    Uint8Array.of(1, ...new Uint8Array(31)),
  ],
  ['a point of order four', new Uint8Array(32)],
])('%s is no key of a phone', (_, bytes) => {
  expect(problemOfPublicKey(bytes)).toHaveProperty('Invalid');
});

test('a signature that is no signature is wrong, not a failure', () => {
  for (const junk of [new Uint8Array(), new Uint8Array(64), new Uint8Array(64).fill(0xff)]) {
    expect(isSigned(publicKey, Uint8Array.of(1), junk)).toBe(false);
  }
});
