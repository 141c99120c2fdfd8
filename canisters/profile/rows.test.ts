import { Principal } from '@dfinity/principal';
import { expect, test } from 'vitest';
import fixtures from './rows.fixtures.json' with { type: 'json' };
import { codecs } from './rows.ts';

const who = Principal.fromText('2vxsx-fae');
const other = Principal.fromUint8Array(Uint8Array.of(1, 2, 3));
const full = {
  member: { sinceNs: 1n },
  profile: {
    username: 'ada_l',
    usernameSetAtNs: 2n,
    bio: 'Zoë',
    links: [{ label: 'Home', url: 'https://a.example' }],
    theme: 'Dark',
    privacy: {
      bio: 'Public',
      links: 'Connections',
      avatar: 'OnlyMe',
      attendance: 'OnlyMe',
      reputation: 'Connections',
      achievements: 'Public',
      connections: 'Connections',
    },
    suggestMe: true,
    avatar: { contentType: 'image/webp', width: 64, height: 48, bytes: 999, version: 3 },
  },
  username: { name: 'ada_l', owner: who, heldUntilNs: 3n },
  avatar: Uint8Array.of(1, 2, 3),
  side: { state: 'received', blocked: true, quietUntilNs: 4n, sinceNs: 5n },
  linkCounts: { Connected: 1, Received: 2, Sent: 3, Blocked: 4 },
  journalBounds: { first: 6n, next: 7n, gone: 1n },
  attendance: {
    eventId: 8n,
    registeredAtNs: 9n,
    firstEnteredAtNs: 10n,
    lastPassageAtNs: 11n,
    entries: 12,
    inside: true,
  },
  scan: {
    atNs: 13n,
    eventId: 14n,
    gate: 'North',
    entering: true,
    registrationId: 30n,
    refused: 'Expired',
  },
  achievement: { atNs: 15n, tokenId: 16n, eventId: 17n, name: 'First' },
  deed: { kind: 'ReturnedLate', atNs: 18n, subject: 19n },
  notification: {
    kind: 'AchievementReceived',
    atNs: 20n,
    read: true,
    person: other,
    eventId: 21n,
    detail: 'First',
    untilNs: 30n,
    resourceId: 31n,
    amount: 32n,
  },
  inbox: { unread: 22, readThrough: 23n },
  preferences: { inboxOff: 1, pushOff: 31 },
  push: [
    {
      endpoint: 'https://push.example/1',
      p256dh: Uint8Array.of(4, 5),
      auth: Uint8Array.of(6),
      name: 'Phone',
    },
  ],
  report: {
    atNs: 24n,
    reporter: who,
    person: other,
    reason: 'Other',
    note: 'Hm',
    resolution: { outcome: 'ActionTaken', note: 'Ok', by: other, atNs: 29n },
  },
  erasure: { atNs: 25n, done: true, removed: 26 },
  sealedField: { sealed: Uint8Array.of(7, 8), updatedAtNs: 28n },
  flag: true,
  vetKey: { name: 'key_1', publicKey: Uint8Array.of(9) },
  firstRun: { named: true, consent: { version: 1, atNs: 28n }, finished: false },
  number: 27n,
  relay: other,
} as const;

// A row that was ever stored must be readable for ever: never change a fixture, add one.
test.each(Object.entries(fixtures))('rows of %s from the first version are read', (name, hex) => {
  const codec = codecs[name as keyof typeof codecs];
  const stored = Uint8Array.from(Buffer.from(hex, 'hex'));
  expect(codec.decode(stored)).toEqual(full[name as keyof typeof full]);
  expect(Buffer.from(codec.encode(full[name as keyof typeof full] as never)).toString('hex')).toBe(
    hex,
  );
});

test('a report of version 1 is one that nobody has decided', () => {
  const row = Buffer.from('010000000000000018010403010203040002486d', 'hex');
  expect(codecs.report.decode(Uint8Array.from(row))).toEqual({
    ...full.report,
    resolution: undefined,
  });
});

test('a notification of version 1 is about no thing and has no time left', () => {
  const row = '0104000000000000001401010301020301000000000000001500054669727374';
  expect(codecs.notification.decode(Uint8Array.from(Buffer.from(row, 'hex')))).toEqual({
    ...full.notification,
    untilNs: undefined,
    resourceId: undefined,
    amount: undefined,
  });
});

test('a notification of version 2 is about no amount', () => {
  const row =
    '020400000000000000140101030102030100000000000000150005466972737401000000000000001e01000000000000001f';
  expect(codecs.notification.decode(Uint8Array.from(Buffer.from(row, 'hex')))).toEqual({
    ...full.notification,
    amount: undefined,
  });
});

test('a journal of version 1 has all of its entries', () => {
  const row = Uint8Array.from(Buffer.from('0100000000000000060000000000000007', 'hex'));
  expect(codecs.journalBounds.decode(row)).toEqual({ first: 6n, next: 7n, gone: 0n });
});

test('a scan of version 1 went through, at a place that nobody noted', () => {
  const row = Uint8Array.from(
    Buffer.from('01000000000000000d000000000000000e00054e6f72746801', 'hex'),
  );
  expect(codecs.scan.decode(row)).toEqual({
    ...full.scan,
    registrationId: undefined,
    refused: undefined,
  });
});

test('a push subscription of version 1 has no name', () => {
  const row = '010001001668747470733a2f2f707573682e6578616d706c652f3100020405000106';
  expect(codecs.push.decode(Uint8Array.from(Buffer.from(row, 'hex')))).toEqual([
    { ...full.push[0], name: undefined },
  ]);
});

test('every kind of row has a fixture', () => {
  expect(Object.keys(fixtures).sort()).toEqual(Object.keys(codecs).sort());
});
