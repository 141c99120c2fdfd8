/**
 * The sixteen cases of the public ICRC-1 and ICRC-2 suite (dfinity/ICRC-1, test/suite/lib.rs) against
 * QIK, driven by `@dfinity/ledger-icrc` as wallets use it: over HTTP, with every certificate verified.
 */
import { HttpAgent } from '@dfinity/agent';
import { IcrcLedgerCanister, IcrcTransferError } from '@dfinity/ledger-icrc';
import { type AchievementDraft, walletApi } from '@qikcard/contracts';
import { accountOf } from '@qikcard/contracts/icrc/account';
import type { ApproveArgs, TransferArgs, TransferFromArgs } from '@qikcard/contracts/icrc/fungible';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { admin, Deployment } from '../support/deployment.ts';
import { granted, join, organizer, publishEvent, scanOf, tokenOf } from '../support/doors.ts';
import { expectEveryRefusal } from '../support/error-cases.ts';
import { type Person, person } from '../support/people.ts';

const QIK = 100_000_000n;
const FEE = 10_000n;
const rich = person('Rich');
let deployment: Deployment;
let host: string;
let count = 0;

beforeAll(async () => {
  deployment = await Deployment.start({ at: new Date() });
  await deployment.grant(organizer, 'organizer');
  granted(await deployment.as(rich).auth.register({ display_name: 'Rich' }));
  const event = await publishEvent(deployment);
  await deployment.settle();
  const design: AchievementDraft = {
    ...{ name: 'Funds', description: 'For the suite.', season: '2026', hue: 1, supply: [1] },
    criterion: { Attended: { event_id: event.id } },
    ...{ royalty_basis_points: [], soulbound: false, reward_e8s: 1_000n * QIK },
  };
  granted(await deployment.as(organizer).nft.create_achievement(design));
  const place = await join(deployment, event.id, rich);
  const scan = scanOf(event.id, await tokenOf(deployment, rich, place));
  expect(await deployment.as(organizer).event.check_in(scan)).toHaveProperty('Admitted');
  await deployment.settle();
  host = `http://127.0.0.1:${await deployment.pic.makeLive()}`;
});
afterAll(async () => {
  await deployment?.pic.stopLive();
  await deployment?.stop();
});

/** The ledger as this person's wallet sees it. */
async function ledgerOf({ identity }: Person): Promise<IcrcLedgerCanister> {
  const agent = await HttpAgent.create({ host, identity, shouldFetchRootKey: true });
  return IcrcLedgerCanister.create({
    agent: agent as never,
    canisterId: deployment.ids.wallet as never,
  });
}
const to = (who: Person) => ({ owner: who.principal as never, subaccount: [] as [] });
const balance = async (who: Person) =>
  (await ledgerOf(rich)).balance({ owner: who.principal as never, certified: true });
/** Somebody new with so much. */
async function funded(amount = 10n * QIK): Promise<Person> {
  const who = person(`suite ${count++}`);
  await (await ledgerOf(rich)).transfer({ to: to(who), amount });
  return who;
}
const nobody = () => person(`suite ${count++}`);
/** Which refusal a call ends with. */
async function refusal(call: Promise<unknown>): Promise<[string, unknown]> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(IcrcTransferError);
  const [entry] = Object.entries((error as IcrcTransferError<object>).errorType as object);
  return entry as [string, unknown];
}
const now = () => BigInt(Date.now()) * 1_000_000n;

