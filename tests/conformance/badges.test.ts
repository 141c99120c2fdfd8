/** ICRC-7, ICRC-37 and ICRC-3 case by case, on the real canister. */
import { type Account, accountOf } from '@qikcard/contracts/icrc/account';
import type {
  ApprovalInfo,
  BadgeTransferFromArg,
  RevokeTokenApprovalArg,
} from '@qikcard/contracts/icrc/badge-approvals';
import type { BadgeTransferArg } from '@qikcard/contracts/icrc/non-fungible';
import type { Value } from '@qikcard/contracts/icrc/value';
import { hashOfValue } from '@qikcard/contracts/icrc/value-hash';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { blockFieldKinds, blockSchemas, entriesOf } from '../support/badge-blocks.ts';
import { Deployment } from '../support/deployment.ts';
import { granted, join, organizer, publishEvent, scanOf, tokenOf } from '../support/doors.ts';
import { type Person, people } from '../support/people.ts';
import { badgeRefusals } from './badge-refusals.ts';

const SECOND_NS = 1_000_000_000n;
const WINDOW_NS = 24n * 3_600n * SECOND_NS;
const [ada, ben, cleo] = people('holder', 3);
let deployment: Deployment;
/** Two badges of each, by person; the last one stays with its owner for good. */
const badges = new Map<Person, bigint[]>();
let bound: bigint;

const nft = (who: Person) => deployment.as(who).nft;
const sub = (byte: number) => new Uint8Array(32).fill(byte);
const own = (who: Person, subaccount?: Uint8Array): Account => accountOf(who.principal, subaccount);
const idOf = (who: Person, at = 0) => badges.get(who)![at];

const move = (token_id: bigint, to: Account, change: Partial<BadgeTransferArg> = {}) => ({
  from_subaccount: [] as [],
  to,
  token_id,
  memo: [] as [],
  created_at_time: [] as [],
  ...change,
});
const transfer = async (who: Person, ...args: BadgeTransferArg[]) => nft(who).icrc7_transfer(args);
const info = async (
  spender: Account,
  change: Partial<ApprovalInfo> = {},
): Promise<ApprovalInfo> => ({
  spender,
  from_subaccount: [],
  expires_at: [],
  memo: [],
  created_at_time: await deployment.nowNs(),
  ...change,
});
const approve = async (who: Person, token_id: bigint, spender: Account, change = {}) =>
  (
    await nft(who).icrc37_approve_tokens([{ token_id, approval_info: await info(spender, change) }])
  )[0][0];
const revoke = async (
  who: Person,
  token_id: bigint,
  change: Partial<RevokeTokenApprovalArg> = {},
) => {
  const rest = { spender: [] as [], from_subaccount: [] as [], memo: [] as [] };
  const arg = { token_id, ...rest, created_at_time: [] as [], ...change };
  return (await nft(who).icrc37_revoke_token_approvals([arg]))[0][0];
};
const moveFrom = async (
  who: Person,
  from: Account,
  to: Account,
  token_id: bigint,
  change: Partial<BadgeTransferFromArg> = {},
) => {
  const rest = { spender_subaccount: [] as [], memo: [] as [], created_at_time: [] as [] };
  return (await nft(who).icrc37_transfer_from([{ from, to, token_id, ...rest, ...change }]))[0][0];
};

beforeAll(async () => {
  deployment = await Deployment.start();
  await deployment.grant(organizer, 'organizer');
  const event = await publishEvent(deployment);
  await deployment.settle();
  const draft = { description: '', supply: [] as [], season: '', hue: 1, reward_e8s: 0n };
  const rest = { ...draft, royalty_basis_points: [] as [], soulbound: false };
  const attended = { Attended: { event_id: event.id } };
  for (const name of ['One', 'Two']) {
    granted(await nft(organizer).create_achievement({ ...rest, name, criterion: attended }));
  }
  granted(
    await nft(organizer).create_achievement({
      ...rest,
      name: 'For good',
      criterion: { EarlyBird: { event_id: event.id, first: 1 } },
      soulbound: true,
    }),
  );
  for (const who of [ada, ben, cleo]) {
    const place = await join(deployment, event.id, who);
    const scan = scanOf(event.id, await tokenOf(deployment, who, place));
    expect(await deployment.as(organizer).event.check_in(scan)).toHaveProperty('Admitted');
    await deployment.settle();
    const ids = await nft(who).icrc7_tokens_of(own(who), [], []);
    badges.set(who, ids);
    if (ids.length === 3) bound = ids[2];
  }
});
afterAll(() => deployment?.stop());

