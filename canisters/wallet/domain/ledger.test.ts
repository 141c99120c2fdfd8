import { type Account, keyOf } from '@qikcard/contracts/icrc/account';
import type { ApproveArgs, TransferArgs, TransferFromArgs } from '@qikcard/contracts/icrc/fungible';
import { PERMITTED_DRIFT_NS, TX_WINDOW_NS } from '@qikcard/contracts/icrc/stamp';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { approve } from './approve.ts';
import {
  mintingAccount,
  NOW,
  newBook,
  own,
  person,
  subaccount,
  type TestBook,
} from './fixtures.ts';
import { mint } from './mint.ts';
import { FEE } from './token.ts';
import { allowanceNow, transfer, transferFrom } from './transfer.ts';

const QIK = 100_000_000n;
let book: TestBook;
beforeEach(() => {
  book = newBook();
  mint(own(1), 10n * QIK, Uint8Array.of(1), book);
});

const args = (to: Account, amount: bigint, change: Partial<TransferArgs> = {}): TransferArgs => ({
  from_subaccount: [],
  to,
  amount,
  fee: [],
  memo: [],
  created_at_time: [],
  ...change,
});
const leave = (
  spender: Account,
  amount: bigint,
  change: Partial<ApproveArgs> = {},
): ApproveArgs => ({
  from_subaccount: [],
  spender,
  amount,
  expected_allowance: [],
  expires_at: [],
  fee: [],
  memo: [],
  created_at_time: [],
  ...change,
});
const taking = (from: Account, to: Account, amount: bigint): TransferFromArgs => ({
  spender_subaccount: [],
  from,
  to,
  amount,
  fee: [],
  memo: [],
  created_at_time: [],
});
const allowance = (owner: Account, spender: Account) =>
  allowanceNow(book, keyOf(owner)!, keyOf(spender)!);

describe('transfers (ICRC-1)', () => {
  test('move the amount, and burn the fee of the sender', () => {
    expect(transfer(person(1), args(own(2), QIK), book)).toEqual({ Ok: 1n });
    expect([book.of(own(1)), book.of(own(2))]).toEqual([9n * QIK - FEE, QIK]);
    expect(book.supply()).toBe(10n * QIK - FEE);
    expect(book.blocks[1]).toMatchObject({ btype: '1xfer', fee: FEE });
  });
  test('to oneself cost the fee only', () => {
    transfer(person(1), args(own(1), QIK), book);
    expect(book.of(own(1))).toBe(10n * QIK - FEE);
  });
  test('a subaccount of 32 zeros is the account without one', () => {
    const zeros = { ...own(2), subaccount: [new Uint8Array(32)] as [Uint8Array] };
    transfer(person(1), args(zeros, QIK), book);
    expect(book.of(own(2))).toBe(QIK);
    const named = { ...own(2), subaccount: [subaccount(7)] as [Uint8Array] };
    transfer(person(1), args(named, QIK), book);
    expect(book.of(named)).toBe(QIK);
    expect(book.of(own(2))).toBe(QIK);
  });
  test.each<[string, TransferArgs, unknown]>([
    ['another fee', args(own(2), 1n, { fee: [1n] }), { BadFee: { expected_fee: FEE } }],
    [
      'more than there is, fee included',
      args(own(2), 10n * QIK),
      { InsufficientFunds: { balance: 10n * QIK } },
    ],
    [
      'a time too far ahead',
      args(own(2), 1n, { created_at_time: [NOW + PERMITTED_DRIFT_NS + 1n] }),
      { CreatedInFuture: { ledger_time: NOW } },
    ],
    [
      'a time too far back',
      args(own(2), 1n, { created_at_time: [NOW - TX_WINDOW_NS - PERMITTED_DRIFT_NS - 1n] }),
      { TooOld: null },
    ],
    [
      'a memo of 33 bytes',
      args(own(2), 1n, { memo: [new Uint8Array(33)] }),
      { GenericError: { error_code: 2n, message: 'A memo has at most 32 bytes.' } },
    ],
    [
      'a subaccount of 31 bytes',
      args(own(2), 1n, { from_subaccount: [new Uint8Array(31)] }),
      { GenericError: { error_code: 1n, message: 'A subaccount has exactly 32 bytes.' } },
    ],
    [
      'burning less than a fee',
      args(mintingAccount, FEE - 1n),
      { BadBurn: { min_burn_amount: FEE } },
    ],
    [
      'a fee for burning',
      args(mintingAccount, QIK, { fee: [FEE] }),
      { BadFee: { expected_fee: 0n } },
    ],
  ])('%s is refused and changes nothing', (_, bad, refusal) => {
    expect(transfer(person(1), bad, book)).toEqual({ Err: refusal });
    expect(book.blocks).toHaveLength(1);
    expect(book.of(own(1))).toBe(10n * QIK);
  });
  test('the greatest time ahead that is allowed is taken', () => {
    const late = args(own(2), 1n, { created_at_time: [NOW + PERMITTED_DRIFT_NS] });
    expect(transfer(person(1), late, book)).toEqual({ Ok: 1n });
  });
  test('to the minting account burn, without a fee and without a receiver in the block', () => {
    transfer(person(1), args(mintingAccount, QIK), book);
    expect(book.supply()).toBe(9n * QIK);
    expect(book.of(mintingAccount)).toBe(0n);
    expect(book.blocks[1]).toMatchObject({ btype: '1burn', fee: undefined });
    expect(
      JSON.stringify(book.blocks[1], (_, v) => (typeof v === 'bigint' ? `${v}` : v)),
    ).not.toContain('"to"');
  });
});

