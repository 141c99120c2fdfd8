import { expect, test } from 'vitest';
import fixtures from './rows.fixtures.json' with { type: 'json' };
import { codecs } from './rows.ts';

const full = {
  archive: { phase: 'guests', dueAtNs: 1n, after: 2n, pages: 3, removed: 4n, doneAtNs: 5n },
  visits: [{ registrationId: 6n, entries: 7, lastEntryNs: 8n, lastExitNs: undefined }],
} as const;

// A row that was ever stored must be readable for ever: never change a fixture, add one.
test.each(Object.entries(fixtures))('rows of %s from the first version are read', (name, hex) => {
  const row = full[name as keyof typeof full];
  const codec = codecs[name as keyof typeof codecs];
  expect(codec.decode(Uint8Array.from(Buffer.from(hex, 'hex')))).toEqual(row);
  expect(Buffer.from(codec.encode(row as never)).toString('hex')).toBe(hex);
});

test('every kind of row has a fixture', () => {
  expect(Object.keys(fixtures).sort()).toEqual(Object.keys(codecs).sort());
});
