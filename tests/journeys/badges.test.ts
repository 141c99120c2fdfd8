/** A check-in earns a badge and QIK: event → nft → wallet and profile, once, on the real canisters. */
import { Principal } from '@dfinity/principal';
import { certifiedValue } from '@qikcard/client/certified';
import { type AchievementDraft, badgeArt, type EventView } from '@qikcard/contracts';
import { accountOf } from '@qikcard/contracts/icrc/account';
import type { BadgeTransferArg } from '@qikcard/contracts/icrc/non-fungible';
import { hashOfValue, leb128 } from '@qikcard/contracts/icrc/value-hash';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { admin, Deployment } from '../support/deployment.ts';
import { granted, join, organizer, publishEvent, scanOf, tokenOf } from '../support/doors.ts';
import { verifiedPage } from '../support/operator.ts';
import { person } from '../support/people.ts';

const QIK = 100_000_000n;
const ada = person('Ada');
const ben = person('Ben');
let deployment: Deployment;
let event: EventView;

const design = (change: Partial<AchievementDraft> = {}): AchievementDraft => ({
  name: 'Community day',
  description: 'Was there.',
  criterion: { Attended: { event_id: event.id } },
  soulbound: false,
  reward_e8s: 2n * QIK,
  supply: [2],
  season: '2026',
  hue: 240,
  royalty_basis_points: [],
  ...change,
});

beforeAll(async () => {
  deployment = await Deployment.start();
  await deployment.grant(organizer, 'organizer');
  for (const who of [ada, ben])
    granted(await deployment.as(who).auth.register({ display_name: who.name }));
  event = await publishEvent(deployment);
  await deployment.settle();
});
afterAll(() => deployment?.stop());

async function enter(who: typeof ada, eventId = event.id): Promise<void> {
  const place = await join(deployment, eventId, who);
  const scan = scanOf(eventId, await tokenOf(deployment, who, place));
  expect(await deployment.as(organizer).event.check_in(scan)).toHaveProperty('Admitted');
  await deployment.settle();
}
const balance = (who: typeof ada) =>
  deployment.as(who).wallet.icrc1_balance_of(accountOf(who.principal));
const badgesOf = (who: typeof ada) =>
  deployment.as(who).nft.icrc7_tokens_of(accountOf(who.principal), [], []);

describe('designs', () => {
  test('are made by the organizer of the event, and by nobody else', async () => {
    expect(await deployment.as(ada).nft.create_achievement(design())).toEqual({
      Err: { Forbidden: null },
    });
    const made = granted(await deployment.as(organizer).nft.create_achievement(design()));
    expect(made).toMatchObject({ name: 'Community day', minted: 0, retired: false });
    const early = design({
      name: 'First at the door',
      criterion: { EarlyBird: { event_id: event.id, first: 1 } },
      reward_e8s: 0n,
      supply: [],
      soulbound: true,
    });
    granted(await deployment.as(organizer).nft.create_achievement(early));
    const everybody = design({ criterion: { Attendance: { events: 1 } }, reward_e8s: 0n });
    expect(await deployment.as(organizer).nft.create_achievement(everybody)).toEqual({
      Err: { Forbidden: null },
    });
  });
  test('cannot promise more QIK than an event may give away', async () => {
    const rich = design({ reward_e8s: 5_000n * QIK, supply: [2] });
    expect(await deployment.as(organizer).nft.create_achievement(rich)).toEqual({
      Err: { BudgetExceeded: { left_e8s: 10_000n * QIK - 4n * QIK } },
    });
    const endless = design({ supply: [] });
    expect(await deployment.as(organizer).nft.create_achievement(endless)).toHaveProperty(
      'Err.Invalid',
    );
  });
});

