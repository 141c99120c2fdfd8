import { Principal } from '@dfinity/principal';
import { expect, test } from 'vitest';
import fixtures from './rows.fixtures.json' with { type: 'json' };
import { codecs } from './rows.ts';

const who = Principal.fromText('2vxsx-fae');
const registered = {
  eventId: 5n,
  holder: who,
  displayName: 'Zoë',
  registeredAtNs: 6n,
  inside: true,
  enteredAtNs: 7n,
  enteredGate: 'North',
  leftAtNs: 8n,
  revoked: false,
};
const feedEntry = {
  atNs: 17n,
  kind: 'Refused',
  gate: 'North',
  registered: 3,
  arrived: 2,
  inside: 1,
} as const;
const full = {
  eventTexts: {
    name: 'Community day',
    description: 'Come and see.',
    location: 'Zürich',
    timeZone: 'Europe/Zurich',
    createdAtNs: 1n,
  },
  eventDoor: {
    organizer: who,
    status: 'published',
    startsAtNs: 2n,
    endsAtNs: 3n,
    doorsOpenNs: 1n,
    capacity: 50,
    registered: 4,
    arrived: 3,
    inside: 2,
    feedLength: 9n,
  },
  registration: { ...registered, cancelled: false, ticketType: 0, attention: false },
  'registration@2': {
    ...registered,
    revoked: true,
    cancelled: true,
    ticketType: 3,
    attention: true,
  },
  token: {
    issued: new Uint8Array(47).fill(1),
    issuedAtNs: 9n,
    used: { atNs: 10n, gate: 'North', device: who },
    revokedAtNs: 11n,
  },
  device: {
    eventId: 12n,
    name: 'Reader',
    gate: 'North',
    pairedAtNs: 13n,
    lastSeenNs: 14n,
    revoked: true,
  },
  pairing: { eventId: 15n, name: 'Reader', gate: 'North', expiresAtNs: 16n, usedBy: who },
  feedEntry: { ...feedEntry, registrationId: undefined },
  'feedEntry@2': { ...feedEntry, kind: 'Ended', registrationId: 34n },
  answer: {
    capturedAtNs: 18n,
    device: who,
    kind: 'Refused',
    registrationId: 19n,
    atNs: 20n,
    gate: 'North',
    inside: 21,
    refusal: 'HolderSuspended',
    refusalAtNs: 22n,
    refusalText: 'South',
    conflictId: 0n,
  },
  erasure: { erasedAtNs: 25n, after: 26n },
  id: 23n,
  count: 24,
  nonce: new Uint8Array(16).fill(2),
  holderKey: { publicKey: new Uint8Array(32).fill(3), boundAtNs: 25n },
  passPolicy: { possession: 'GateChallenge', checkedBy: 'Canister', plainCards: true },
  codeUse: { atNs: 26n, gate: 'North' },
  gateSecret: new Uint8Array(32).fill(4),
  rosterVersion: { version: 31n, valid: true },
  rosterHead: { version: 32n, valid: 33 },
  cardKeys: { metaKey: new Uint8Array(16).fill(5), masterKey: new Uint8Array(16).fill(6) },
  card: {
    registrationId: 27n,
    kind: 'Plain',
    status: 'Replaced',
    counter: 28,
    boundAtNs: 29n,
    used: { atNs: 30n, gate: 'North' },
  },
} as const;

// A row that was ever stored must be readable for ever: never change a fixture, add one.
test.each(Object.entries(fixtures))('stored rows of %s are read', (name, hex) => {
  const codec = codecs[name.split('@')[0] as keyof typeof codecs];
  const stored = Uint8Array.from(Buffer.from(hex, 'hex'));
  expect(codec.decode(stored)).toEqual(full[name as keyof typeof full]);
});

test('every kind of row has a fixture', () => {
  const kinds = new Set(Object.keys(fixtures).map((name) => name.split('@')[0]));
  expect([...kinds].sort()).toEqual(Object.keys(codecs).sort());
});
