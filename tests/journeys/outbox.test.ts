/** Facts between real canisters arrive once and in order, whatever happens to the receiver. */
import { readFileSync } from 'node:fs';
import { IDL } from '@dfinity/candid';
import {
  type ActorOf,
  InitArgument,
  nat32,
  nothing,
  query,
  record,
  service,
  text,
  update,
  vec,
} from '@qikcard/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { admin, Deployment } from '../support/deployment.ts';
import { metric, page, picIdOf, reinstall } from '../support/operator.ts';
import { person } from '../support/people.ts';
import { buildTestCanister } from '../support/test-canisters/build.ts';

const sinkApi = {
  set_mode: update([text], nothing),
  seen: query([], record({ names: vec(text), repeated: nat32, batches: nat32 })),
};
/** The longest pause between two tries, plus the second in which a timer fires. */
const LONGEST_WAIT_SECONDS = 62;
/** Eight tries of one fact with their pauses, and the batch before them. */
const UNTIL_DEAD_SECONDS = 300;

let deployment: Deployment;
let wasm: Uint8Array;
beforeAll(async () => {
  wasm = Uint8Array.from(readFileSync(await buildTestCanister('fact-sink')));
  deployment = await Deployment.start();
});
afterAll(() => deployment?.stop());

const auth = () => deployment.as(admin).auth;
const profile = () => ({ canisterId: picIdOf(deployment, 'profile') });
const initArg = () =>
  IDL.encode(
    [InitArgument],
    [[{ directory: deployment.ids, admins: [admin.principal], shard: 0, event_shards: [] }]],
  );
async function seconds(count: number): Promise<void> {
  for (let second = 0; second < count; second++) await deployment.pass(1);
}
async function lane() {
  const found = (await auth().outbox_status()).find(({ receiver }) => receiver === 'profile');
  if (found === undefined) throw new Error('nothing was ever sent to profile');
  return found;
}
let registered = 0;
/** Registers new people; gives their principals in the order of registration. */
async function register(count: number): Promise<string[]> {
  const made: string[] = [];
  for (let i = 0; i < count; i++) {
    const who = person(`guest ${registered++}`);
    await deployment.as(who).auth.register({ display_name: who.name });
    made.push(who.principal.toText());
  }
  return made;
}

