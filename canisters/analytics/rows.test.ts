import { expect, test } from 'vitest';
import { codecs } from './rows.ts';

test('counts of version 1 are read, and written as they were', () => {
  const row = `01${[5, 4, 3, 2, 1].map((n) => n.toString(16).padStart(16, '0')).join('')}`;
  const counts = { registered: 5n, checkedIn: 4n, checkedOut: 3n, refused: 2n, lastFactAtNs: 1n };
  expect(codecs.counts.decode(Uint8Array.from(Buffer.from(row, 'hex')))).toEqual(counts);
  expect(Buffer.from(codecs.counts.encode(counts)).toString('hex')).toBe(row);
});
