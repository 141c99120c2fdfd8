import { chmodSync, mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { deviceIdentity } from './device-key.ts';
import { looksLikePairingCode } from './enroll.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'qikpoint-key-'));
  path = join(folder, 'device.key');
});
const idOf = () => deviceIdentity(path).getPrincipal().toText();

test('the key is made on first start, for its owner only, and is the same ever after', () => {
  const first = idOf();
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(idOf()).toBe(first);
  expect(readdirSync(folder)).toEqual(['device.key']);
});

test('a key that others can read is refused with what to do', () => {
  idOf();
  for (const mode of [0o640, 0o604, 0o660, 0o601]) {
    chmodSync(path, mode);
    expect(idOf).toThrow(/can be read by others \(mode 6\d\d\)\. Run chmod 600/);
  }
});

test('a damaged key is not replaced silently: the device would be another one', () => {
  writeFileSync(path, '{"half', { mode: 0o600 });
  expect(idOf).toThrow('is damaged');
});

test('what cannot be a pairing code is not sent', () => {
  expect([' abcd2345 ', 'ABCD-2345', 'abcd 2345'].every(looksLikePairingCode)).toBe(true);
  expect(['', 'ABC', 'ABCD23456', 'ABCD 345', 'ABCD234!'].some(looksLikePairingCode)).toBe(false);
});
