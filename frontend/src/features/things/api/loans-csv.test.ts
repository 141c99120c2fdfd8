import { Principal } from '@dfinity/principal';
import type { Loan } from '@qikcard/contracts';
import { expect, test } from 'vitest';
import { loansCsv } from './loans-csv.ts';

const hour = (n: number) => 1_795_255_200_000_000_000n + BigInt(n) * 3_600_000_000_000n;
const loan: Loan = {
  id: 7n,
  resource_id: 5n,
  resource_name: '=Drill',
  owner: { Event: 1n },
  borrower: Principal.anonymous(),
  borrower_name: 'Ada, "the first"',
  count: 1,
  state: { Returned: null },
  method: { qr: null },
  return_method: [{ web: null }],
  borrowed_at_ns: hour(0),
  due_at_ns: hour(2),
  overdue: false,
  returned_at_ns: [hour(1)],
  extensions: 0,
  extensions_max: 1,
  condition_out: { Good: null },
  condition_in: [{ Worn: null }],
  accepted_at_ns: [],
  reservation_id: [],
  deposit: [],
  deposit_held: [],
};

test('loans are a table with times on the clock of the event, and no cell is a formula', () => {
  const [head, row] = loansCsv([loan], 'Europe/Berlin').split('\r\n');
  expect(head.split(',').slice(0, 4)).toEqual(['loan', 'thing_id', 'thing', 'borrower']);
  expect(row).toContain("'=Drill");
  expect(row).toContain('"Ada, ""the first"""');
  expect(row).toContain('yes,0,Good,Worn,qr,web,Europe/Berlin,,,');
});
test('what came back late or is overdue was not on time', () => {
  const late = loansCsv([{ ...loan, returned_at_ns: [hour(3)] }], 'UTC');
  expect(late).toContain('no,0,Good');
  const out: Loan = { ...loan, state: { Open: null }, returned_at_ns: [], overdue: true };
  expect(loansCsv([out], 'UTC')).toContain('no,0,Good');
});

test('a deposit is there with what became of it and how much was kept, in QIK', () => {
  const held = {
    lender: [] as [],
    amount_e8s: 500_000_000n,
    kept_e8s: 0n,
    settles_at_ns: [] as [],
  };
  const of = (deposit: Loan['deposit'], kept_e8s: bigint) =>
    loansCsv([{ ...loan, deposit, deposit_held: [{ ...held, kept_e8s }] }], 'UTC');
  expect(of([{ Held: null }], 0n)).toContain('UTC,Held,5,0');
  expect(of([{ Claimed: null }], 125_000_000n)).toContain('UTC,Claimed,5,1.25');
  expect(of([{ Released: null }], 0n)).toContain('UTC,Released,5,0');
});