describe('repetitions', () => {
  const timed = (change: Partial<TransferArgs> = {}) =>
    args(own(2), QIK, { created_at_time: [NOW], ...change });

  test('with a time are the same transaction, and name its block', () => {
    transfer(person(1), timed(), book);
    expect(transfer(person(1), timed(), book)).toEqual({
      Err: { Duplicate: { duplicate_of: 1n } },
    });
    expect(book.of(own(2))).toBe(QIK);
  });
  test('without a time are two transactions', () => {
    transfer(person(1), args(own(2), QIK), book);
    transfer(person(1), args(own(2), QIK), book);
    expect(book.of(own(2))).toBe(2n * QIK);
  });
  test.each<[string, Partial<TransferArgs>]>([
    ['memo', { memo: [Uint8Array.of(1)] }],
    ['fee that is named', { fee: [FEE] }],
    ['way to name the same account', { from_subaccount: [new Uint8Array(32)] }],
    ['time', { created_at_time: [NOW + 1n] }],
  ])('with another %s are other transactions', (_, change) => {
    transfer(person(1), timed(), book);
    expect(transfer(person(1), timed(change), book)).toEqual({ Ok: 2n });
  });
});

describe('approvals (ICRC-2)', () => {
  test('cost the fee, replace what was there, and are spent with fees', () => {
    approve(person(1), leave(own(3), 5n * QIK), book);
    approve(person(1), leave(own(3), 2n * QIK), book);
    expect(book.of(own(1))).toBe(10n * QIK - 2n * FEE);
    expect(transferFrom(person(3), taking(own(1), own(2), QIK), book)).toEqual({ Ok: 3n });
    expect(allowance(own(1), own(3))).toBe(QIK - FEE);
    expect(transferFrom(person(3), taking(own(1), own(2), QIK), book)).toEqual({
      Err: { InsufficientAllowance: { allowance: QIK - FEE } },
    });
  });
  test('may be above the balance; the balance still decides', () => {
    approve(person(1), leave(own(3), 2n ** 100n), book);
    expect(transferFrom(person(3), taking(own(1), own(2), 11n * QIK), book)).toEqual({
      Err: { InsufficientFunds: { balance: 10n * QIK - FEE } },
    });
  });
  test('end when they say, and are refused when that is over', () => {
    const soon = NOW + 1_000n;
    approve(person(1), leave(own(3), QIK, { expires_at: [soon] }), book);
    book.nowNs = soon;
    expect(transferFrom(person(3), taking(own(1), own(2), 1n), book)).toEqual({
      Err: { InsufficientAllowance: { allowance: 0n } },
    });
    const over = leave(own(3), QIK, { expires_at: [soon] });
    expect(approve(person(1), over, book)).toEqual({ Err: { Expired: { ledger_time: soon } } });
    expect(book.of(own(1))).toBe(10n * QIK - FEE);
  });
  test('guarded by what was expected are refused when it changed', () => {
    approve(person(1), leave(own(3), QIK), book);
    const guarded = leave(own(3), 2n * QIK, { expected_allowance: [0n] });
    expect(approve(person(1), guarded, book)).toEqual({
      Err: { AllowanceChanged: { current_allowance: QIK } },
    });
  });
  test('of oneself are refused, and nobody needs one for their own account', () => {
    expect(approve(person(1), leave(own(1), QIK), book)).toHaveProperty('Err.GenericError');
    expect(transferFrom(person(1), taking(own(1), own(2), QIK), book)).toEqual({ Ok: 1n });
  });
  test('for one subaccount are none for another', () => {
    const side = { ...own(3), subaccount: [subaccount(1)] as [Uint8Array] };
    approve(person(1), leave(side, QIK), book);
    expect(transferFrom(person(3), taking(own(1), own(2), 1n), book)).toHaveProperty(
      'Err.InsufficientAllowance',
    );
  });
});

test('whatever happens, the supply is the sum of all balances and nobody owes', () => {
  const who = fc.integer({ min: 1, max: 4 });
  const amount = fc.bigInt({ min: 0n, max: 12n * QIK });
  const step = fc.oneof(
    fc.record({ kind: fc.constant('mint' as const), a: who, amount }),
    fc.record({
      kind: fc.constant('transfer' as const),
      a: who,
      b: fc.integer({ min: 1, max: 5 }),
      amount,
    }),
    fc.record({ kind: fc.constant('approve' as const), a: who, b: who, amount }),
    fc.record({ kind: fc.constant('take' as const), a: who, b: who, c: who, amount }),
  );
  const target = (n: number) => (n === 5 ? mintingAccount : own(n));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const fresh = newBook();
      for (const each of steps) {
        if (each.kind === 'mint') mint(own(each.a), each.amount + 1n, Uint8Array.of(0), fresh);
        if (each.kind === 'transfer')
          transfer(person(each.a), args(target(each.b), each.amount), fresh);
        if (each.kind === 'approve')
          approve(person(each.a), leave(own(each.b), each.amount), fresh);
        if (each.kind === 'take')
          transferFrom(person(each.a), taking(own(each.b), own(each.c), each.amount), fresh);
        const sum = [...fresh.balances.values()].reduce((total, held) => total + held, 0n);
        expect(fresh.supply()).toBe(sum);
      }
    }),
    { numRuns: 300 },
  );
});
