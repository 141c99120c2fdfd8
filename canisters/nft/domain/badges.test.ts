import type { Account } from '@qikcard/contracts/icrc/account';
import type {
  ApprovalInfo,
  BadgeTransferFromArg,
  RevokeCollectionApprovalArg,
} from '@qikcard/contracts/icrc/badge-approvals';
import type { BadgeTransferArg } from '@qikcard/contracts/icrc/non-fungible';
import { beforeEach, describe, expect, test } from 'vitest';
import { approveCollection, approveToken, revokeCollection, revokeToken } from './approve.ts';
import { APPROVALS_MAX, PERMITTED_DRIFT_NS, TX_WINDOW_NS } from './collection.ts';
import { NOW, own, person, shelfOf, type TestShelf } from './fixtures.ts';
import { transfer, transferFrom } from './transfer.ts';

let shelf: TestShelf;
beforeEach(() => {
  shelf = shelfOf([1, 1, 2], [2n]);
});

const to = (
  target: Account,
  token_id: bigint,
  change: Partial<BadgeTransferArg> = {},
): BadgeTransferArg => ({
  from_subaccount: [],
  to: target,
  token_id,
  memo: [],
  created_at_time: [],
  ...change,
});
const by = (from: Account, target: Account, token_id: bigint): BadgeTransferFromArg => ({
  spender_subaccount: [],
  from,
  to: target,
  token_id,
  memo: [],
  created_at_time: [],
});
const info = (spender: Account, change: Partial<ApprovalInfo> = {}): ApprovalInfo => ({
  spender,
  from_subaccount: [],
  expires_at: [],
  memo: [],
  created_at_time: NOW,
  ...change,
});
const takeBack = (spender?: Account): RevokeCollectionApprovalArg => ({
  spender: spender ? [spender] : [],
  from_subaccount: [],
  memo: [],
  created_at_time: [],
});

describe('giving a badge away (ICRC-7)', () => {
  test('makes it the other one’s, and the block says from whom to whom', () => {
    expect(transfer(person(1), to(own(3), 1n), shelf)).toEqual({ Ok: 0n });
    expect(shelf.ownerOf(1n)).toBe(person(3).toHex());
    expect(shelf.blocks[0]).toMatchObject({ btype: '7xfer' });
  });
  test.each<[string, number, BadgeTransferArg, unknown]>([
    ['that does not exist', 1, to(own(3), 9n), { NonExistingTokenId: null }],
    ['of somebody else', 3, to(own(4), 1n), { Unauthorized: null }],
    [
      'out of another subaccount',
      1,
      to(own(3), 1n, { from_subaccount: [new Uint8Array(32).fill(1)] }),
      { Unauthorized: null },
    ],
    ['to oneself', 1, to(own(1), 1n), { InvalidRecipient: null }],
    [
      'that is bound to its owner',
      1,
      to(own(3), 2n),
      {
        GenericError: {
          error_code: 101n,
          message: 'This badge belongs to its owner for good.',
        },
      },
    ],
    [
      'with a time too far ahead',
      1,
      to(own(3), 1n, { created_at_time: [NOW + PERMITTED_DRIFT_NS + 1n] }),
      { CreatedInFuture: { ledger_time: NOW } },
    ],
    [
      'with a time too far back',
      1,
      to(own(3), 1n, { created_at_time: [NOW - TX_WINDOW_NS - PERMITTED_DRIFT_NS - 1n] }),
      { TooOld: null },
    ],
  ])('a badge %s is refused', (_, caller, arg, refusal) => {
    expect(transfer(person(caller), arg, shelf)).toEqual({ Err: refusal });
    expect(shelf.blocks).toEqual([]);
  });
  test('twice with the same time names the first block', () => {
    const timed = to(own(3), 1n, { created_at_time: [NOW] });
    transfer(person(1), timed, shelf);
    expect(transfer(person(1), timed, shelf)).toEqual({ Err: { Duplicate: { duplicate_of: 0n } } });
  });
});

