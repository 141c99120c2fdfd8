import { Principal } from '@dfinity/principal';
import { expect, test } from 'vitest';
import fixtures from './rows.fixtures.json' with { type: 'json' };
import { codecs } from './rows.ts';

const who = Principal.fromText('2vxsx-fae');
const account = { owner: who, subaccount: new Uint8Array(32).fill(7) };
const full = {
  badge: {
    owner: account,
    designId: 1n,
    earnedBy: who,
    edition: 2,
    mintedAtNs: 3n,
    eventId: 4n,
    registrationId: 5n,
    soulbound: true,
    transfers: 6,
  },
  approvals: [
    { spender: account, from: account, expiresAtNs: 7n, memo: Uint8Array.of(8), createdAtNs: 9n },
  ],
  design: {
    name: 'Zoë’s day',
    description: 'Was there.',
    criterion: { kind: 'EarlyBird', eventId: 10n, count: 11 },
    soulbound: false,
    rewardE8s: 12n,
    supply: 13,
    season: '2026',
    hue: 240,
    creator: who,
    createdAtNs: 14n,
    retired: true,
    minted: 15,
    burned: 1,
    royaltyBasisPoints: 250,
  },
  artDue: { transfers: 9 },
  deeds: { events: 16, week: 17, streak: 18, onTimeReturns: 19, inWeek: 2, organized: 3 },
  event: { organizer: who, arrived: 20, promisedE8s: 21n, organized: true },
  visit: { eventId: 1n, holder: who, place: 2, atNs: 3n },
  listing: { number: 1n, seller: who, priceE8s: 2n, listedAtNs: 3n, expiresAtNs: 4n },
  offer: { badgeId: 1n, buyer: who, priceE8s: 2n, madeAtNs: 3n, expiresAtNs: 4n },
  swap: { offeredId: 1n, wantedId: 2n, proposer: who, madeAtNs: 3n, expiresAtNs: 4n },
  reservation: { kind: 'Swap', id: 5n },
  sale: {
    badgeId: 1n,
    seller: who,
    buyer: who,
    designer: who,
    priceE8s: 2n,
    royaltyE8s: 3n,
    step: 'PayDesigner',
    atNs: 4n,
    looking: true,
    lookFrom: 5n,
    reason: 'why',
  },
  id: 22n,
} as const;

test.each(Object.entries(full))('%s is written and read as it was first stored', (name, value) => {
  const codec = codecs[name as keyof typeof codecs];
  const bytes = fixtures[name as Exclude<keyof typeof fixtures, 'version1'>];
  expect(Buffer.from(codec.encode(value as never)).toString('hex')).toBe(bytes);
  expect(codec.decode(Uint8Array.from(Buffer.from(bytes, 'hex')))).toEqual(value);
});

test('designs, deeds and events of version 1 are read with nothing in what came later', () => {
  const old = (name: keyof typeof fixtures.version1) =>
    Uint8Array.from(Buffer.from(fixtures.version1[name], 'hex'));
  expect(codecs.design.decode(old('design'))).toEqual({
    ...full.design,
    burned: 0,
    royaltyBasisPoints: 0,
  });
  expect(codecs.deeds.decode(old('deeds'))).toEqual({ ...full.deeds, inWeek: 1, organized: 0 });
  expect(codecs.event.decode(old('event'))).toEqual({ ...full.event, organized: false });
});
