/** QIK put aside comes back or goes on, once, whatever is stopped, repeated or upgraded. */
import { randomBytes } from 'node:crypto';
import type { Escrow, EscrowArgs, EventView } from '@qikcard/contracts';
import { accountOf } from '@qikcard/contracts/icrc/account';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Deployment } from '../support/deployment.ts';
import { granted, organizer, publishEvent } from '../support/doors.ts';
import { picIdOf, trailOf } from '../support/operator.ts';
import { person } from '../support/people.ts';
import { earnQik, enter, QIK } from '../support/qik.ts';

const DAY_NS = 86_400n * 1_000_000_000n;
const ada = person('Ada');
const ben = person('Ben');
const cem = person('Cem');
let deployment: Deployment;
let event: EventView;

beforeAll(async () => {
  deployment = await Deployment.start();
  await deployment.grant(organizer, 'organizer');
  await earnQik(deployment, [ada, ben, cem], 10n * QIK);
  event = await publishEvent(deployment);
  await deployment.settle();
});
afterAll(() => deployment?.stop());

const wallet = (who: typeof ada) => deployment.as(who).wallet;
const balance = (who: typeof ada) => wallet(who).icrc1_balance_of(accountOf(who.principal));
const supply = () => wallet(ada).icrc1_total_supply();
const stake = async (change: Partial<EscrowArgs> = {}): Promise<EscrowArgs> => ({
  request_id: randomBytes(16),
  amount: 2n * QIK,
  until_ns: (await deployment.nowNs()) + DAY_NS,
  purpose: { Stake: { event_id: event.id } },
  resource_id: [],
  ...change,
});
const deposit = (change: Partial<EscrowArgs> = {}) =>
  stake({ purpose: { Deposit: { lender: ben.principal, reference: 'drill' } }, ...change });
const stateOf = async (who: typeof ada, id: bigint): Promise<Escrow['state']> =>
  granted(await wallet(who).escrow(id)).state;

describe('a stake', () => {
  test('is put aside once, without a fee, and belongs to nobody meanwhile', async () => {
    const args = await stake();
    const { id } = granted(await wallet(ada).open_escrow(args));
    expect(granted(await wallet(ada).open_escrow(args)).id).toBe(id);
    expect(await balance(ada)).toBe(8n * QIK);
    expect(await supply()).toBe(30n * QIK);
    expect(await wallet(cem).escrow(id)).toEqual({ Err: { UnknownSend: null } });
    expect(await wallet(organizer).settle_escrow(id, 1n)).toEqual({ Err: { UnknownSend: null } });
  });
  test('comes back when its payer enters, though wallet and nft were away and upgraded', async () => {
    const walletId = picIdOf(deployment, 'wallet');
    await deployment.pic.stopCanister({ canisterId: walletId });
    await enter(deployment, ada, event.id);
    await deployment.upgrade('nft');
    await deployment.pic.startCanister({ canisterId: walletId });
    await deployment.upgrade('wallet');
    for (let i = 0; i < 4; i++) await deployment.pass(60);
    expect(await balance(ada)).toBe(10n * QIK);
    expect(await supply()).toBe(30n * QIK);
  });
  test('of somebody who never comes is the organizer’s, after a day of grace', async () => {
    const { id } = granted(await wallet(cem).open_escrow(await stake()));
    await deployment.pass(86_400 + 3_600);
    expect(await stateOf(cem, id)).toEqual({ Held: null });
    await deployment.upgrade('wallet');
    await deployment.pass(86_400);
    for (let i = 0; i < 3; i++) await deployment.pass(3_601);
    expect(await stateOf(cem, id)).toMatchObject({ Settled: { returned: 0n, kept: 2n * QIK } });
    const trail = await trailOf(deployment, 'wallet', `escrow ${id}`);
    expect(trail.at(-1)).toBe('open_escrow by itself: Kept');
    expect(await balance(organizer)).toBe(2n * QIK);
    expect(await balance(cem)).toBe(8n * QIK);
  });
  test('comes back when the event is cancelled, and nobody stakes on it any more', async () => {
    const other = await publishEvent(deployment);
    await deployment.settle();
    const purpose = { Stake: { event_id: other.id } };
    const { id } = granted(await wallet(cem).open_escrow(await stake({ purpose })));
    granted(
      await deployment.as(organizer).event.cancel_event({ event_id: other.id, reason: 'storm' }),
    );
    await deployment.settle();
    expect(await stateOf(cem, id)).toMatchObject({ Settled: { returned: 2n * QIK, kept: 0n } });
    expect(await wallet(cem).open_escrow(await stake({ purpose }))).toHaveProperty('Err.Invalid');
  });
});

describe('a deposit', () => {
  test('is shared out by the lender alone, once', async () => {
    const { id } = granted(await wallet(ada).open_escrow(await deposit()));
    expect(await wallet(ada).settle_escrow(id, 0n)).toEqual({ Err: { UnknownSend: null } });
    expect(await wallet(ben).settle_escrow(id, 3n * QIK)).toHaveProperty('Err.Invalid');
    const [before, own] = [await balance(ben), await balance(ada)];
    const settled = granted(await wallet(ben).settle_escrow(id, QIK / 2n));
    expect(settled.state).toMatchObject({ Settled: { returned: 2n * QIK - QIK / 2n } });
    expect(granted(await wallet(ben).settle_escrow(id, 2n * QIK))).toEqual(settled);
    expect(await balance(ben)).toBe(before + QIK / 2n);
    expect(await balance(ada)).toBe(own + 2n * QIK - QIK / 2n);
  });
  test('that nobody speaks of comes back after its time', async () => {
    const before = await balance(ada);
    const { id } = granted(await wallet(ada).open_escrow(await deposit()));
    await deployment.pass(86_401);
    for (let i = 0; i < 2; i++) await deployment.pass(3_601);
    expect(await stateOf(ada, id)).toMatchObject({ Settled: { returned: 2n * QIK, kept: 0n } });
    expect(await balance(ada)).toBe(before);
  });
  test('is refused where it cannot be: too little, too much, to oneself, for ever', async () => {
    const lender = ada.principal;
    const open = async (change: Partial<EscrowArgs>) =>
      wallet(ada).open_escrow(await deposit(change));
    expect(await open({ amount: 1n })).toHaveProperty('Err.AmountTooSmall');
    expect(await open({ amount: 1_000n * QIK })).toHaveProperty('Err.NotEnough');
    expect(await open({ until_ns: 1n })).toHaveProperty('Err.Invalid');
    const self = { Deposit: { lender, reference: '' } };
    expect(await open({ purpose: self })).toHaveProperty('Err.Invalid');
    const nowhere = { Stake: { event_id: 99_999n } };
    expect(await open({ purpose: nowhere })).toHaveProperty('Err.Invalid');
  });
  test('and in all of this no token was made or lost', async () => {
    const people = await Promise.all([ada, ben, cem, organizer].map(balance));
    expect(people.reduce((sum, each) => sum + each, 0n)).toBe(30n * QIK);
    expect(await supply()).toBe(30n * QIK);
  });
});
