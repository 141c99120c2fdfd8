/** The market on the real canisters: nobody pays without a badge, nothing is sold twice, nothing is lost. */
import type { AchievementDraft, MarketRefusal, Trade } from '@qikcard/contracts';
import { accountOf } from '@qikcard/contracts/icrc/account';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { admin, Deployment } from '../support/deployment.ts';
import { granted, join, organizer, publishEvent, scanOf, tokenOf } from '../support/doors.ts';
import { picIdOf, trailOf } from '../support/operator.ts';
import { type Person, people } from '../support/people.ts';
import { type TradeStep, tradeSteps } from '../support/trade-steps.ts';

const QIK = 100_000_000n;
const FEE = 10_000n;
const REWARD = 100n * QIK;
const DAY_NS = 24n * 3_600_000_000_000n;
const traders = people('trader', 4);
const [ada, ben, cleo, dora] = traders;
let deployment: Deployment;
/** A badge of each trader, sold with a royalty of 5 %. */
let badgeOf: Map<Person, bigint>;
let bound: bigint;

const nft = (who: Person) => deployment.as(who).nft;
const balance = (who: Person) =>
  deployment.as(who).wallet.icrc1_balance_of(accountOf(who.principal));
const ownerOf = async (id: bigint) => {
  const [[owner]] = await nft(admin).icrc7_owner_of([id]);
  return traders.find(({ principal }) => principal.toText() === owner?.owner.toText());
};
type Stamp = { fee: []; memo: []; created_at_time: [] };
const stamp: Stamp = { fee: [], memo: [], created_at_time: [] };

async function allow(who: Person, amount: bigint): Promise<void> {
  granted(
    await deployment.as(who).wallet.icrc2_approve({
      from_subaccount: [],
      spender: accountOf(deployment.ids.nft),
      amount,
      expected_allowance: [],
      expires_at: [],
      ...stamp,
    }),
  );
}
const list = (
  who: Person,
  badge_id: bigint,
  price_e8s: bigint,
  expires_at_ns: [] | [bigint] = [],
) => nft(who).list_badge({ badge_id, price_e8s, expires_at_ns });
const give = async (from: Person, to: Person, token_id: bigint) => {
  const [[answer]] = await nft(from).icrc7_transfer([
    {
      from_subaccount: [],
      to: accountOf(to.principal),
      token_id,
      ...{ memo: [], created_at_time: [] },
    },
  ]);
  return answer;
};
const tradeNow = async (who: Person, trade: Trade) => granted(await nft(who).get_trade(trade.id));

/** All QIK there are lie in these accounts; whatever lies elsewhere was lost or made of nothing. */
async function expectNothingLost(): Promise<void> {
  const held = await Promise.all([...traders, organizer].map(balance));
  const supply = await deployment.as(admin).wallet.icrc1_total_supply();
  expect(held.reduce((sum, each) => sum + each)).toBe(supply);
}

beforeAll(async () => {
  deployment = await Deployment.start();
  await deployment.grant(organizer, 'organizer');
  const event = await publishEvent(deployment);
  await deployment.settle();
  const draft: AchievementDraft = {
    name: 'For sale',
    description: '',
    criterion: { Attended: { event_id: event.id } },
    soulbound: false,
    reward_e8s: REWARD,
    supply: [10],
    season: '',
    hue: 100,
    royalty_basis_points: [500],
  };
  granted(await nft(organizer).create_achievement(draft));
  const forGood = { criterion: { EarlyBird: { event_id: event.id, first: 1 } }, soulbound: true };
  granted(
    await nft(organizer).create_achievement({
      ...draft,
      ...forGood,
      reward_e8s: 0n,
      royalty_basis_points: [],
    }),
  );
  badgeOf = new Map();
  for (const who of traders) {
    granted(await deployment.as(who).auth.register({ display_name: who.name }));
    const place = await join(deployment, event.id, who);
    const scan = scanOf(event.id, await tokenOf(deployment, who, place));
    expect(await deployment.as(organizer).event.check_in(scan)).toHaveProperty('Admitted');
    await deployment.settle();
    const { badges } = await nft(who).badges_of(who.principal, [], 5);
    for (const { id, design } of badges) {
      if (design.soulbound) bound = id;
      else badgeOf.set(who, id);
    }
  }
});
afterAll(() => deployment?.stop());
/** Every test begins with everybody holding the badge they earned, and nothing on the market. */
beforeEach(async () => {
  for (const [who, id] of badgeOf) {
    const owner = (await ownerOf(id)) as Person;
    await nft(owner).cancel_listing(id);
    if (owner !== who) expect(await give(owner, who, id)).toHaveProperty('Ok');
  }
});

