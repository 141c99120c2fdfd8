/** Rows as they were stored by the first version: every later one must read them. */
import { Principal } from '@dfinity/principal';
import { expect, test } from 'vitest';
import { codecs } from './rows.ts';

const ada = Principal.fromUint8Array(Uint8Array.of(1, 2, 3));
const bob = Principal.fromUint8Array(Uint8Array.of(4));
const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'));
const hex = (row: Uint8Array) => Buffer.from(row).toString('hex');

test('a user of version 1 has not signed in and is in no list yet', () => {
  const user = { displayName: 'Zoë', createdAtNs: 7n, lastSignInAtNs: undefined, listed: false };
  expect(codecs.user.decode(bytes('0100045a6fc3ab0000000000000007'))).toEqual(user);
});

test('a user of version 2', () => {
  const row = `0200045a6fc3ab0000000000000007${'010000000000000009'}01`;
  const user = { displayName: 'Zoë', createdAtNs: 7n, lastSignInAtNs: 9n, listed: true };
  expect(codecs.user.decode(bytes(row))).toEqual(user);
  expect(hex(codecs.user.encode(user))).toBe(row);
});

test('an e-mail of version 1', () => {
  const row = '01' + '00' + '0002' + 'abcd' + '0001' + 'ef';
  const email = { form: 'Hashed', salt: bytes('abcd'), content: bytes('ef') } as const;
  expect(codecs.email.decode(bytes(row))).toEqual(email);
  expect(hex(codecs.email.encode(email))).toBe(row);
});

test('a transfer of version 1 moves all roles; of version 2, those of an event', () => {
  const row = ['01', '03010203', '0104', '0104', '0000000000000007', '00', '00', '02', '00000003'];
  const { from, to, requestedBy, ...rest } = codecs.transfer.decode(bytes(row.join('')));
  expect([from, to, requestedBy].map((p) => p.toHex())).toEqual(
    [ada, bob, bob].map((p) => p.toHex()),
  );
  const open = { approvedBy: undefined, approvedAtNs: undefined };
  const known = { requestedAtNs: 7n, ...open, outcome: 'cancelled', moved: 3 };
  expect(rest).toEqual({ ...known, eventId: undefined });
  const second = `02${row.slice(1).join('')}010000000000000009`;
  const ofEvent = codecs.transfer.encode({ from, to, requestedBy, ...rest, eventId: 9n });
  expect(hex(ofEvent)).toBe(second);
  expect(codecs.transfer.decode(bytes(second))).toMatchObject({ ...known, eventId: 9n });
});

test('a listed principal of version 1', () => {
  expect(codecs.principal.decode(bytes('0103010203')).toHex()).toBe(ada.toHex());
  expect(hex(codecs.principal.encode(ada))).toBe('0103010203');
});

test('a grant of version 1', () => {
  const row = [
    '01',
    '0000000000000005',
    '03010203',
    '02',
    '000000000000002a',
    '0104',
    '0000000000000009',
    '010000000000000063',
  ].join('');
  const { principal, grantedBy, ...rest } = codecs.grant.decode(bytes(row));
  expect([principal.toHex(), grantedBy.toHex()]).toEqual([ada.toHex(), bob.toHex()]);
  expect(rest).toEqual({ id: 5n, role: 'staff', scope: 42n, grantedAtNs: 9n, expiresAtNs: 99n });
  expect(hex(codecs.grant.encode({ principal, grantedBy, ...rest }))).toBe(row);
});

test('a role change of version 1', () => {
  const row = '01000000000000000800010002abcd';
  const change = { atNs: 8n, kind: 1, body: bytes('abcd') };
  expect(codecs.roleChange.decode(bytes(row))).toEqual(change);
  expect(hex(codecs.roleChange.encode(change))).toBe(row);
});

test('a session of version 1', () => {
  const row = [
    '01',
    '03010203',
    'ab'.repeat(32),
    '0005' + '50686f6e65',
    '02',
    '0000000000000007',
    '0000000000000008',
  ].join('');
  const { principal, ...rest } = codecs.session.decode(bytes(row));
  expect(principal.toHex()).toBe(ada.toHex());
  const idHash = bytes('ab'.repeat(32));
  const times = { createdAtNs: 7n, lastUsedAtNs: 8n };
  expect(rest).toEqual({ idHash, deviceName: 'Phone', deviceKind: 'Computer', ...times });
  expect(hex(codecs.session.encode({ principal, ...rest }))).toBe(row);
});

test('a security event of version 1', () => {
  const row = ['01', '0000000000000007', '06', '03010203', '0104', '0001', '78'].join('');
  const { principal, by, ...rest } = codecs.securityEvent.decode(bytes(row));
  expect([principal.toHex(), by.toHex()]).toEqual([ada.toHex(), bob.toHex()]);
  expect(rest).toEqual({ atNs: 7n, kind: 'suspended', detail: 'x' });
  expect(hex(codecs.securityEvent.encode({ principal, by, ...rest }))).toBe(row);
});

test('a signing key of version 1, in use and replaced', () => {
  const rest = ['bb'.repeat(32), '0001' + '6b', '0000000000000007', '0003' + '612e62'].join('');
  const row = { publicKey: bytes('bb'.repeat(32)), kid: 'k', createdAtNs: 7n, certificate: 'a.b' };
  const used = { secret: bytes('aa'.repeat(32)), ...row, replacedAtNs: undefined };
  const replaced = { secret: undefined, ...row, replacedAtNs: 9n };
  for (const [stored, value] of [
    [`0101${'aa'.repeat(32)}${rest}00`, used],
    [`0100${rest}010000000000000009`, replaced],
  ] as const) {
    expect(codecs.signingKey.decode(bytes(stored))).toEqual(value);
    expect(hex(codecs.signingKey.encode(value))).toBe(stored);
  }
});

test('a root key of version 1', () => {
  const row = '01' + '0005' + '6b65795f31' + '0002' + 'abcd';
  const value = { name: 'key_1', publicKey: bytes('abcd') };
  expect(codecs.rootKey.decode(bytes(row))).toEqual(value);
  expect(hex(codecs.rootKey.encode(value))).toBe(row);
});

test('numbers, flags and the number of the current key, version 1', () => {
  expect(codecs.id.decode(bytes('01000000000000002a'))).toBe(42n);
  expect(codecs.flag.decode(bytes('0101'))).toBe(true);
  expect(codecs.keyNumber.decode(bytes('0100000003'))).toBe(3);
  expect(
    [codecs.id.encode(42n), codecs.flag.encode(true), codecs.keyNumber.encode(3)].map(hex),
  ).toEqual(['01000000000000002a', '0101', '0100000003']);
});