describe('ICRC-7', () => {
  test('says of itself what its metadata says', async () => {
    const metadata = new Map(await nft(ada).icrc7_collection_metadata());
    const { nft: ledger } = deployment.as(ada);
    const nat = async (name: string, value: Promise<bigint | [] | [bigint]>) => {
      const found = [await value].flat()[0];
      expect([name, metadata.get(name)]).toEqual([name, { Nat: found }]);
    };
    await nat('icrc7:total_supply', ledger.icrc7_total_supply());
    await nat('icrc7:max_query_batch_size', ledger.icrc7_max_query_batch_size());
    await nat('icrc7:max_update_batch_size', ledger.icrc7_max_update_batch_size());
    await nat('icrc7:default_take_value', ledger.icrc7_default_take_value());
    await nat('icrc7:max_take_value', ledger.icrc7_max_take_value());
    await nat('icrc7:max_memo_size', ledger.icrc7_max_memo_size());
    await nat('icrc7:tx_window', ledger.icrc7_tx_window());
    await nat('icrc7:permitted_drift', ledger.icrc7_permitted_drift());
    expect(metadata.get('icrc7:symbol')).toEqual({ Text: await ledger.icrc7_symbol() });
    expect(metadata.get('icrc7:name')).toEqual({ Text: await ledger.icrc7_name() });
  });

  test('answers queries in the order of the question, with nothing for what does not exist', async () => {
    const ids = [9_999n, idOf(ada), 1n << 80n, idOf(ben)];
    const owners = await nft(ada).icrc7_owner_of(ids);
    expect(owners).toEqual([[], [own(ada)], [], [own(ben)]]);
    const metadata = await nft(ada).icrc7_token_metadata(ids);
    expect(metadata.map((each) => each.length)).toEqual([0, 1, 0, 1]);
    expect(await nft(ada).icrc7_balance_of([own(ben), own(ada, sub(1)), own(ben, sub(0))])).toEqual(
      [2n, 0n, 2n],
    );
    const most = Number((await nft(ada).icrc7_max_query_batch_size())[0]);
    const many = Array.from({ length: most + 5 }, () => idOf(ada));
    expect(await nft(ada).icrc7_owner_of(many)).toHaveLength(most);
  });

  test('pages: what was seen last is not shown again, and no page is longer than the most', async () => {
    const all = await nft(ada).icrc7_tokens([], []);
    expect(all).toEqual([...all].sort((a, b) => (a < b ? -1 : 1)));
    expect(await nft(ada).icrc7_tokens([all[1]], [2n])).toEqual(all.slice(2, 4));
    expect(await nft(ada).icrc7_tokens([], [0n])).toEqual([]);
    expect(await nft(ada).icrc7_tokens([], [1_000_000n])).toEqual(all);
    expect(await nft(ada).icrc7_tokens([1n << 70n], [])).toEqual([]);
    const [first, second] = badges.get(ben)!;
    expect(await nft(ada).icrc7_tokens_of(own(ben), [first], [])).toEqual([second]);
    expect(await nft(ada).icrc7_tokens_of(own(ben), [], [1n])).toEqual([first]);
  });

  test('refuses each transfer for what is wrong with it, and only that one', async () => {
    const now = await deployment.nowNs();
    const id = idOf(ada);
    const answers = await transfer(
      ada,
      move(9_999n, own(ben)),
      move(id, own(ada)),
      move(id, own(ada, sub(0))),
      move(idOf(ben), own(cleo)),
      move(id, own(ben), { from_subaccount: [sub(7)] }),
      move(id, own(ben), { memo: [new Uint8Array(33)] }),
      move(id, own(ben), { created_at_time: [now - WINDOW_NS - 121n * SECOND_NS] }),
      move(id, own(ben), { created_at_time: [now + 125n * SECOND_NS] }),
      move(id, own(ben, new Uint8Array(31))),
      move(bound, own(ben)),
    );
    expect(answers.map(([answer]) => Object.keys((answer as { Err: object }).Err)[0])).toEqual([
      'NonExistingTokenId',
      'InvalidRecipient',
      'InvalidRecipient',
      'Unauthorized',
      'Unauthorized',
      'GenericError',
      'TooOld',
      'CreatedInFuture',
      'GenericError',
      'GenericError',
    ]);
    const late = (answers[7][0] as { Err: { CreatedInFuture: { ledger_time: bigint } } }).Err;
    expect(late.CreatedInFuture.ledger_time).toBeGreaterThanOrEqual(now);
    expect(await nft(ada).icrc7_owner_of([id, bound])).toEqual([[own(ada)], [own(ada)]]);
    expect(await transfer(ada)).toEqual([]);
  });

  test('refuses a batch that is too long as a whole, and nothing of it has happened', async () => {
    const most = Number((await nft(ada).icrc7_max_update_batch_size())[0]);
    const many = Array.from({ length: most + 1 }, () => move(idOf(ada), own(ben)));
    const [[answer]] = await transfer(ada, ...many);
    expect(answer).toHaveProperty('Err.GenericBatchError');
    expect(await nft(ada).icrc7_owner_of([idOf(ada)])).toEqual([[own(ada)]]);
  });

  test('recognises a repetition within the window, and takes no two different ones for one', async () => {
    const created_at_time: [bigint] = [await deployment.nowNs()];
    const there = move(idOf(ada), own(ben), { created_at_time });
    const [[first]] = await transfer(ada, there);
    const index = granted(first!);
    expect(await transfer(ada, there)).toEqual([[{ Err: { Duplicate: { duplicate_of: index } } }]]);
    const [[other]] = await transfer(ada, { ...there, memo: [Uint8Array.of(1)] });
    expect(other).toHaveProperty('Err.Unauthorized');
    const back = move(idOf(ada), own(ada));
    expect((await transfer(ben, back))[0][0]).toHaveProperty('Ok');
    // Without a time none is a repetition.
    expect((await transfer(ada, move(idOf(ada), own(ben))))[0][0]).toHaveProperty('Ok');
    expect((await transfer(ben, back))[0][0]).toHaveProperty('Ok');
  });

  test('keeps subaccounts apart', async () => {
    const id = idOf(cleo);
    expect((await transfer(cleo, move(id, own(cleo, sub(9)))))[0][0]).toHaveProperty('Ok');
    expect(await nft(ada).icrc7_owner_of([id])).toEqual([[own(cleo, sub(9))]]);
    expect((await transfer(cleo, move(id, own(ben))))[0][0]).toHaveProperty('Err.Unauthorized');
    const home = move(id, own(cleo), { from_subaccount: [sub(9)] });
    expect((await transfer(cleo, home))[0][0]).toHaveProperty('Ok');
  });
});

