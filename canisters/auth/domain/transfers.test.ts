import { Principal } from '@dfinity/principal';
import { TRANSFER_LIFE_SECONDS, TRANSFER_WAIT_SECONDS } from '@qikcard/contracts';
import { describe, expect, test } from 'vitest';
import {
  checkApproval,
  checkCancellation,
  checkCompletion,
  checkRequest,
  laterEnd,
  statusOf,
  type TransferState,
} from './transfers.ts';

const [giver, receiver, boss, stranger] = [1, 2, 3, 4].map((n) =>
  Principal.fromUint8Array(Uint8Array.of(n)),
);
const seconds = (count: number) => BigInt(count) * 1_000_000_000n;
const asked: TransferState = {
  from: giver,
  to: receiver,
  requestedAtNs: 0n,
  approvedAtNs: undefined,
  outcome: 'open',
};
const approved = { ...asked, approvedAtNs: 0n };
const by = (caller: Principal, nowNs = 0n, isAdmin = false) => ({ caller, isAdmin, nowNs });
const ready = seconds(TRANSFER_WAIT_SECONDS);
const lapsed = seconds(TRANSFER_LIFE_SECONDS);

describe('asking', () => {
  test('is for the giver and the receiver only', () => {
    expect(checkRequest({ from: giver, to: receiver }, giver)).toHaveProperty('Ok');
    expect(checkRequest({ from: giver, to: receiver }, receiver)).toHaveProperty('Ok');
    const other = checkRequest({ from: giver, to: receiver }, stranger);
    expect(other).toEqual({ Err: { Forbidden: null } });
  });
  test('makes sense between two different people who are signed in', () => {
    expect(checkRequest({ from: giver, to: giver }, giver)).toHaveProperty('Err');
    expect(checkRequest({ from: giver, to: Principal.anonymous() }, giver)).toHaveProperty('Err');
  });
});

describe('approving', () => {
  test('takes an admin who neither gives nor receives', () => {
    expect(checkApproval(asked, by(boss, 0n, true))).toHaveProperty('Ok');
    for (const caller of [giver, receiver]) {
      expect(checkApproval(asked, by(caller, 0n, true))).toEqual({ Err: { Forbidden: null } });
    }
    expect(checkApproval(asked, by(boss))).toEqual({ Err: { Forbidden: null } });
  });
  test('starts the waiting time once: twice is refused', () => {
    expect(checkApproval(approved, by(boss, 1n, true))).toEqual({ Err: { TransferClosed: null } });
  });
});

describe('completing', () => {
  test('waits seventy-two hours, to the nanosecond', () => {
    const early = checkCompletion(approved, by(receiver, ready - 1n));
    expect(early).toEqual({ Err: { TransferNotReady: { ready_at_ns: ready } } });
    expect(checkCompletion(approved, by(receiver, ready))).toHaveProperty('Ok');
    expect(checkCompletion(approved, by(boss, ready, true))).toHaveProperty('Ok');
  });
  test('is not for the giver or strangers, nor without approval', () => {
    for (const caller of [giver, stranger]) {
      expect(checkCompletion(approved, by(caller, ready))).toEqual({ Err: { Forbidden: null } });
    }
    const unapproved = checkCompletion(asked, by(receiver, ready));
    expect(unapproved).toEqual({ Err: { TransferNotApproved: null } });
  });
  test('is over after fourteen days, a cancellation or a completion', () => {
    const closed = { Err: { TransferClosed: null } };
    expect(checkCompletion(approved, by(receiver, lapsed))).toEqual(closed);
    for (const outcome of ['cancelled', 'completed'] as const) {
      expect(checkCompletion({ ...approved, outcome }, by(receiver, ready))).toEqual(closed);
      expect(checkCancellation({ ...approved, outcome }, by(giver))).toEqual(closed);
    }
    expect(statusOf(asked, lapsed)).toEqual({ Lapsed: null });
  });
});

test('the giver, the receiver and admins call a transfer off; nobody else does', () => {
  for (const actor of [by(giver), by(receiver), by(boss, 0n, true)]) {
    expect(checkCancellation(approved, actor)).toHaveProperty('Ok');
  }
  expect(checkCancellation(approved, by(stranger))).toEqual({ Err: { Forbidden: null } });
});

test('of two grants of one role the longer remains', () => {
  expect(laterEnd(5n, 7n)).toBe(7n);
  expect(laterEnd(7n, 5n)).toBe(7n);
  expect(laterEnd(undefined, 5n)).toBeUndefined();
  expect(laterEnd(5n, undefined)).toBeUndefined();
});