describe('a receiver that fails', () => {
  let sink: ActorOf<typeof sinkApi>;
  let earlier: string[];
  beforeAll(async () => {
    await deployment.pic.reinstallCode({ ...profile(), wasm, arg: initArg() });
    const actor = deployment.pic.createActor(() => service(sinkApi) as never, profile().canisterId);
    sink = actor as unknown as typeof sink;
  });
  beforeEach(async () => {
    await sink.set_mode('ok');
    await seconds(LONGEST_WAIT_SECONDS);
    earlier = (await sink.seen()).names;
  });
  const arrived = async () => (await sink.seen()).names.slice(earlier.length);

  test('by losing its answers takes each fact once all the same, in order', async () => {
    await sink.set_mode('lose answers');
    const people = await register(5);
    await seconds(10);
    const taken = await arrived();
    expect(taken.length).toBeGreaterThan(0);
    expect(taken).toEqual(people.slice(0, taken.length));
    // The sender was told of none of them.
    expect((await lane()).backlog).toBe(5n);
    await sink.set_mode('ok');
    await seconds(LONGEST_WAIT_SECONDS);
    expect(await arrived()).toEqual(people);
    expect(await lane()).toMatchObject({ backlog: 0n, attempts: 0, dead: 0 });
    expect((await sink.seen()).repeated).toBeGreaterThanOrEqual(taken.length);
  });

  test('by trapping for a while gets everything afterwards, in order', async () => {
    await sink.set_mode('trap');
    const people = await register(3);
    await seconds(20);
    expect(await arrived()).toEqual([]);
    expect((await lane()).last_error[0]).toContain('QIKCARD_BUG');
    people.push(...(await register(2)));
    await sink.set_mode('ok');
    await seconds(LONGEST_WAIT_SECONDS);
    expect(await arrived()).toEqual(people);
  });

  test('on one fact gets the others in order; an admin sees that one and sends it again', async () => {
    const victim = person(`guest ${registered + 2}`).principal.toText();
    await sink.set_mode(`trap on ${victim}`);
    const people = await register(6);
    await seconds(UNTIL_DEAD_SECONDS);
    const others = people.filter((each) => each !== victim);
    expect(await arrived()).toEqual(others);
    expect(await lane()).toMatchObject({ backlog: 0n, dead: 1 });

    const letters = await auth().dead_letters('profile');
    if ('Err' in letters) throw new Error('an admin may see dead letters');
    expect(letters.Ok).toMatchObject([
      { kind: 3, reason: expect.stringContaining('this one is too much') },
    ]);
    const health = await auth().health();
    expect(health.concerns.join()).toMatch(/1 facts? for the profile canister/);
    const { text: metrics } = await page(deployment, 'auth', '/metrics');
    expect(metrics).toContain('qikcard_outbox_dead_letters{receiver="profile"} 1\n');

    const nobody = deployment.as(person('Nobody')).auth;
    expect(await nobody.dead_letters('profile')).toEqual({ Err: { Forbidden: null } });
    expect(await nobody.retry_dead_letters('profile', [])).toEqual({ Err: { Forbidden: null } });
    const { seq } = letters.Ok[0];
    expect(await nobody.discard_dead_letters('profile', [seq])).toEqual({
      Err: { Forbidden: null },
    });
    expect(await auth().discard_dead_letters('profile', [])).toEqual({ Ok: 0 });

    await deployment.upgrade('auth');
    await sink.set_mode('ok');
    expect(await auth().retry_dead_letters('profile', [letters.Ok[0].seq])).toEqual({ Ok: 1 });
    await seconds(5);
    expect(await arrived()).toEqual([...others, victim]);
    expect(await auth().retry_dead_letters('profile', [])).toEqual({ Ok: 0 });
    expect(await lane()).toMatchObject({ backlog: 0n, dead: 0 });

    // Given up by its number: the others never hear of it.
    const lost = person(`guest ${registered + 1}`).principal.toText();
    await sink.set_mode(`trap on ${lost}`);
    await register(2);
    await seconds(UNTIL_DEAD_SECONDS);
    const dead = await auth().dead_letters('profile');
    const seqs = 'Ok' in dead ? dead.Ok.map((letter) => letter.seq) : [];
    await sink.set_mode('ok');
    expect(await auth().discard_dead_letters('profile', seqs)).toEqual({ Ok: 1 });
    await seconds(5);
    expect(await arrived()).not.toContain(lost);
    expect(await lane()).toMatchObject({ backlog: 0n, dead: 0 });
  });

  test('because it has no cycles gets everything when it has some again', async () => {
    const freeze = (freezingThreshold: bigint) =>
      deployment.pic.updateCanisterSettings({ ...profile(), freezingThreshold } as never);
    await freeze(10n ** 18n);
    const people = await register(3);
    await seconds(UNTIL_DEAD_SECONDS);
    expect((await lane()).last_error[0]).toMatch(/IC0207|cycles/);
    expect(await lane()).toMatchObject({ backlog: 3n, dead: 0 });
    await freeze(2_592_000n);
    await seconds(LONGEST_WAIT_SECONDS);
    expect(await arrived()).toEqual(people);
  });

  test('because it is stopped is waited for as long as it takes', async () => {
    await deployment.pic.stopCanister(profile());
    const people = await register(3);
    await seconds(UNTIL_DEAD_SECONDS);
    expect(await lane()).toMatchObject({ backlog: 3n, dead: 0 });
    await deployment.pic.startCanister(profile());
    await seconds(LONGEST_WAIT_SECONDS);
    expect(await arrived()).toEqual(people);
  });

  test('to be there because it is upgraded again and again loses and repeats nothing', async () => {
    const people: string[] = [];
    for (let round = 0; round < 4; round++) {
      people.push(...(await register(2)));
      // No time passes: the batch may be on its way.
      await deployment.pic.upgradeCanister({ ...profile(), wasm, arg: initArg() });
      people.push(...(await register(1)));
    }
    await seconds(LONGEST_WAIT_SECONDS);
    expect(await arrived()).toEqual(people);
  });

  test('a sender that is upgraded with batches on their way repeats, and nothing counts twice', async () => {
    const people: string[] = [];
    for (let round = 0; round < 4; round++) {
      people.push(...(await register(2)));
      await deployment.upgrade('auth');
    }
    await seconds(LONGEST_WAIT_SECONDS);
    expect(await arrived()).toEqual(people);
    expect((await lane()).backlog).toBe(0n);
  });
});

describe('the real profile canister', () => {
  test('goes on where it stands when it is installed anew', async () => {
    await reinstall(deployment, 'profile');
    await seconds(LONGEST_WAIT_SECONDS);
    const before = await metric(deployment, 'profile', 'qikcard_members');
    await register(2);
    await deployment.settle();
    expect(await metric(deployment, 'profile', 'qikcard_members')).toBe(before + 2);
    const inbox = await deployment.as(admin).profile.inbox_status();
    const { next_seq } = await lane();
    expect(inbox.find(({ sender }) => sender === 'auth')?.received_through).toBe(next_seq - 1n);
  });

  test('under maintenance takes no facts, and gets them all when it is over', async () => {
    const before = await metric(deployment, 'profile', 'qikcard_members');
    await deployment.as(admin).profile.set_maintenance(['Moving house.']);
    await register(2);
    await seconds(UNTIL_DEAD_SECONDS);
    expect(await lane()).toMatchObject({ backlog: 2n, dead: 0 });
    expect((await lane()).last_error[0]).toContain('QIKCARD_MAINTENANCE');
    await deployment.as(admin).profile.set_maintenance([]);
    await seconds(LONGEST_WAIT_SECONDS);
    expect(await metric(deployment, 'profile', 'qikcard_members')).toBe(before + 2);
  });
});
