import { expect, test } from 'vitest';
import { rosterEntryCodec } from './certified-rows.ts';

const plain = {
  ...{ registrationId: 7n, version: 3n, displayName: 'Zoë', ticketType: 2 },
  status: 'Valid' as const,
  holderKey: new Uint8Array(32).fill(9),
  photoHash: undefined,
};
const key = '09'.repeat(32);
/** As it was written before there were pictures: never change it. */
const first = `01000000000000000700000000000000030001${key}00045a6fc3ab00000002`;
const hash = '07'.repeat(32);
const second = `0200000000000000070000000000000003000000045a6fc3ab0000000201${hash}`;
const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'));

test('an entry of the first version is read, and has no picture', () => {
  expect(rosterEntryCodec.decode(bytes(first))).toEqual(plain);
});

test('an entry without a picture is written as readers of the first version know it', () => {
  expect(Buffer.from(rosterEntryCodec.encode(plain)).toString('hex')).toBe(first);
});

test('an entry with a picture names its hash', () => {
  const entry = { ...plain, holderKey: undefined, photoHash: bytes(hash) };
  expect(rosterEntryCodec.decode(bytes(second))).toEqual(entry);
  expect(Buffer.from(rosterEntryCodec.encode(entry)).toString('hex')).toBe(second);
});

test('an entry of a version from the future is not guessed at', () => {
  expect(() => rosterEntryCodec.decode(bytes(`03${first.slice(2)}`))).toThrow(RangeError);
});
