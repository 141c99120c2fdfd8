import { expect, test } from 'vitest';
import { savedDisplay, troubleDisplay, verdictDisplay } from './display.ts';
import { terminalLine } from './terminal.ts';

const time = () => '18:30';
const passage = {
  registration_id: 1n,
  display_name: 'Ada',
  at_ns: 0n,
  gate: 'North',
  inside: 1,
  open_loans: [] as [],
  door_notes: [] as [],
};

test('each outcome has a symbol of its own, so that colour is never the only sign', () => {
  const lines = [
    verdictDisplay({ Admitted: passage }, time),
    verdictDisplay({ CheckedOut: passage }, time),
    verdictDisplay({ Refused: { Expired: { at_ns: 0n } } }, time),
    savedDisplay(true),
    troubleDisplay('The disk is full.'),
  ].map((display) => terminalLine(display, false));
  expect(lines).toEqual([
    '✓ Admitted  Welcome, Ada.',
    '✓ Checked out  Goodbye, Ada.',
    '✗ Refused  This code expired at 18:30. Ask for a fresh one.',
    '… Saved  No network: saved, will be sent. Not checked yet.',
    '‼ Not saved  The disk is full.',
  ]);
});

test('a terminal with colours gets them, and the time it took', () => {
  const display = verdictDisplay({ Admitted: passage }, time);
  expect(terminalLine(display, true, 41.6)).toBe(
    '\u001b[1;32m✓ Admitted\u001b[0m  Welcome, Ada.  (42 ms)',
  );
});

test('only a decision of the canister lights green or red without blinking', () => {
  const { led } = savedDisplay(false);
  expect([led.color, troubleDisplay('x').led.off > 0]).toEqual(['amber', true]);
});