describe('ICRC-37', () => {
  test('refuses each approval for what is wrong with it', async () => {
    const now = await deployment.nowNs();
    const id = idOf(ada);
    expect(await approve(ada, 9_999n, own(ben))).toHaveProperty('Err.NonExistingTokenId');
    expect(await approve(ada, id, own(ada))).toHaveProperty('Err.InvalidSpender');
    expect(await approve(ben, id, own(cleo))).toHaveProperty('Err.Unauthorized');
    expect(await approve(ada, id, own(ben), { from_subaccount: [sub(3)] })).toHaveProperty(
      'Err.Unauthorized',
    );
    const old = { created_at_time: now - WINDOW_NS - 121n * SECOND_NS };
    expect(await approve(ada, id, own(ben), old)).toHaveProperty('Err.TooOld');
    const early = { created_at_time: now + 125n * SECOND_NS };
    expect(await approve(ada, id, own(ben), early)).toHaveProperty('Err.CreatedInFuture');
    expect(await approve(ada, id, own(ben), { memo: [new Uint8Array(33)] })).toHaveProperty(
      'Err.GenericError',
    );
    const forAll = await nft(ada).icrc37_approve_collection([
      { approval_info: await info(own(ada)) },
    ]);
    expect(forAll[0][0]).toHaveProperty('Err.InvalidSpender');
  });

  test('lets whoever is approved move the badge once; the transfer ends its approvals', async () => {
    const id = idOf(ada);
    expect(await moveFrom(ben, own(ada), own(cleo), id)).toHaveProperty('Err.Unauthorized');
    expect(await approve(ada, id, own(ben))).toHaveProperty('Ok');
    expect(
      await nft(ada).icrc37_is_approved([
        { spender: own(ben), from_subaccount: [], token_id: id },
        { spender: own(cleo), from_subaccount: [], token_id: id },
        { spender: own(ben), from_subaccount: [], token_id: 9_999n },
      ]),
    ).toEqual([true, false, false]);
    expect(await moveFrom(ben, own(ada), own(ada), id)).toHaveProperty('Err.InvalidRecipient');
    expect(await moveFrom(ben, own(ada), own(cleo), 9_999n)).toHaveProperty(
      'Err.NonExistingTokenId',
    );
    expect(await moveFrom(ben, own(cleo), own(ben), id)).toHaveProperty('Err.Unauthorized');
    const wrong = { spender_subaccount: [sub(5)] as [Uint8Array] };
    expect(await moveFrom(ben, own(ada), own(cleo), id, wrong)).toHaveProperty('Err.Unauthorized');
    const created_at_time: [bigint] = [await deployment.nowNs()];
    const moved = await moveFrom(ben, own(ada), own(cleo), id, { created_at_time });
    expect(moved).toHaveProperty('Ok');
    expect(await moveFrom(ben, own(ada), own(cleo), id, { created_at_time })).toHaveProperty(
      'Err.Duplicate',
    );
    expect(await nft(ada).icrc37_get_token_approvals(id, [], [])).toEqual([]);
    expect(await moveFrom(ben, own(cleo), own(ben), id)).toHaveProperty('Err.Unauthorized');
    expect((await transfer(cleo, move(id, own(ada))))[0][0]).toHaveProperty('Ok');
  });

  test('an approval ends when it said it would', async () => {
    const id = idOf(ada);
    const until = (await deployment.nowNs()) + 30n * SECOND_NS;
    expect(await approve(ada, id, own(ben), { expires_at: [until] })).toHaveProperty('Ok');
    const [shown] = await nft(ada).icrc37_get_token_approvals(id, [], []);
    expect(shown.approval_info).toMatchObject({ spender: own(ben), expires_at: [until] });
    await deployment.pass(31);
    expect(await moveFrom(ben, own(ada), own(cleo), id)).toHaveProperty('Err.Unauthorized');
    expect(await nft(ada).icrc37_get_token_approvals(id, [], [])).toEqual([]);
  });

  test('takes back one approval or all, and says when there is none', async () => {
    const id = idOf(ada);
    expect(await revoke(ada, id)).toHaveProperty('Err.ApprovalDoesNotExist');
    expect(await revoke(ada, 9_999n)).toHaveProperty('Err.NonExistingTokenId');
    expect(await revoke(ben, id)).toHaveProperty('Err.Unauthorized');
    for (const who of [ben, cleo]) expect(await approve(ada, id, own(who))).toHaveProperty('Ok');
    const old = [(await deployment.nowNs()) - WINDOW_NS - 121n * SECOND_NS] as [bigint];
    expect(await revoke(ada, id, { created_at_time: old })).toHaveProperty('Err.TooOld');
    expect(await revoke(ada, id, { spender: [own(ben)] })).toHaveProperty('Ok');
    expect(await revoke(ada, id, { spender: [own(ben)] })).toHaveProperty(
      'Err.ApprovalDoesNotExist',
    );
    expect(await nft(ada).icrc37_get_token_approvals(id, [], [])).toHaveLength(1);
    expect(await revoke(ada, id)).toHaveProperty('Ok');
    expect(await nft(ada).icrc37_get_token_approvals(id, [], [])).toEqual([]);
  });

  test('an approval for all badges holds for each, survives transfers, and pages', async () => {
    const approval_info = await info(own(cleo));
    const [[given]] = await nft(ada).icrc37_approve_collection([{ approval_info }]);
    expect(given).toHaveProperty('Ok');
    const [[second]] = await nft(ada).icrc37_approve_collection([
      { approval_info: await info(own(ben)) },
    ]);
    expect(second).toHaveProperty('Ok');
    const id = idOf(ada, 1);
    expect(await moveFrom(cleo, own(ada), own(cleo), id)).toHaveProperty('Ok');
    expect((await transfer(cleo, move(id, own(ada))))[0][0]).toHaveProperty('Ok');
    const all = await nft(ada).icrc37_get_collection_approvals(own(ada), [], []);
    expect(all.map(({ spender }) => spender)).toEqual([own(cleo), own(ben)]);
    expect(await nft(ada).icrc37_get_collection_approvals(own(ada), [all[0]], [])).toEqual([
      all[1],
    ]);
    expect(await nft(ada).icrc37_get_collection_approvals(own(ada), [], [1n])).toEqual([all[0]]);
    const rest = { from_subaccount: [] as [], memo: [] as [], created_at_time: [] as [] };
    const [[taken]] = await nft(ada).icrc37_revoke_collection_approvals([{ spender: [], ...rest }]);
    expect(taken).toHaveProperty('Ok');
    const [[none]] = await nft(ada).icrc37_revoke_collection_approvals([{ spender: [], ...rest }]);
    expect(none).toHaveProperty('Err.ApprovalDoesNotExist');
  });

  test('a badge that stays with its owner moves for nobody who was approved', async () => {
    expect(await approve(ada, bound, own(ben))).toHaveProperty('Ok');
    expect(await moveFrom(ben, own(ada), own(ben), bound)).toHaveProperty('Err.GenericError');
  });

  test('has at most as many approvals as it says', async () => {
    const most = Number((await nft(ada).icrc37_max_approvals_per_token_or_collection())[0]);
    const spenders = people('spender', most + 1);
    const id = idOf(ben);
    for (const who of spenders.slice(0, most)) {
      expect(await approve(ben, id, own(who))).toHaveProperty('Ok');
    }
    expect(await approve(ben, id, own(spenders[most]))).toHaveProperty('Err.GenericError');
    // The same spender again takes the place of its own.
    expect(await approve(ben, id, own(spenders[0]))).toHaveProperty('Ok');
    expect(await nft(ben).icrc37_get_token_approvals(id, [], [100n])).toHaveLength(most);
  });
});