describe('a check-in', () => {
  test('earns the badges of the event and their QIK, and the profile shows them', async () => {
    await enter(ada);
    expect(await badgesOf(ada)).toEqual([1n, 2n]);
    expect(await balance(ada)).toBe(2n * QIK);
    expect(await deployment.as(ada).wallet.icrc1_total_supply()).toBe(2n * QIK);
    const shown = granted(await deployment.as(ada).profile.achievements(ada.principal, [], 10));
    expect(shown.rows.map(({ name }) => name).sort()).toEqual([
      'Community day',
      'First at the door',
    ]);
    const { rewards } = await deployment.as(ada).wallet.my_rewards([], 10);
    expect(rewards).toMatchObject([{ id: 1n, amount: 2n * QIK, event_id: [event.id], block: 0n }]);
    const { blocks, next } = await deployment.as(ada).wallet.my_blocks([], 10);
    expect(blocks.map(({ index }) => index)).toEqual([0n]);
    expect(next).toEqual([]);
    expect((await deployment.as(ben).wallet.my_blocks([], 10)).blocks).toEqual([]);
  });
  test('a second time, or of the second person, earns what is left to earn', async () => {
    await enter(ben);
    expect(await badgesOf(ben)).toEqual([3n]);
    const place = (await deployment.as(ada).event.my_registrations([], 10)).rows[0];
    const out = scanOf(event.id, await tokenOf(deployment, ada, place, 'check_out'), {
      direction: { Out: null },
    });
    await deployment.as(organizer).event.check_out(out);
    const again = scanOf(event.id, await tokenOf(deployment, ada, place));
    expect(await deployment.as(organizer).event.check_in(again)).toHaveProperty('Admitted');
    await deployment.settle();
    expect(await badgesOf(ada)).toEqual([1n, 2n]);
    expect(await balance(ada)).toBe(2n * QIK);
  });
  test('of a third person finds the supply given away', async () => {
    await enter(person('Cem'));
    expect(await badgesOf(person('Cem'))).toEqual([]);
  });
  test('is cited by the block of its badge', async () => {
    const { blocks, log_length } = await deployment
      .as(ada)
      .nft.icrc3_get_blocks([{ start: 0n, length: 10n }]);
    expect(log_length).toBe(3n);
    const [place] = (await deployment.as(ada).event.my_registrations([], 10)).rows;
    const text = JSON.stringify(blocks[0], (_, v) => (typeof v === 'bigint' ? `${v}` : v));
    expect(text).toContain(`["qikcard:registration",{"Nat":"${place.id}"}]`);
    expect(text).toContain('"7mint"');
  });
});

describe('badges', () => {
  test('look as their history has it, over certified HTTP and in their metadata', async () => {
    const [[metadata]] = await deployment.as(ada).nft.icrc7_token_metadata([1n]);
    const entries = new Map(metadata);
    const svg = badgeArt({
      id: 1n,
      name: 'Community day',
      season: '2026',
      kind: 'Attended',
      count: 0,
      hue: 240,
      edition: 1,
      supply: 2,
      soulbound: false,
      transfers: 0,
    });
    expect(entries.get('icrc7:image')).toEqual({
      Text: `data:image/svg+xml,${encodeURIComponent(svg)}`,
    });
    const picture = await verifiedPage(deployment, 'nft', '/badge/1.svg');
    expect(picture).toEqual({ status: 200, text: svg });
    expect(await verifiedPage(deployment, 'nft', '/badge/99.svg')).toMatchObject({ status: 404 });
  });
  test('are given away once, and those bound to their owner never', async () => {
    const to = (token_id: bigint): BadgeTransferArg => ({
      from_subaccount: [],
      to: accountOf(ben.principal),
      token_id,
      memo: [],
      created_at_time: [],
    });
    const sent = await deployment.as(ada).nft.icrc7_transfer([to(1n), to(2n), to(99n)]);
    expect(sent).toEqual([
      [{ Ok: 3n }],
      [
        {
          Err: {
            GenericError: {
              error_code: 101n,
              message: 'This badge belongs to its owner for good.',
            },
          },
        },
      ],
      [{ Err: { NonExistingTokenId: null } }],
    ]);
    const rings = async () =>
      (await verifiedPage(deployment, 'nft', '/badge/1.svg')).text.match(/r="60"/g)?.length ?? 0;
    // What is certified is shown until the new picture is: never one that no gateway lets through.
    expect(await rings()).toBe(0);
    await deployment.settle();
    expect(await rings()).toBe(1);
    expect(await badgesOf(ben)).toEqual([1n, 3n]);
    expect(await deployment.as(ada).nft.icrc7_owner_of([1n, 2n, 99n])).toEqual([
      [accountOf(ben.principal)],
      [accountOf(ada.principal)],
      [],
    ]);
  });
  test('and QIK stay where they are over an upgrade of both ledgers', async () => {
    await deployment.upgrade('nft');
    await deployment.upgrade('wallet');
    await deployment.settle();
    expect(await badgesOf(ben)).toEqual([1n, 3n]);
    expect(await balance(ben)).toBe(2n * QIK);
  });
});

