import { Principal } from '@dfinity/principal';
import type { BitcoinSend, LedgerOrder } from '@qikcard/contracts';
import { depositAccountOf } from '@qikcard/contracts/deposit-account';
import { accountOf, accountValue } from '@qikcard/contracts/icrc/account';
import { accountToText } from '@qikcard/contracts/icrc/account-text';
import { mapOf, type Value } from '@qikcard/contracts/icrc/value';
import { describe, expect, test } from 'vitest';
import { depositorOf, orderEntry, paymentEntry, qikEntry } from './entries.ts';

const [own, ben, wallet, nft] = [1, 2, 3, 4].map((n) => Principal.fromUint8Array(Uint8Array.of(n)));
const known = { own, wallet, nft };
const of = (owner: Principal, subaccount?: Uint8Array) =>
  accountValue(accountOf(owner, subaccount));
const text = (words: string): Value => ({ Blob: new TextEncoder().encode(words) });
function read(btype: string, tx: Record<string, Value>, fee?: bigint) {
  const entries = {
    ts: { Nat: 9n },
    btype: { Text: btype },
    tx: mapOf({ amt: { Nat: 50n }, ...tx }),
  };
  const block = mapOf(fee === undefined ? entries : { ...entries, fee: { Nat: fee } });
  return qikEntry({ index: 7n, block }, known);
}

describe('a block of QIK', () => {
  test('that pays somebody else takes the amount and its fee', () => {
    const sent = read('1xfer', { from: of(own), to: of(ben) }, 2n);
    expect(sent).toMatchObject({ kind: 'sent', change: -50n, fee: 2n, other: ben.toText() });
  });
  test('that pays the reader brings the amount, and the fee is not theirs', () => {
    const received = read('2xfer', { from: of(ben), to: of(own), spender: of(nft) }, 2n);
    expect(received).toMatchObject({ kind: 'received', change: 50n, fee: undefined });
  });
  test('says what taking part earned, and what came new for another reason', () => {
    expect(read('1mint', { to: of(own), memo: text('reward\0') }).kind).toBe('reward');
    expect(read('1mint', { to: of(own) })).toMatchObject({ kind: 'minted', change: 50n });
    expect(read('1burn', { from: of(own) })).toMatchObject({ kind: 'burned', change: -50n });
  });
  test('tells what is put aside and comes back from what is paid', () => {
    const escrow = of(wallet, new Uint8Array(32).fill(5));
    expect(read('1xfer', { from: of(own), to: escrow })).toMatchObject({
      kind: 'aside',
      change: -50n,
    });
    expect(read('1xfer', { from: escrow, to: of(own) })).toMatchObject({
      kind: 'back',
      change: 50n,
    });
    expect(read('2xfer', { from: of(own), to: of(nft) }).kind).toBe('market');
  });
  test('that moves nothing away changes nothing: allowances, and one’s own accounts', () => {
    const allowed = read('2approve', { from: of(own), spender: of(ben) });
    expect(allowed).toMatchObject({ kind: 'allowed', change: 0n, other: ben.toText() });
    const between = read('1xfer', { from: of(own), to: of(own, new Uint8Array(32).fill(1)) });
    expect(between).toMatchObject({ kind: 'between', change: 0n });
  });
});

const order = (
  state: LedgerOrder['state'],
  kind: LedgerOrder['kind'] = { Withdraw: null },
  until: [] | [bigint] = [],
) =>
  orderEntry({
    ...{ id: 3n, kind, ledger: wallet, to: accountOf(ben), amount: 8n, fee: [1n], state },
    ...{ created_at_ns: 1n, updated_at_ns: 2n, problem: [], waits_until_ns: until },
  });
const payment = (state: BitcoinSend['state']) =>
  paymentEntry({
    ...{ id: 3n, to: 'bc1q', amount: 8n, fee: [], state, txid: [] },
    ...{ created_at_ns: 1n, updated_at_ns: 2n, problem: [] },
  });

describe('what is on its way elsewhere', () => {
  test('is running until it is done or has failed, and says why it failed', () => {
    expect(order({ Sending: null })).toMatchObject({
      state: 'running',
      step: 'Sending',
      change: -8n,
    });
    expect(order({ Done: { block: 1n } })).toMatchObject({ state: 'done', fee: 1n });
    expect(order({ Failed: { reason: 'BadFee' } })).toMatchObject({
      state: 'failed',
      step: 'BadFee',
    });
    expect(order({ Done: { block: 1n } }, { Allow: null })).toMatchObject({
      kind: 'allowed',
      change: 0n,
    });
  });
  test('waits, when it is large, until a time before which it can be taken back', () => {
    expect(payment({ Waiting: { until_ns: 5n } })).toMatchObject({ state: 'waiting', untilNs: 5n });
    expect(payment({ Seen: null })).toMatchObject({ state: 'running', step: 'Seen' });
    expect(payment({ Confirmed: null }).state).toBe('done');
    expect(payment({ Cancelled: null }).state).toBe('cancelled');
    expect(payment({ Failed: { reason: 'NotEnough' } })).toMatchObject({
      state: 'failed',
      step: 'NotEnough',
    });
  });
  test('on a ledger waits, too, and is no failure when it was taken back', () => {
    const waiting = order({ Accepted: null }, { Withdraw: null }, [5n]);
    expect(waiting).toMatchObject({ state: 'waiting', untilNs: 5n, step: 'Waiting' });
    expect(order({ Failed: { reason: 'Cancelled' } })).toMatchObject({ state: 'cancelled' });
  });
});

test('an account of the wallet is known by whose it is', () => {
  const text = accountToText(depositAccountOf(wallet, ben));
  expect(depositorOf(text, wallet)?.toText()).toBe(ben.toText());
  expect(depositorOf(text, nft)).toBeUndefined();
  const other = accountToText(accountOf(wallet, new Uint8Array(32).fill(9)));
  for (const each of [other, ben.toText(), 'bc1q', '']) {
    expect(depositorOf(each, wallet), each).toBeUndefined();
  }
});