describe('ICRC-1', () => {
  test('transfer: the amount arrives, and the sender pays the fee', async () => {
    const [from, receiver] = [await funded(), nobody()];
    await (await ledgerOf(from)).transfer({ to: to(receiver), amount: QIK });
    expect(await balance(receiver)).toBe(QIK);
    expect(await balance(from)).toBe(9n * QIK - FEE);
  });
  test('burn: to the minting account without a fee, below the least refused', async () => {
    const from = await funded();
    const ledger = await ledgerOf(from);
    const minting = { owner: deployment.ids.wallet as never, subaccount: [] as [] };
    const before = await ledger.totalTokensSupply({ certified: true });
    await ledger.transfer({ to: minting, amount: QIK });
    expect(await balance(from)).toBe(9n * QIK);
    expect(await ledger.totalTokensSupply({ certified: true })).toBe(before - QIK);
    const [name] = await refusal(ledger.transfer({ to: minting, amount: 1n }));
    expect(name).toBe('BadBurn');
  });
  test('metadata: says what the methods say', async () => {
    const ledger = await ledgerOf(rich);
    const entries = new Map(await ledger.metadata({ certified: true }));
    expect(entries.get('icrc1:symbol')).toEqual({ Text: 'QIK' });
    expect(entries.get('icrc1:decimals')).toEqual({ Nat: 8n });
    const fee = await ledger.transactionFee({ certified: true });
    expect(entries.get('icrc1:fee')).toEqual({ Nat: fee });
  });
  test('supported standards: name ICRC-1 and ICRC-2', async () => {
    const named = await deployment.as(admin).wallet.icrc1_supported_standards();
    const names = named.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['ICRC-1', 'ICRC-2']));
  });
  test('deduplication: the same words are one transaction, others are another', async () => {
    const [from, receiver] = [await funded(), nobody()];
    const ledger = await ledgerOf(from);
    const words = { to: to(receiver), amount: QIK, created_at_time: now() };
    const first = await ledger.transfer(words);
    expect(await refusal(ledger.transfer(words))).toEqual(['Duplicate', { duplicate_of: first }]);
    await ledger.transfer({ ...words, memo: new Uint8Array([1]) });
    await ledger.transfer({ ...words, created_at_time: words.created_at_time + 1n });
    expect(await balance(receiver)).toBe(3n * QIK);
  });
  test('memo: 32 bytes fit, and without a time none is a repetition', async () => {
    const [from, receiver] = [await funded(), nobody()];
    const ledger = await ledgerOf(from);
    const words = { to: to(receiver), amount: QIK, memo: new Uint8Array(32).fill(7) };
    await ledger.transfer(words);
    await ledger.transfer(words);
    expect(await balance(receiver)).toBe(2n * QIK);
  });
  test('time: what is from the future or too old is refused', async () => {
    const ledger = await ledgerOf(await funded());
    const at = (created_at_time: bigint) =>
      refusal(ledger.transfer({ to: to(rich), amount: 1n, created_at_time }));
    const [future, data] = await at(2n ** 64n - 1n);
    expect([future, Object.keys(data as object)]).toEqual(['CreatedInFuture', ['ledger_time']]);
    expect((await at(0n))[0]).toBe('TooOld');
  });
  test('fee: another than the ledger’s is refused and named', async () => {
    const ledger = await ledgerOf(await funded());
    const wrong = ledger.transfer({ to: to(rich), amount: 1n, fee: FEE + 1n });
    expect(await refusal(wrong)).toEqual(['BadFee', { expected_fee: FEE }]);
  });
});

describe('ICRC-2', () => {
  const approve = async (from: Person, spender: Person, amount: bigint, more: object = {}) =>
    (await ledgerOf(from)).approve({ spender: to(spender), amount, ...more });
  const take = async (spender: Person, from: Person, receiver: Person, amount: bigint) =>
    (await ledgerOf(spender)).transferFrom({ from: to(from), to: to(receiver), amount });
  const allowance = async (from: Person, spender: Person) =>
    (await ledgerOf(from)).allowance({ account: to(from), spender: to(spender), certified: true });

  test('approve: costs the fee, replaces what was, and may be above the balance', async () => {
    const [from, spender] = [await funded(), nobody()];
    await approve(from, spender, 100n * QIK);
    await approve(from, spender, 5n * QIK);
    expect(await allowance(from, spender)).toEqual({ allowance: 5n * QIK, expires_at: [] });
    expect(await balance(from)).toBe(10n * QIK - 2n * FEE);
  });
  test('expiry: one that is over is refused and costs nothing', async () => {
    const [from, spender] = [await funded(), nobody()];
    const [name] = await refusal(approve(from, spender, QIK, { expires_at: 1n }));
    expect(name).toBe('Expired');
    expect(await balance(from)).toBe(10n * QIK);
    const expires_at = now() + 3_600_000_000_000n;
    await approve(from, spender, QIK, { expires_at });
    expect(await allowance(from, spender)).toEqual({ allowance: QIK, expires_at: [expires_at] });
  });
  test('expected allowance: another than the present one is refused and named', async () => {
    const [from, spender] = [await funded(), nobody()];
    await approve(from, spender, QIK);
    const stale = approve(from, spender, 2n * QIK, { expected_allowance: 3n });
    expect(await refusal(stale)).toEqual(['AllowanceChanged', { current_allowance: QIK }]);
    await approve(from, spender, 2n * QIK, { expected_allowance: QIK });
  });
  test('transfer from: spends amount and fee of the allowance', async () => {
    const [from, spender, receiver] = [await funded(), nobody(), nobody()];
    await approve(from, spender, 2n * QIK);
    await take(spender, from, receiver, QIK);
    expect(await balance(receiver)).toBe(QIK);
    expect((await allowance(from, spender)).allowance).toBe(QIK - FEE);
    expect(await balance(from)).toBe(9n * QIK - 2n * FEE);
  });
  test('too little there: refused, and the allowance stays', async () => {
    const [from, spender] = [await funded(QIK), nobody()];
    await approve(from, spender, 5n * QIK);
    const [name] = await refusal(take(spender, from, spender, 2n * QIK));
    expect(name).toBe('InsufficientFunds');
    expect((await allowance(from, spender)).allowance).toBe(5n * QIK);
  });
  test('too little allowed: refused and named', async () => {
    const [from, spender] = [await funded(), nobody()];
    const none = take(spender, from, spender, QIK);
    expect(await refusal(none)).toEqual(['InsufficientAllowance', { allowance: 0n }]);
    await approve(from, spender, QIK);
    const short = take(spender, from, spender, QIK);
    expect(await refusal(short)).toEqual(['InsufficientAllowance', { allowance: QIK }]);
  });
  test('oneself: nobody needs leave to move their own', async () => {
    const [from, receiver] = [await funded(), nobody()];
    await take(from, from, receiver, QIK);
    expect(await balance(receiver)).toBe(QIK);
  });
  test('nothing approved is nothing allowed', async () => {
    expect(await allowance(rich, nobody())).toEqual({ allowance: 0n, expires_at: [] });
    expect(await deployment.as(admin).wallet.icrc1_balance_of(accountOf(nobody().principal))).toBe(
      0n,
    );
  });
});

