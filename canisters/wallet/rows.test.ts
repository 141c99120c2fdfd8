import { expect, test } from 'vitest';
import { codecs } from './rows.ts';

test('a member of version 1 is read, and written as it was', () => {
  const row = '01000000000000002a';
  expect(codecs.member.decode(Uint8Array.from(Buffer.from(row, 'hex')))).toEqual({ sinceNs: 42n });
  expect(Buffer.from(codecs.member.encode({ sinceNs: 42n })).toString('hex')).toBe(row);
});
