import { expect, test } from 'vitest';
import type { CardRow } from '../rows.ts';
import { wasOvertaken } from './card-proof.ts';

const card: CardRow = {
  ...{ registrationId: 1n, kind: 'Sun', status: 'Active', counter: 7, boundAtNs: 0n },
  used: { atNs: 100n, gate: 'North' },
};

test('a tap comes late only when it is older than the newest, and was read before that was used', () => {
  expect(wasOvertaken(card, 6, 99n)).toBe(true);
  // The newest itself, a newer one, and an older one that was read when it was old already.
  for (const [tapped, atNs] of [
    [7, 99n],
    [8, 99n],
    [6, 100n],
    [6, 101n],
  ] as const) {
    expect(wasOvertaken(card, tapped, atNs)).toBe(false);
  }
  // Nothing was used since it was given out, it counts nothing, or it is worth nothing any more.
  expect(wasOvertaken({ ...card, used: undefined }, 6, 99n)).toBe(false);
  expect(wasOvertaken({ ...card, kind: 'Plain' }, 0, 99n)).toBe(false);
  expect(wasOvertaken({ ...card, status: 'Blocked' }, 6, 99n)).toBe(false);
});
