import { EVENT_LENGTH_MAX_SECONDS, type EventDraft } from '@qikcard/contracts';
import { describe, expect, test } from 'vitest';
import { doorsOpenNs, newDoor, problemOfDraft, problemOfJoining } from './event.ts';
import { NOW, openDoor, organizer, SECOND } from './fixtures.ts';

const draft: EventDraft = {
  name: 'Community day',
  description: 'Come and see.\nBring a friend.',
  location: 'Town hall',
  time_zone: 'Europe/Berlin',
  starts_at_ns: NOW + 3_600n * SECOND,
  ends_at_ns: NOW + 7_200n * SECOND,
  doors_open_ns: [],
  capacity: [],
};
const fieldOf = (change: Partial<EventDraft>) => {
  const problem = problemOfDraft({ ...draft, ...change }, NOW);
  return problem && 'Invalid' in problem ? problem.Invalid.field : problem;
};

describe('a draft', () => {
  test('that is complete is accepted', () => {
    expect(problemOfDraft(draft, NOW)).toBeUndefined();
  });

  test.each<[string, Partial<EventDraft>]>([
    ['name', { name: '' }],
    ['name', { name: '   ' }],
    ['name', { name: 'x'.repeat(81) }],
    ['name', { name: 'two\u0000parts' }],
    ['description', { description: 'x'.repeat(2_001) }],
    ['description', { description: 'bell\u0007' }],
    ['location', { location: 'x'.repeat(201) }],
    ['time_zone', { time_zone: '' }],
    ['time_zone', { time_zone: 'x'.repeat(65) }],
    ['time_zone', { time_zone: '<script>' }],
    ['ends_at_ns', { ends_at_ns: draft.starts_at_ns }],
    ['ends_at_ns', { starts_at_ns: NOW - 9n, ends_at_ns: NOW }],
    [
      'ends_at_ns',
      { ends_at_ns: draft.starts_at_ns + (BigInt(EVENT_LENGTH_MAX_SECONDS) + 1n) * SECOND },
    ],
    ['doors_open_ns', { doors_open_ns: [draft.ends_at_ns] }],
    ['capacity', { capacity: [0] }],
    ['capacity', { capacity: [1_000_001] }],
  ])('names the field that is wrong: %s', (field, change) => {
    expect(fieldOf(change)).toBe(field);
  });

  test('opens its doors two hours before the start unless it says otherwise', () => {
    expect(doorsOpenNs(draft)).toBe(draft.starts_at_ns - 7_200n * SECOND);
    expect(doorsOpenNs({ ...draft, doors_open_ns: [NOW] })).toBe(NOW);
    expect(doorsOpenNs({ ...draft, starts_at_ns: 5n })).toBe(0n);
  });

  test('starts unpublished and empty', () => {
    expect(newDoor(draft, organizer)).toMatchObject({ status: 'draft', registered: 0, inside: 0 });
  });
});

describe('registering', () => {
  test('is possible while a published event lasts and has places', () => {
    expect(problemOfJoining({ ...openDoor, capacity: 2 }, NOW)).toBeUndefined();
  });
  test('waits for publication', () => {
    expect(problemOfJoining({ ...openDoor, status: 'draft' }, NOW)).toEqual({ NotPublished: null });
  });
  test('ends with the event', () => {
    const over = { EventOver: { ended_at_ns: openDoor.endsAtNs } };
    expect(problemOfJoining(openDoor, openDoor.endsAtNs)).toEqual(over);
  });
});
