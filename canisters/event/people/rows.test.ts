import { Principal } from '@dfinity/principal';
import { expect, test } from 'vitest';
import fixtures from './rows.fixtures.json' with { type: 'json' };
import { codecs } from './rows.ts';

const who = Principal.fromText('2vxsx-fae');
const hash = new Uint8Array(32).fill(7);
const full = {
  eventSettings: {
    visibility: 'Private',
    address: 'Main street 1',
    room: 'Hall 2',
    approval: true,
    waitlist: true,
    acceptWithinSeconds: 600,
    invitationHash: hash,
    imageType: 'image/webp',
    imageVersion: 3,
    seriesId: 4n,
    rule: 'FREQ=WEEKLY',
    cancelledAtNs: 5n,
    cancelReason: 'Storm',
    ticketTypes: 2,
  },
  questions: [
    {
      number: 1,
      text: 'Diet?',
      kind: 'Choice',
      choices: ['All', 'Vegan'],
      required: true,
      atDoor: false,
    },
  ],
  tally: { waiting: 1, applied: 2, held: 3 },
  ticketType: {
    name: 'Seat',
    colour: '#5b5bf6',
    capacity: 9,
    salesFromNs: 1n,
    salesUntilNs: 2n,
    validFromNs: 3n,
    validUntilNs: 4n,
    approval: true,
    hidden: true,
    taken: 5,
    withdrawn: true,
  },
  image: Uint8Array.of(1, 2, 3),
  application: {
    eventId: 1n,
    holder: who,
    displayName: 'Zoë',
    ticketType: 2,
    state: 'Offered',
    offeredUntilNs: 3n,
    appliedAtNs: 4n,
  },
  guestCard: { note: 'Nuts', attention: 'Table 4', answers: [{ question: 1, answer: 'Vegan' }] },
  handOver: { registrationId: 1n, kind: 'transfer', expiresAtNs: 2n },
  teamMember: { role: 'staff', namedAtNs: 1n },
  membershipPlan: {
    organizer: who,
    name: 'Season pass',
    validFromNs: 1n,
    validUntilNs: 2n,
    events: [3n, 4n],
    ticketTypeName: 'Seat',
  },
  membership: { planId: 1n, holder: who, givenAtNs: 2n, withdrawn: true },
  id: 23n,
  hash,
} as const;

// A row that was ever stored must be readable for ever: never change a fixture, add one.
test.each(Object.entries(fixtures))('stored rows of %s are read', (name, hex) => {
  const codec = codecs[name as keyof typeof codecs];
  const stored = Uint8Array.from(Buffer.from(hex, 'hex'));
  expect(codec.decode(stored)).toEqual(full[name as keyof typeof full]);
});

test('every kind of row has a fixture', () => {
  expect(Object.keys(fixtures).sort()).toEqual(Object.keys(codecs).sort());
});
