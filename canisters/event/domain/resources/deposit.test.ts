import { Principal } from '@dfinity/principal';
import { DEPOSIT_LATE_SECONDS, DEPOSIT_WORD_SECONDS } from '@qikcard/contracts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DepositRow, LoanRow } from '../../resources/rows.ts';
import {
  endsWithReturn,
  keptInSilence,
  latestDueNs,
  mayAsk,
  settlesAtNs,
  stepOf,
  unusedEndNs,
} from './deposit.ts';

const SECOND_NS = 1_000_000_000n;
const DAY_NS = 86_400n * SECOND_NS;
const who = Principal.anonymous();
const loan = (change: Partial<LoanRow>): LoanRow => ({
  ...{ resourceId: 1n, owner: { person: who, eventId: undefined }, borrower: who, count: 1 },
  ...{ items: [], state: 'Open', method: 'qr', returnMethod: undefined, borrowedAtNs: 0n },
  ...{ dueAtNs: DAY_NS, overdueAtNs: undefined, closedAtNs: undefined, extensions: 0 },
  ...{ conditionOut: 'Good', conditionIn: undefined, acceptedAtNs: undefined, handedOutBy: who },
  ...{ receivedBy: undefined, reservationId: undefined, deposit: 'Held', byPass: true },
  ...change,
});

test('terms ask for a hundredth of a QIK at least, and not for a fortune', () => {
  expect([0n, 999_999n, 1_000_000n, 10_000_000_000_000n, 10_000_000_000_001n].map(mayAsk)).toEqual([
    ...[false, false, true, true, false],
  ]);
});

test('what the lender took back as it was is settled at once; everything else waits for their word', () => {
  expect(endsWithReturn(true, false)).toBe(true);
  expect([endsWithReturn(true, true), endsWithReturn(false, false)]).toEqual([false, false]);
});

test('nobody says anything: what never came back is the lender’s, all else goes back whole', () => {
  expect(keptInSilence(loan({ state: 'Open' }), 9n)).toBe(9n);
  for (const state of ['Returned', 'Requested', 'Declined'] as const) {
    expect(keptInSilence(loan({ state }), 9n)).toBe(0n);
  }
  expect(keptInSilence(undefined, 9n)).toBe(0n);
});

test('time speaks a week after the due time, three days after a return, an hour without a loan', () => {
  expect(settlesAtNs(loan({}))).toBe(DAY_NS + BigInt(DEPOSIT_LATE_SECONDS) * SECOND_NS);
  const back = loan({ state: 'Returned', closedAtNs: 5n });
  expect(settlesAtNs(back)).toBe(5n + BigInt(DEPOSIT_WORD_SECONDS) * SECOND_NS);
  expect(settlesAtNs(loan({ state: 'Requested' }))).toBeUndefined();
  expect(unusedEndNs(7n)).toBe(7n + 3_600n * SECOND_NS);
});

test('whenever a loan on a deposit is due and comes back, lending speaks before the wallet would', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 20n, max: 400n }), fc.nat(1_000), (days, early) => {
      const row = { untilNs: days * DAY_NS } as DepositRow;
      const dueAtNs = latestDueNs(row) - BigInt(early) * SECOND_NS;
      const late = settlesAtNs(loan({ dueAtNs })) as bigint;
      // Back at the last moment before it is lost: the lender still has their days.
      const looked = settlesAtNs(loan({ dueAtNs, state: 'Returned', closedAtNs: late - 1n }));
      expect(late < row.untilNs && (looked as bigint) < row.untilNs).toBe(true);
    }),
  );
});

test('the loan says whether any of it was kept', () => {
  expect([stepOf(0n), stepOf(1n)]).toEqual(['Released', 'Claimed']);
});