describe('a sale', () => {
  test('hands the badge over for the price, pays the seller and the designer, and costs what was said', async () => {
    const id = badgeOf.get(ada)!;
    const price = 10n * QIK;
    const listing = granted(await list(ada, id, price));
    expect(listing).toMatchObject({
      price_e8s: price,
      royalty_e8s: price / 20n,
      seller_gets_e8s: price - price / 20n - FEE,
      selling: false,
    });
    expect((await nft(ben).market([], 10)).rows.map(({ badge }) => badge.id)).toEqual([id]);
    const before = await Promise.all([ada, ben, organizer].map(balance));
    await allow(ben, price + FEE);
    const trade = granted(await nft(ben).buy_badge({ badge_id: id, price_e8s: price }));
    expect(trade.state).toEqual({ Collecting: null });
    await deployment.settle();
    expect(await tradeNow(ben, trade)).toMatchObject({ state: { Done: null } });
    expect(await ownerOf(id)).toBe(ben);
    const after = await Promise.all([ada, ben, organizer].map(balance));
    expect(after.map((each, i) => each - before[i])).toEqual([
      listing.seller_gets_e8s,
      -price - 2n * FEE,
      listing.royalty_e8s - FEE,
    ]);
    expect((await nft(ben).market([], 10)).rows).toEqual([]);
    expect(await nft(ada).get_trade(trade.id)).toHaveProperty('Ok');
    expect(await nft(cleo).get_trade(trade.id)).toEqual({ Err: { UnknownTrade: null } });
    await expectNothingLost();
  });

  test('that the buyer cannot pay changes nothing, and the badge is for sale again', async () => {
    const id = badgeOf.get(ada)!;
    granted(await list(ada, id, 5n * QIK));
    await allow(cleo, 5n * QIK);
    const short = granted(await nft(cleo).buy_badge({ badge_id: id, price_e8s: 5n * QIK }));
    await deployment.settle();
    expect(await tradeNow(cleo, short)).toMatchObject({
      state: { Refused: { reason: 'InsufficientAllowance' } },
    });
    expect(await ownerOf(id)).toBe(ada);
    const [again] = await nft(ben).get_listing(id);
    expect(again).toMatchObject({ selling: false });
    await expectNothingLost();
  });

  test('reserves the badge: it can be moved by nobody, not even by who was approved', async () => {
    const id = badgeOf.get(ada)!;
    granted(await list(ada, id, QIK));
    expect(await give(ada, dora, id)).toHaveProperty('Err.GenericError.error_code', 103n);
    expect(await list(ada, bound, QIK)).toEqual({ Err: { Soulbound: null } });
    granted(await nft(ada).cancel_listing(id));
    expect(await give(ada, dora, id)).toHaveProperty('Ok');
  });

  test('is refused with what is wrong', async () => {
    const id = badgeOf.get(ada)!;
    const now = await deployment.nowNs();
    const refusals: [Promise<{ Ok: unknown } | { Err: MarketRefusal }>, string][] = [
      [list(ben, id, QIK), 'NotOwner'],
      [list(ada, 9_999n, QIK), 'UnknownBadge'],
      [list(ada, id, 99n * FEE), 'PriceTooLow'],
      [list(ada, id, QIK, [now]), 'Expired'],
      [nft(ben).buy_badge({ badge_id: id, price_e8s: QIK }), 'UnknownListing'],
      [nft(ben).cancel_listing(id), 'UnknownListing'],
      [nft(ben).withdraw_offer(9n), 'UnknownOffer'],
      [nft(ben).withdraw_swap(9n), 'UnknownSwap'],
    ];
    for (const [answer, name] of refusals) expect(await answer).toHaveProperty(`Err.${name}`);
    granted(await list(ada, id, QIK, [now + DAY_NS]));
    expect(await nft(ada).buy_badge({ badge_id: id, price_e8s: QIK })).toHaveProperty(
      'Err.OwnBadge',
    );
    expect(await nft(ben).buy_badge({ badge_id: id, price_e8s: 2n * QIK })).toEqual({
      Err: { PriceChanged: { price_e8s: QIK } },
    });
  });

  test('to many at once is one sale; who came late keeps their QIK', async () => {
    const id = badgeOf.get(ada)!;
    const price = 3n * QIK;
    granted(await list(ada, id, price));
    for (const who of [ben, cleo, dora]) await allow(who, price + FEE);
    const before = await Promise.all([ben, cleo, dora].map(balance));
    const waiting = [];
    for (const who of [ben, cleo, dora, ben]) {
      waiting.push(await deployment.deferredNft(who).buy_badge({ badge_id: id, price_e8s: price }));
    }
    const answers = await Promise.all(waiting.map((answer) => answer()));
    expect(answers.filter((answer) => 'Ok' in answer)).toHaveLength(1);
    await deployment.settle();
    const after = await Promise.all([ben, cleo, dora].map(balance));
    expect(after.filter((each, i) => each < before[i])).toHaveLength(1);
    await expectNothingLost();
  });
});

