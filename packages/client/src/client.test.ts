import { Principal } from '@dfinity/principal';
import { eventApi, type Method, shardedId } from '@qikcard/contracts';
import { expect, test } from 'vitest';
import { QikCardError } from './error.ts';
import { expectOk } from './expect-ok.ts';
import { everyRow } from './pages.ts';
import { backoffMs, retryIdempotent } from './retry.ts';
import { eventCanisterFor, routeOf, shardedActor } from './shards.ts';

const unreachable = () => new QikCardError('unreachable', 'NoConnection', 'No network.');

test('an accepted call gives its value, a refused one throws its name, data and sentence', () => {
  expect(expectOk({ Ok: 7 })).toBe(7);
  expect(() => expectOk({ Err: { CapacityReached: { capacity: 20 } } })).toThrow(
    expect.objectContaining({
      kind: 'refused',
      code: 'CapacityReached',
      data: { capacity: 20 },
      message: 'All 20 places are taken.',
    }),
  );
});

test('a refusal newer than this client still has words', () => {
  expect(() => expectOk({ Err: { MoonTooFull: null } as never })).toThrow('Refused: MoonTooFull.');
});

test('an idempotent call is repeated until the network is back', async () => {
  let calls = 0;
  const answer = await retryIdempotent(
    async () => {
      if (++calls < 3) throw unreachable();
      return 'admitted';
    },
    { sleep: async () => {} },
  );
  expect([answer, calls]).toEqual(['admitted', 3]);
});

test('what is no network failure is not repeated, and repeating ends', async () => {
  let calls = 0;
  const failing = (error: unknown) => () => {
    calls++;
    return Promise.reject(error);
  };
  const options = { sleep: async () => {}, attempts: 4 };
  const trapped = new QikCardError('trapped', 'Trapped', 'Trapped.');
  await expect(retryIdempotent(failing(trapped), options)).rejects.toBe(trapped);
  expect(calls).toBe(1);
  await expect(retryIdempotent(failing(unreachable()), options)).rejects.toMatchObject({
    kind: 'unreachable',
  });
  expect(calls).toBe(5);
});

test('waits grow, are random and have an upper bound', () => {
  const policy = { firstMs: 100, mostMs: 1_000 };
  expect([1, 2, 3, 9].map((n) => backoffMs(n, policy, () => 1))).toEqual([100, 200, 400, 1_000]);
  expect(backoffMs(9, policy, () => 0)).toBe(0);
});

test('every row of every page comes once, in order', async () => {
  const pages = new Map<number | undefined, { rows: string[]; next: [] | [number] }>([
    [undefined, { rows: ['a', 'b'], next: [2] }],
    [2, { rows: [], next: [3] }],
    [3, { rows: ['c'], next: [] }],
  ]);
  const rows: string[] = [];
  const walk = everyRow(
    async (at: [] | [number]) => pages.get(at[0])!,
    (page) => page.rows,
  );
  for await (const row of walk) rows.push(row);
  expect(rows).toEqual(['a', 'b', 'c']);
});

test('a cursor that stands still is an error, not an endless loop', async () => {
  const walk = everyRow(
    async (_at: [] | [number]) => ({ next: [5] as [number], rows: [1] }),
    (page) => page.rows,
  );
  await expect(drain(walk)).rejects.toThrow('does not advance');
});

test('an event id says which canister holds it', () => {
  const shards = ['first', 'second'];
  expect(eventCanisterFor(shardedId(0, 9n), shards)).toBe('first');
  expect(eventCanisterFor(shardedId(1, 9n), shards)).toBe('second');
  expect(() => eventCanisterFor(shardedId(7, 9n), shards)).toThrow('There is no such event');
});

test('every method of the event canister has a way to its shard', () => {
  const routes = Object.entries(eventApi).map(([name, method]) => [
    name,
    routeOf(name, method as unknown as Method).kind,
  ]);
  const kindOf = Object.fromEntries(routes);
  expect(kindOf).toMatchObject({
    version: 'first',
    get_event: 'by id',
    issue_token: 'by id',
    check_in: 'by id',
    submit_scans: 'split',
    list_events: 'pages',
    my_registrations: 'pages',
    attendance: 'by id',
    create_event: 'newest',
    look_at_code: 'ask around',
    pair_device: 'ask around',
  });
});

test('things of an event are asked for where the event is, things of a person everywhere', async () => {
  const asked: string[] = [];
  const shard = (name: string) =>
    Object.fromEntries(
      ['create_resource', 'loans_of_owner', 'check_out_resource'].map((method) => [
        method,
        async () => {
          asked.push(`${name} ${method}`);
          return { Ok: { loans: [], next: [] } };
        },
      ]),
    );
  const actor = shardedActor([shard('first'), shard('second')]);
  const owner = { Event: shardedId(0, 5n) };
  await actor['create_resource']({ owner });
  await actor['loans_of_owner']([], 10, owner, { Open: null });
  await actor['check_out_resource']({ resource_id: shardedId(0, 3n) });
  const person = { Person: Principal.anonymous() };
  await actor['create_resource']({ owner: person });
  await actor['loans_of_owner']([], 10, person, { Open: null });
  expect(asked).toEqual([
    'first create_resource',
    'first loans_of_owner',
    'first check_out_resource',
    'second create_resource',
    'second loans_of_owner',
  ]);
});

test('with one shard, nothing stands between the caller and it', () => {
  const only = { version: async () => 'it' };
  expect(shardedActor([only])).toBe(only);
});

async function drain(rows: AsyncIterable<unknown>): Promise<void> {
  for await (const _row of rows);
}