describe('every refusal of the standards, as callers get it', () => {
  /** It is for ledgers that hand work to others; this one answers in the message of the call. */
  const NEVER = ['TemporarilyUnavailable'];
  const HOUR_NS = 3_600_000_000_000n;
  const blank = { from_subaccount: [] as [], fee: [] as [], memo: [] as [] };
  const at = (created_at_time: bigint) => ({ created_at_time: [created_at_time] as [bigint] });
  const tooOld = () => at(now() - 48n * HOUR_NS);
  const tooEarly = () => at(now() + HOUR_NS);
  const wrongFee = { fee: [FEE + 1n] as [bigint] };
  const longMemo = { memo: [new Uint8Array(33)] as [Uint8Array] };
  const minting = () => accountOf(deployment.ids.wallet);
  const other = accountOf(person('Somebody else').principal);
  const wallet = (who: Person) => deployment.as(who).wallet;

  test('icrc1_transfer', async () => {
    const who = await funded();
    const send = (change: Partial<TransferArgs>) => {
      const words = { ...blank, to: other, amount: 1n, created_at_time: [] as [] };
      return wallet(who).icrc1_transfer({ ...words, ...change });
    };
    const once = at(now());
    granted(await send(once));
    await expectEveryRefusal(
      walletApi.icrc1_transfer,
      {
        BadFee: () => send(wrongFee),
        BadBurn: () => send({ to: minting() }),
        InsufficientFunds: () => send({ amount: 100n * QIK }),
        TooOld: () => send(tooOld()),
        CreatedInFuture: () => send(tooEarly()),
        Duplicate: () => send(once),
        GenericError: () => send(longMemo),
      },
      NEVER,
    );
  });
  test('icrc2_approve', async () => {
    const who = await funded();
    const allow = (change: Partial<ApproveArgs>, by = who) => {
      const rest = {
        expected_allowance: [] as [],
        expires_at: [] as [],
        created_at_time: [] as [],
      };
      return wallet(by).icrc2_approve({
        ...blank,
        ...rest,
        spender: other,
        amount: QIK,
        ...change,
      });
    };
    const once = at(now());
    granted(await allow(once));
    const poor = nobody();
    await expectEveryRefusal(
      walletApi.icrc2_approve,
      {
        BadFee: () => allow(wrongFee),
        InsufficientFunds: () => allow({}, poor),
        AllowanceChanged: () => allow({ expected_allowance: [3n] }),
        Expired: () => allow({ expires_at: [1n] }),
        TooOld: () => allow(tooOld()),
        CreatedInFuture: () => allow(tooEarly()),
        Duplicate: () => allow(once),
        GenericError: () => allow(longMemo),
      },
      NEVER,
    );
  });
  test('icrc2_transfer_from', async () => {
    const [owner, spender] = [await funded(), nobody()];
    const words = { spender: accountOf(spender.principal), amount: 100n * QIK };
    const rest = { expected_allowance: [] as [], expires_at: [] as [], created_at_time: [] as [] };
    granted(await wallet(owner).icrc2_approve({ ...blank, ...rest, ...words }));
    const { fee, memo } = blank;
    const take = (change: Partial<TransferFromArgs>, by = spender) =>
      wallet(by).icrc2_transfer_from({
        ...{ fee, memo, spender_subaccount: [], from: accountOf(owner.principal), to: other },
        ...{ amount: 1n, created_at_time: [], ...change },
      });
    const once = at(now());
    granted(await take(once));
    const stranger = nobody();
    await expectEveryRefusal(
      walletApi.icrc2_transfer_from,
      {
        BadFee: () => take(wrongFee),
        BadBurn: () => take({ to: minting() }),
        InsufficientFunds: () => take({ amount: 50n * QIK }),
        InsufficientAllowance: () => take({}, stranger),
        TooOld: () => take(tooOld()),
        CreatedInFuture: () => take(tooEarly()),
        Duplicate: () => take(once),
        GenericError: () => take(longMemo),
      },
      NEVER,
    );
  });
  test('icrc103_get_allowances', async () => {
    const list = (owner: Person, subaccount?: Uint8Array) => {
      const from_account = [accountOf(owner.principal, subaccount)] as [
        ReturnType<typeof accountOf>,
      ];
      return wallet(rich).icrc103_get_allowances({ from_account, prev_spender: [], take: [] });
    };
    await expectEveryRefusal(walletApi.icrc103_get_allowances, {
      AccessDenied: () => list(nobody()),
      GenericError: () => list(rich, new Uint8Array(31)),
    });
  });
});