describe('a sale whose ledger is stopped', () => {
  const wallet = () => ({ canisterId: picIdOf(deployment, 'wallet') });
  test('waits, is shown to operators with what to do, and ends after an upgrade in between', async () => {
    const id = badgeOf.get(ada)!;
    const price = 2n * QIK;
    granted(await list(ada, id, price));
    await allow(ben, price + FEE);
    await deployment.pic.stopCanister(wallet());
    const trade = granted(await nft(ben).buy_badge({ badge_id: id, price_e8s: price }));
    for (let i = 0; i < 90; i++) await deployment.pass(1);
    const { sagas } = granted(await nft(admin).stuck_sagas([], 10));
    expect(sagas).toMatchObject([{ id: trade.id, kind: 'sale', step: 'Collect' }]);
    expect(sagas[0].advice).toContain('wallet canister');
    expect(sagas[0].last_error[0]).toMatch(/stopped/);
    expect(await nft(ben).stuck_sagas([], 10)).toEqual({ Err: { Forbidden: null } });
    expect(await nft(ada).cancel_listing(id)).toEqual({ Err: { Reserved: null } });
    await deployment.upgrade('nft');
    await deployment.pic.startCanister(wallet());
    granted(await nft(admin).retry_saga(trade.id));
    await deployment.settle();
    expect(await tradeNow(ben, trade)).toMatchObject({ state: { Done: null } });
    expect(await ownerOf(id)).toBe(ben);
    expect(granted(await nft(admin).stuck_sagas([], 10)).sagas).toEqual([]);
    expect(await nft(admin).retry_saga(trade.id)).toEqual({ Err: { UnknownSaga: null } });
    await expectNothingLost();
  });

  test('for two days is given back to the market: the payment can no longer come', async () => {
    const id = badgeOf.get(ada)!;
    granted(await list(ada, id, QIK));
    await allow(ben, QIK + FEE);
    await deployment.pic.stopCanister(wallet());
    const trade = granted(await nft(ben).buy_badge({ badge_id: id, price_e8s: QIK }));
    await deployment.settle();
    await deployment.pass(2 * 86_400);
    await deployment.pic.startCanister(wallet());
    granted(await nft(admin).retry_saga(trade.id));
    await deployment.settle();
    expect(await tradeNow(ben, trade)).toMatchObject({ state: { Refused: { reason: 'Expired' } } });
    expect(await ownerOf(id)).toBe(ada);
    await expectNothingLost();
  });
});

