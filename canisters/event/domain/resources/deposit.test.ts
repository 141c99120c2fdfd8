import { expect, test } from 'vitest';
import { type DepositEvent, type DepositStep, depositAfter, noDeposits } from './deposit.ts';

const steps: DepositStep[] = ['Asked', 'Held', 'Released', 'Claimed'];
const events: DepositEvent[] = ['hold', 'release', 'claim', 'withdraw'];

test('a deposit is released or claimed once, and only when it is held', () => {
  const moves = steps.flatMap((step) =>
    events.map((event) => [step, event, depositAfter(step, event)] as const),
  );
  expect(moves.filter(([, , to]) => to !== undefined)).toEqual([
    ['Asked', 'hold', 'Held'],
    ['Asked', 'withdraw', 'Released'],
    ['Held', 'release', 'Released'],
    ['Held', 'claim', 'Claimed'],
  ]);
});

test('without a wallet nothing is offered and nothing is ever said to be held', () => {
  expect(noDeposits.offered()).toBe(false);
  expect([noDeposits.hold(1n, 1n), noDeposits.release(1n), noDeposits.claim(1n)]).toEqual([
    false,
    false,
    false,
  ]);
});