describe('QIK', () => {
  test('move by ICRC-1 and ICRC-2, and the fee is burned', async () => {
    const fee = await deployment.as(ada).wallet.icrc1_fee();
    const plain = { fee: [], memo: [], created_at_time: [] } as {
      fee: [];
      memo: [];
      created_at_time: [];
    };
    const spender = accountOf(ben.principal);
    granted(
      await deployment.as(ada).wallet.icrc2_approve({
        from_subaccount: [],
        spender,
        amount: QIK,
        expected_allowance: [],
        expires_at: [],
        ...plain,
      }),
    );
    granted(
      await deployment.as(ben).wallet.icrc2_transfer_from({
        spender_subaccount: [],
        from: accountOf(ada.principal),
        to: accountOf(Principal.fromText('aaaaa-aa')),
        amount: QIK - fee,
        ...plain,
      }),
    );
    expect(await balance(ada)).toBe(QIK - fee);
    expect(await deployment.as(ada).wallet.icrc1_total_supply()).toBe(4n * QIK - 2n * fee);
    const pages = deployment.as(ada).wallet.my_blocks;
    const latest = await pages([], 2);
    expect(latest.blocks.map(({ index }) => index)).toEqual([3n, 2n]);
    const earlier = await pages(latest.next, 2);
    expect(earlier).toMatchObject({ blocks: [{ index: 0n }], next: [] });
    // Who moved it is not whose it was.
    const bens = await deployment.as(ben).wallet.my_blocks([], 10);
    expect(bens.blocks.map(({ index }) => index)).toEqual([1n]);
    const mine = granted(
      await deployment
        .as(ada)
        .wallet.icrc103_get_allowances({ from_account: [], prev_spender: [], take: [] }),
    );
    expect(mine).toEqual([]);
    const theirs = await deployment.as(ben).wallet.icrc103_get_allowances({
      from_account: [accountOf(ada.principal)],
      prev_spender: [],
      take: [],
    });
    expect(theirs).toHaveProperty('Err.AccessDenied');
  });
  test('have a last block that the network vouches for', async () => {
    await deployment.settle();
    const { blocks, log_length } = await deployment
      .as(admin)
      .wallet.icrc3_get_blocks([{ start: 0n, length: 100n }]);
    expect(log_length).toBe(4n);
    const [tip] = await deployment.as(admin).wallet.icrc3_get_tip_certificate();
    const trust = {
      canisterId: deployment.ids.wallet,
      rootKey: await deployment.rootKey(),
      anyAge: true,
    };
    const proven = async (label: string) => {
      const proof = { certificate: tip!.certificate, witness: tip!.hash_tree };
      return (await certifiedValue(proof, [label], trust)).value;
    };
    expect(await proven('last_block_index')).toEqual(leb128(log_length - 1n));
    expect(await proven('last_block_hash')).toEqual(hashOfValue(blocks.at(-1)!.block));
  });
});