describe('an offer', () => {
  test('is accepted by the owner at its price, or withdrawn, or over when its time is', async () => {
    const id = badgeOf.get(cleo)!;
    const now = await deployment.nowNs();
    const offer = (who: Person, price: bigint, until = now + DAY_NS) =>
      nft(who).make_offer({ badge_id: id, price_e8s: price, expires_at_ns: until });
    const low = granted(await offer(ada, QIK));
    const high = granted(await offer(dora, 4n * QIK));
    const short = granted(await offer(ben, 9n * QIK, now + 60_000_000_000n));
    expect(await offer(cleo, QIK)).toEqual({ Err: { OwnBadge: null } });
    const { rows } = await nft(cleo).offers_of_badge(id, [], 10);
    expect(rows.map((each) => each.id)).toEqual([short.id, high.id, low.id]);
    await deployment.pass(61);
    const accept = (offer_id: bigint, price_e8s: bigint, who = cleo) =>
      nft(who).accept_offer({ offer_id, price_e8s });
    expect(await accept(short.id, 9n * QIK)).toEqual({ Err: { Expired: null } });
    expect(await accept(high.id, 4n * QIK, ben)).toEqual({ Err: { NotOwner: null } });
    expect(await accept(high.id, 5n * QIK)).toHaveProperty('Err.PriceChanged');
    granted(await nft(ada).withdraw_offer(low.id));
    expect(await accept(low.id, QIK)).toEqual({ Err: { UnknownOffer: null } });
    await allow(dora, 4n * QIK + FEE);
    const trade = granted(await accept(high.id, 4n * QIK));
    await deployment.settle();
    expect(await tradeNow(dora, trade)).toMatchObject({ state: { Done: null } });
    const trail = await trailOf(deployment, 'nft', `sale ${trade.id},`);
    expect(trail).toEqual(['sale by itself: Done']);
    expect(await ownerOf(id)).toBe(dora);
    expect((await nft(dora).my_offers([], 10)).rows).toEqual([]);
    await expectNothingLost();
  });
});

describe('a swap', () => {
  test('changes both badges in one message, and reserves the one that is offered', async () => {
    const [mine, theirs] = [badgeOf.get(ada)!, badgeOf.get(ben)!];
    const now = await deployment.nowNs();
    const asked = { offered_id: mine, wanted_id: theirs, expires_at_ns: now + DAY_NS };
    const swap = granted(await nft(ada).propose_swap(asked));
    expect(await give(ada, cleo, mine)).toHaveProperty('Err.GenericError.error_code', 103n);
    const accepted = { swap_id: swap.id, offered_id: mine, wanted_id: theirs };
    expect(await nft(cleo).accept_swap(accepted)).toEqual({ Err: { NotOwner: null } });
    granted(await nft(ben).accept_swap(accepted));
    expect([await ownerOf(mine), await ownerOf(theirs)]).toEqual([ben, ada]);
    expect(await nft(ben).accept_swap(accepted)).toEqual({ Err: { UnknownSwap: null } });
  });
  test('that is withdrawn or over sets the badge free', async () => {
    const [mine, theirs] = [badgeOf.get(ada)!, badgeOf.get(ben)!];
    const now = await deployment.nowNs();
    const asked = { offered_id: mine, wanted_id: theirs, expires_at_ns: now + 60_000_000_000n };
    const swap = granted(await nft(ada).propose_swap(asked));
    granted(await nft(ada).withdraw_swap(swap.id));
    granted(await nft(ada).propose_swap(asked));
    expect(await nft(ada).propose_swap(asked)).toEqual({ Err: { Reserved: null } });
    await deployment.pass(61);
    expect((await nft(ben).swaps_of_badge(theirs, [], 10)).rows).toEqual([]);
    granted(await nft(ada).propose_swap({ ...asked, expires_at_ns: now + DAY_NS }));
  });
});

