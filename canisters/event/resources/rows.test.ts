import { Principal } from '@dfinity/principal';
import { expect, test } from 'vitest';
import fixtures from './rows.fixtures.json' with { type: 'json' };
import { resourceCodecs } from './rows.ts';

const who = Principal.fromText('2vxsx-fae');
const owner = { person: undefined, eventId: 2n };
const full = {
  resource: {
    owner: { person: who, eventId: undefined },
    name: 'Bohrmaschine für Löcher',
    category: 'Tools',
    description: 'Two batteries.',
    quantity: 3,
    condition: 'Good',
    visibility: 'Unlisted',
    terms: {
      maxLoanSeconds: 7_200,
      maxExtensions: 2,
      borrowers: 'Inside',
      selfService: true,
      selfReturn: false,
      approval: true,
      reservable: true,
      perPersonMax: 4,
      depositE8s: 5n,
      text: 'Bring it back clean.',
    },
    parts: [{ resourceId: 6n, count: 7 }],
    images: [{ contentType: 'image/png', bytes: 8, version: 9 }],
    retired: true,
    createdAtNs: 10n,
    version: 11,
    label: '0123456789',
  },
  loan: {
    resourceId: 12n,
    owner,
    borrower: who,
    count: 13,
    items: [{ resourceId: 14n, count: 15 }],
    state: 'Returned',
    method: 'nfc',
    returnMethod: 'api',
    borrowedAtNs: 16n,
    dueAtNs: 17n,
    overdueAtNs: 18n,
    closedAtNs: 19n,
    extensions: 20,
    conditionOut: 'New',
    conditionIn: 'Damaged',
    acceptedAtNs: 21n,
    handedOutBy: who,
    receivedBy: who,
    reservationId: 22n,
    deposit: 'Claimed',
    byPass: true,
  },
  reservation: {
    resourceId: 23n,
    owner,
    holder: who,
    count: 24,
    items: [{ resourceId: 25n, count: 26 }],
    fromNs: 27n,
    untilNs: 28n,
    state: 'Expired',
    loanId: 29n,
    createdAtNs: 30n,
  },
  resourceFeedEntry: { atNs: 31n, kind: 'Damaged', quantity: 32, available: 33 },
  done: { atNs: 34n, kind: 'Returned', loanId: 35n },
  damage: {
    resourceId: 36n,
    loanId: 37n,
    by: who,
    atNs: 38n,
    before: 'Worn',
    after: 'Damaged',
    note: 'The chuck is bent.',
    settledAtNs: 39n,
    images: [{ contentType: 'image/jpeg', bytes: 60, version: 61 }],
  },
  deposit: {
    ...{ resourceId: 51n, payer: who, lender: who, amount: 52n, heldAtNs: 53n, untilNs: 54n },
    ...{ loanId: 55n, settlesAtNs: 56n, settledAtNs: 57n, kept: 58n },
  },
  stockAudit: {
    owner,
    by: who,
    startedAtNs: 40n,
    finishedAtNs: 41n,
    expected: 42,
    seen: 43,
    scans: 44,
  },
  stockAuditLine: { expected: 45, seen: 46, condition: 'Worn', foreign: true },
  resourceImage: Uint8Array.of(49, 50),
  resourceId: 47n,
  resourceCount: 48,
  resourceNonce: new Uint8Array(16).fill(3),
} as const;

// A row that was ever stored must be readable for ever: never change a fixture, add one.
test.each(Object.entries(fixtures))('rows of %s from the first version are read', (name, hex) => {
  const codec = resourceCodecs[name as keyof typeof resourceCodecs];
  const stored = Uint8Array.from(Buffer.from(hex, 'hex'));
  expect(codec.decode(stored)).toEqual(full[name as keyof typeof full]);
});

test('a loan of version 1 is believed to have been handed to its borrower', () => {
  const row =
    '01000000000000000c0001000000000000000201040000000d0001000000000000000e0000000f02020103000000000000001000000000000000110100000000000000120100000000000000130000001400010301000000000000001501040101040100000000000000160103';
  const stored = Uint8Array.from(Buffer.from(row, 'hex'));
  expect(resourceCodecs.loan.decode(stored)).toEqual({ ...full.loan, byPass: true });
});

test('a report of damage of version 1 has no pictures', () => {
  const row =
    '010000000000000024010000000000000025010400000000000000260203001254686520636875636b2069732062656e742e010000000000000027';
  const stored = Uint8Array.from(Buffer.from(row, 'hex'));
  expect(resourceCodecs.damage.decode(stored)).toEqual({ ...full.damage, images: [] });
});

test('every kind of row has a fixture', () => {
  expect(Object.keys(fixtures).sort()).toEqual(Object.keys(resourceCodecs).sort());
});
