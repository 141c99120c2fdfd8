/** What badges cost: minting, giving away, approving, selling; instructions, and cycles in all. */
import type { CanisterName } from '@qikcard/contracts';
import { accountOf } from '@qikcard/contracts/icrc/account';
import { Deployment } from '../tests/support/deployment.ts';
import { granted, join, organizer, publishEvent } from '../tests/support/doors.ts';
import { type Person, people } from '../tests/support/people.ts';
import type { Row } from './rows.ts';

const SAMPLES = 5;
const QIK = 100_000_000n;
const PRICE = QIK;
const FEE = 10_000n;
const guests = people('guest', SAMPLES);

export const suite = { title: 'Badges, instructions and cycles', measure };

type Bench = { deployment: Deployment; eventId: bigint; costs: Row[] };

async function measure(): Promise<Row[]> {
  const deployment = await Deployment.start();
  try {
    await deployment.grant(organizer, 'organizer');
    const { id: eventId } = await publishEvent(deployment);
    await deployment.settle();
    const bench: Bench = { deployment, eventId, costs: [] };
    await designBadge(bench);
    const badges = await mint(bench);
    await giveAway(bench, badges);
    await sell(bench, badges);
    return bench.costs;
  } finally {
    await deployment.stop();
  }
}

async function designBadge({ deployment, eventId }: Bench): Promise<void> {
  granted(
    await deployment.as(organizer).nft.create_achievement({
      name: 'Bench',
      description: '',
      criterion: { Attended: { event_id: eventId } },
      soulbound: false,
      reward_e8s: 10n * QIK,
      supply: [100],
      season: '2026',
      hue: 10,
      royalty_basis_points: [500],
    }),
  );
}

/** First entries, each of which earns a badge with a reward. */
async function mint(bench: Bench): Promise<bigint[]> {
  const { deployment, eventId } = bench;
  const places: Awaited<ReturnType<typeof join>>[] = [];
  for (const who of guests) places.push(await join(deployment, eventId, who));
  await deployment.settle();
  const enter = async (at: number) => {
    const asked = { registration_id: places[at].id, direction: { In: null }, list_id: [] as [] };
    const rest = { gate: '', reason: 'bench', override_rules: false };
    await deployment.as(organizer).event.move_by_hand({ ...asked, ...rest });
    await deployment.settle();
  };
  await counted(bench, 'badge minted for an entry, with its reward', 'receive_facts', enter);
  const held = guests.map((who) => deployment.as(who).nft.icrc7_tokens_of(own(who), [], []));
  return (await Promise.all(held)).map(([id]) => id);
}

const own = (who: Person) => accountOf(who.principal);

async function giveAway(bench: Bench, badges: bigint[]): Promise<void> {
  const { deployment } = bench;
  const nothing = { memo: [] as [], created_at_time: [] as [] };
  const next = (at: number) => guests[(at + 1) % SAMPLES];
  await counted(bench, 'icrc37_approve_tokens', 'icrc37_approve_tokens', async (at) => {
    const approval_info = {
      spender: own(next(at)),
      from_subaccount: [] as [],
      expires_at: [] as [],
      memo: [] as [],
      created_at_time: await deployment.nowNs(),
    };
    const asked = [{ token_id: badges[at], approval_info }];
    return deployment.as(guests[at]).nft.icrc37_approve_tokens(asked);
  });
  const move = (at: number, from: Person, to: Person) =>
    deployment
      .as(from)
      .nft.icrc7_transfer([{ from_subaccount: [], to: own(to), token_id: badges[at], ...nothing }]);
  await counted(bench, 'icrc7_transfer', 'icrc7_transfer', (at) => move(at, guests[at], next(at)));
  for (const at of badges.keys()) await move(at, next(at), guests[at]);
  await deployment.settle();
}

async function sell(bench: Bench, badges: bigint[]): Promise<void> {
  const { deployment } = bench;
  await counted(bench, 'list_badge', 'list_badge', (at) =>
    deployment
      .as(guests[at])
      .nft.list_badge({ badge_id: badges[at], price_e8s: PRICE, expires_at_ns: [] }),
  );
  for (const who of guests) {
    granted(
      await deployment.as(who).wallet.icrc2_approve({
        from_subaccount: [],
        spender: accountOf(deployment.ids.nft),
        amount: 10n * (PRICE + FEE),
        expected_allowance: [],
        expires_at: [],
        fee: [],
        memo: [],
        created_at_time: [],
      }),
    );
  }
  // Whoever bought a badge has it from then on: each buys that of the one before.
  await counted(bench, 'sale, until all are paid', 'buy_badge', async (at) => {
    const buyer = guests[(at + 1) % SAMPLES];
    granted(await deployment.as(buyer).nft.buy_badge({ badge_id: badges[at], price_e8s: PRICE }));
    await deployment.settle();
  });
}

const used = async (deployment: Deployment, method: string) => {
  const all = await deployment.as(organizer).nft.instructions();
  return Number(all.find((entry) => entry.method === method)?.total ?? 0n) / 1e6;
};
async function balance({ pic, ids }: Deployment): Promise<number> {
  const paying: CanisterName[] = ['nft', 'wallet'];
  const each = await Promise.all(paying.map((name) => pic.getCyclesBalance(ids[name] as never)));
  return each.reduce<number>((sum, cycles) => sum + Number(cycles), 0) / 1e6;
}

/** Instructions of `method` in the nft canister, and cycles of nft and wallet with all that follows, for one call. */
async function counted(
  bench: Bench,
  name: string,
  method: string,
  call: (at: number) => Promise<unknown>,
): Promise<void> {
  const { deployment, costs } = bench;
  const [instructions, cycles] = [await used(deployment, method), await balance(deployment)];
  for (let at = 0; at < SAMPLES; at++) await call(at);
  // What a call leaves to timers is part of what it costs.
  await deployment.settle();
  const value = ((await used(deployment, method)) - instructions) / SAMPLES;
  costs.push({ name: `nft.${method}: ${name}`, value, unit: 'M instructions', exact: true });
  const spent = (cycles - (await balance(deployment))) / SAMPLES;
  costs.push({ name: `cycles of nft and wallet: ${name}`, value: spent, unit: 'M cycles' });
}
