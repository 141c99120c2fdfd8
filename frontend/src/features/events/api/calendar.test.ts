import { Principal } from '@dfinity/principal';
import type { EventView } from '@qikcard/contracts';
import { expect, test } from 'vitest';
import { calendarFile } from './calendar.ts';

const ns = (text: string) => BigInt(Date.parse(text)) * 1_000_000n;
const event: EventView = {
  id: 7n,
  name: 'Lesung; Berlin, „Nord“',
  description:
    'Zwei Zeilen\nund ein Text, der so lang ist, dass er umgebrochen wird: äöüß äöüß äöüß.',
  location: 'Hall',
  time_zone: 'Europe/Berlin',
  starts_at_ns: ns('2026-03-29T01:30:00Z'),
  ends_at_ns: ns('2026-03-29T03:00:00Z'),
  doors_open_ns: 0n,
  capacity: [],
  organizer: Principal.anonymous(),
  status: { Published: null },
  created_at_ns: ns('2026-01-01T00:00:00Z'),
  registered: 0,
  arrived: 0,
  inside: 0,
};
const file = calendarFile(event, 'Hall, room 2', 'https://qik.example/events/7');

test('names the moments in UTC, so that no change of clocks moves them', () => {
  expect(file).toContain('\r\nDTSTART:20260329T013000Z\r\nDTEND:20260329T030000Z\r\n');
  expect(file).toContain('\r\nUID:7@qik.example\r\n');
});

test('escapes what has a meaning in calendars', () => {
  expect(file).toContain('SUMMARY:Lesung\\; Berlin\\, „Nord“');
  expect(file).toContain('LOCATION:Hall\\, room 2');
});

test('folds long lines between letters, and nothing is lost', () => {
  const bytes = file.split('\r\n').map((line) => new TextEncoder().encode(line).length);
  expect(Math.max(...bytes)).toBeLessThanOrEqual(75);
  expect(file.replaceAll('\r\n ', '')).toContain(
    'DESCRIPTION:Zwei Zeilen\\nund ein Text\\, der so lang ist\\, dass er umgebrochen wird: äöüß äöüß äöüß.',
  );
});
