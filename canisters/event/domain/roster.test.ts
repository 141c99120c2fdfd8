import { expect, test } from 'vitest';
import { registered } from './fixtures.ts';
import { changesRoster, rosterFactsOf } from './roster.ts';

test('readers learn of a new registration, another name, and one that was taken back', () => {
  expect(changesRoster(undefined, registered)).toBe(true);
  expect(changesRoster(registered, { ...registered, displayName: 'Zoë B.' })).toBe(true);
  expect(changesRoster(registered, { ...registered, revoked: true })).toBe(true);
  expect(changesRoster(registered, { ...registered, ticketType: 2 })).toBe(true);
});

test('coming and going is none of their business: it would change the roster with every scan', () => {
  const inside = { ...registered, inside: true, enteredAtNs: 5n, enteredGate: 'North' };
  expect(changesRoster(registered, inside)).toBe(false);
  expect(changesRoster(inside, { ...inside, inside: false, leftAtNs: 6n })).toBe(false);
});

test('the roster says name, type and status, and nothing about the holder', () => {
  expect(rosterFactsOf(registered)).toEqual({
    displayName: 'Zoë',
    status: 'Valid',
    ticketType: 0,
  });
});
