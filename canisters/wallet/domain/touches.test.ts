import { Principal } from '@dfinity/principal';
import { accountOf, accountValue } from '@qikcard/contracts/icrc/account';
import { mapOf } from '@qikcard/contracts/icrc/value';
import { expect, test } from 'vitest';
import { ownersOf } from './touches.ts';

const [ada, ben, shop] = [1, 2, 3].map((byte) => Principal.fromUint8Array(Uint8Array.of(byte)));
const account = (owner: Principal) => accountValue(accountOf(owner, new Uint8Array(32).fill(7)));
const names = (tx: Parameters<typeof mapOf>[0]) => ownersOf(mapOf(tx)).map(String);

test('a transaction is about who pays and who receives, and not about who moved it for them', () => {
  const moved = { from: account(ada), to: account(ben), spender: account(shop), amt: { Nat: 1n } };
  expect(names(moved)).toEqual([ada, ben].map(String));
  expect(names({ to: account(ben), amt: { Nat: 1n } })).toEqual([String(ben)]);
});
test('what somebody moves between two accounts of theirs is about them once', () => {
  expect(names({ from: accountValue(accountOf(ada)), to: account(ada) })).toEqual([String(ada)]);
});
test('what is no transaction is about nobody', () => {
  expect(ownersOf({ Text: 'x' })).toEqual([]);
  expect(names({ from: { Text: 'ada' } })).toEqual([]);
});
