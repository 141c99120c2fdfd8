import { expect, test } from 'vitest';
import { problemOfEmail } from './email.ts';

const bytes = (length: number) => new Uint8Array(length);
const hashed = (salt: number, hash: number) =>
  problemOfEmail({ Hashed: { salt: bytes(salt), hash: bytes(hash) } });

test('a hash counts with a salt that cannot be guessed', () => {
  expect(hashed(16, 32)).toBeUndefined();
  expect(hashed(32, 32)).toBeUndefined();
  for (const [salt, hash] of [
    [0, 32],
    [15, 32],
    [33, 32],
    [16, 20],
    [16, 33],
  ]) {
    expect(hashed(salt, hash)).toBeDefined();
  }
});

test('an encrypted address is bounded and not empty', () => {
  expect(problemOfEmail({ Encrypted: bytes(1_024) })).toBeUndefined();
  expect(problemOfEmail({ Encrypted: bytes(0) })).toBeDefined();
  expect(problemOfEmail({ Encrypted: bytes(1_025) })).toBeDefined();
});