test.each(badgeRefusals)('every refusal of %s is one that callers get', (_, refusals) =>
  refusals({ deployment, owner: cleo, other: ben, id: idOf(cleo, 1) }),
);

describe('ICRC-3', () => {
  test('every block fits the schema of its type, and is chained to the one before', async () => {
    const { blocks, log_length } = await nft(ada).icrc3_get_blocks([{ start: 0n, length: 100n }]);
    expect(BigInt(blocks.length)).toBe(log_length);
    const seen = new Set<string>();
    for (const [at, { id, block }] of blocks.entries()) {
      expect(id).toBe(BigInt(at));
      const fields = entriesOf(block);
      const phash = at === 0 ? undefined : { Blob: hashOfValue(blocks[at - 1].block) };
      expect(fields.get('phash')).toEqual(phash);
      expect(Object.keys(fields.get('ts') as object)).toEqual(['Nat']);
      const { Text: btype } = fields.get('btype') as { Text: string };
      seen.add(btype);
      const tx = entriesOf(fields.get('tx') as Value);
      const [must, may] = blockSchemas[btype];
      expect([...tx.keys()]).toEqual(expect.arrayContaining(must));
      for (const [name, value] of tx) {
        expect([...must, ...may], `${btype}.${name}`).toContain(name);
        expect(Object.keys(value), `${btype}.${name}`).toEqual([blockFieldKinds[name]]);
        if ('Array' in value) {
          // An account: its owner, and a subaccount of 32 bytes where one was named.
          const [owner, subaccount] = value.Array as { Blob: Uint8Array }[];
          expect(owner.Blob.length).toBeGreaterThan(0);
          if (subaccount) expect(subaccount.Blob).toHaveLength(32);
        }
      }
    }
    const supported = await nft(ada).icrc3_supported_block_types();
    expect(supported.map(({ block_type }) => block_type).sort()).toEqual(
      Object.keys(blockSchemas).sort(),
    );
    // A burn is in journeys/badge-claims.
    expect([...seen, '7burn'].sort()).toEqual(Object.keys(blockSchemas).sort());
  });

  test('gives the ranges that were asked for, and no archives', async () => {
    const ranges = [
      { start: 2n, length: 2n },
      { start: 0n, length: 1n },
      { start: 1_000_000n, length: 5n },
    ];
    const { blocks } = await nft(ada).icrc3_get_blocks(ranges);
    expect(blocks.map(({ id }) => id)).toEqual([2n, 3n, 0n]);
    expect(await nft(ada).icrc3_get_archives({ from: [] })).toEqual([]);
  });
});