describe('approvals (ICRC-37)', () => {
  test('let one spender move one badge, once: they go with it', () => {
    expect(approveToken(person(1), 1n, info(own(5)), shelf)).toEqual({ Ok: 0n });
    expect(transferFrom(person(6), by(own(1), own(3), 1n), shelf)).toEqual({
      Err: { Unauthorized: null },
    });
    expect(transferFrom(person(5), by(own(1), own(3), 1n), shelf)).toEqual({ Ok: 1n });
    expect(transferFrom(person(5), by(own(3), own(5), 1n), shelf)).toEqual({
      Err: { Unauthorized: null },
    });
  });
  test('for a collection hold for each badge of the account, until they end', () => {
    shelf.badges.set(4n, shelf.badges.get(1n)!);
    const soon = info(own(5), { expires_at: [NOW + 10n] });
    expect(approveCollection(person(1), soon, shelf)).toEqual({ Ok: 0n });
    expect(transferFrom(person(5), by(own(1), own(3), 1n), shelf)).toHaveProperty('Ok');
    shelf.nowNs = NOW + 10n;
    expect(transferFrom(person(5), by(own(1), own(3), 4n), shelf)).toEqual({
      Err: { Unauthorized: null },
    });
  });
  test('owners need none for their own', () => {
    expect(transferFrom(person(1), by(own(1), own(3), 1n), shelf)).toHaveProperty('Ok');
  });
  test('of a badge one does not own, of oneself, of nothing are refused', () => {
    expect(approveToken(person(3), 1n, info(own(5)), shelf)).toEqual({
      Err: { Unauthorized: null },
    });
    expect(approveToken(person(1), 1n, info(own(1)), shelf)).toEqual({
      Err: { InvalidSpender: null },
    });
    expect(approveToken(person(1), 9n, info(own(5)), shelf)).toEqual({
      Err: { NonExistingTokenId: null },
    });
    expect(approveCollection(person(1), info(own(1)), shelf)).toEqual({
      Err: { InvalidSpender: null },
    });
  });
  test('are replaced when repeated, and there are only so many', () => {
    for (let n = 0; n < APPROVALS_MAX + 5; n++) approveToken(person(1), 1n, info(own(5)), shelf);
    expect(shelf.tokenApprovals(1n)).toHaveLength(1);
    for (let n = 10; n < 9 + APPROVALS_MAX; n++) approveToken(person(1), 1n, info(own(n)), shelf);
    expect(approveToken(person(1), 1n, info(own(99)), shelf)).toHaveProperty('Err.GenericError');
  });
  test('are taken back one by one or all at once, and what is not there is said to be', () => {
    for (const n of [5, 6, 7]) approveToken(person(1), 1n, info(own(n)), shelf);
    expect(revokeToken(person(1), { token_id: 1n, ...takeBack(own(5)) }, shelf)).toEqual({
      Ok: 3n,
    });
    expect(transferFrom(person(5), by(own(1), own(3), 1n), shelf)).toEqual({
      Err: { Unauthorized: null },
    });
    expect(revokeToken(person(1), { token_id: 1n, ...takeBack(own(5)) }, shelf)).toEqual({
      Err: { ApprovalDoesNotExist: null },
    });
    expect(revokeToken(person(1), { token_id: 1n, ...takeBack() }, shelf)).toEqual({ Ok: 4n });
    expect(shelf.tokenApprovals(1n)).toEqual([]);
    approveCollection(person(1), info(own(5)), shelf);
    expect(revokeCollection(person(1), takeBack(), shelf)).toHaveProperty('Ok');
    expect(revokeCollection(person(1), takeBack(), shelf)).toEqual({
      Err: { ApprovalDoesNotExist: null },
    });
  });
  test('do not move what is bound to its owner', () => {
    approveToken(person(1), 2n, info(own(5)), shelf);
    expect(transferFrom(person(5), by(own(1), own(3), 2n), shelf)).toHaveProperty(
      'Err.GenericError.error_code',
      101n,
    );
  });
});