test('whatever people do at once, and whatever stops in between: nothing is lost, made or sold twice', async () => {
  const wallet = { canisterId: picIdOf(deployment, 'wallet') };
  const all = [...badgeOf.values()];
  let running = true;
  const start = async () => {
    if (!running) await deployment.pic.startCanister(wallet);
    running = true;
  };
  for (const who of traders) await allow(who, 1_000n * QIK);

  async function act({ who, other, what, price }: TradeStep): Promise<void> {
    const badge = all[other];
    // Mostly the owner, sometimes somebody who must be refused.
    const owners = ['list', 'accept', 'give', 'swap', 'take'].includes(what) && price % 5 > 0;
    const me = owners ? ((await ownerOf(badge)) as Person) : traders[who];
    const amount = BigInt(price) * QIK;
    const until = (await deployment.nowNs()) + DAY_NS;
    if (what === 'list') await list(me, badge, amount);
    if (what === 'buy') {
      const [listing] = await nft(me).get_listing(badge);
      const asked = { badge_id: badge, price_e8s: listing?.price_e8s ?? amount };
      const twice = [
        await deployment.deferredNft(me).buy_badge(asked),
        await deployment.deferredNft(traders[(who + 1) % 4]).buy_badge(asked),
      ];
      for (const answer of twice) await answer();
    }
    if (what === 'offer')
      await nft(me).make_offer({ badge_id: badge, price_e8s: amount, expires_at_ns: until });
    if (what === 'accept') {
      const [offer] = (await nft(me).offers_of_badge(badge, [], 1)).rows;
      if (offer) await nft(me).accept_offer({ offer_id: offer.id, price_e8s: offer.price_e8s });
    }
    if (what === 'give') await give(me, traders[(who + 1) % 4], badge);
    if (what === 'swap') {
      const wanted_id = all[(other + 1) % 4];
      const asked = { offered_id: badge, wanted_id, expires_at_ns: until };
      const swap = await nft(me).propose_swap(asked);
      const owner = await ownerOf(wanted_id);
      if ('Ok' in swap && owner && price % 2 === 0) {
        await nft(owner).accept_swap({ ...asked, swap_id: swap.Ok.id });
      } else if ('Ok' in swap) await nft(me).withdraw_swap(swap.Ok.id);
    }
    if (what === 'take') await nft(me).cancel_listing(badge);
    if (what === 'stop' && running) {
      await deployment.pic.stopCanister(wallet);
      running = false;
    }
    if (what === 'start') await start();
    if (what === 'upgrade') await deployment.upgrade('nft');
    if (what === 'pass') await deployment.pass(price);
  }

  async function run(sequence: TradeStep[]): Promise<void> {
    for (const step of sequence) await act(step);
    await start();
    for (let second = 0; second < 330; second += 10) await deployment.pass(10);
    await deployment.settle();
    await expectNothingLost();
    for (const who of traders) {
      for (const trade of (await nft(who).my_trades([], 100)).rows) {
        expect(['Done', 'Refused']).toContain(Object.keys(trade.state)[0]);
      }
    }
    // Every badge has one owner, who has it in their list; none is reserved by a sale for good.
    for (const id of all) {
      const owner = (await ownerOf(id)) as Person;
      const held = await nft(owner).icrc7_tokens_of(accountOf(owner.principal), [], []);
      expect(held).toContain(id);
      const [listing] = await nft(owner).get_listing(id);
      expect(listing?.selling ?? false).toBe(false);
    }
    expect(await nft(admin).icrc7_total_supply()).toBe(BigInt(all.length + 1));
  }
  await fc.assert(fc.asyncProperty(tradeSteps, run), { numRuns: 6, endOnFailure: true });
  const trades = (await Promise.all(traders.map((who) => nft(who).my_trades([], 100)))).flatMap(
    ({ rows }) => rows,
  );
  expect(trades.filter(({ state }) => 'Done' in state).length).toBeGreaterThan(5);
}, 600_000);
