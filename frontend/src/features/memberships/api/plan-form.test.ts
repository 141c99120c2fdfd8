import { Principal } from '@dfinity/principal';
import { expect, test } from 'vitest';
import { draftOf, emptyPlan, formOf } from './plan-form.ts';

const ZONE = 'Europe/Berlin';
const now = Date.parse('2026-03-01T10:00:00Z');
const form = { ...emptyPlan(now, ZONE), name: 'Season', from: '2026-03-28', until: '2026-03-29' };
const ns = (text: string) => BigInt(Date.parse(text)) * 1_000_000n;

test('a pass is valid until the end of its last day, also when that day has 23 hours', () => {
  const draft = draftOf(form, ZONE, now);
  expect(draft).toMatchObject({
    valid_from_ns: ns('2026-03-27T23:00:00Z'),
    valid_until_ns: ns('2026-03-29T22:00:00Z'),
    events: [],
  });
});

test('what is stored comes back as it was typed', () => {
  const draft = draftOf({ ...form, events: [7n], ticket: 'Adult' }, ZONE, now);
  if (typeof draft === 'string') throw new Error(draft);
  const plan = { id: 1n, organizer: Principal.anonymous(), ...draft };
  expect(formOf(plan, ZONE)).toEqual({ ...form, events: [7n], ticket: 'Adult' });
});

test('says what is missing', () => {
  expect(draftOf({ ...form, name: ' ' }, ZONE, now)).toBe('nameMissing');
  expect(draftOf({ ...form, until: '2026-03-27' }, ZONE, now)).toBe('dates');
  expect(draftOf({ ...form, from: '2025-01-01', until: '2025-01-02' }, ZONE, now)).toBe('dates');
  expect(draftOf({ ...form, until: '' }, ZONE, now)).toBe('dates');
  expect(draftOf({ ...form, events: [] }, ZONE, now)).toBe('chosenNone');
});
