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
  },
  deeds: { events: 16, week: 17, streak: 18, onTimeReturns: 19 },
  event: { organizer: who, arrived: 20, promisedE8s: 21n },
  id: 22n,
} as const;

test.each(Object.entries(full))('%s is written and read as it was first stored', (name, value) => {
  const codec = codecs[name as keyof typeof codecs];
  const bytes = fixtures[name as keyof typeof fixtures];
  expect(Buffer.from(codec.encode(value as never)).toString('hex')).toBe(bytes);
  expect(codec.decode(Uint8Array.from(Buffer.from(bytes, 'hex')))).toEqual(value);
});
