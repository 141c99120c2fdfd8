/** The journal of sagas in a real canister: steps that trap, before their call and after its answer. */
import { readFileSync } from 'node:fs';
import { IDL } from '@dfinity/candid';
import { PocketIc } from '@dfinity/pic';
import {
  type ActorOf,
  nat32,
  nat64,
  query,
  record,
  service,
  text,
  update,
  vec,
} from '@qikcard/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPocketIc } from '../support/network.ts';
import { buildTestCanister } from '../support/test-canisters/build.ts';

const api = {
  begin: update([text], nat64),
  state: query([], record({ running: nat32, stuck: nat32 })),
  seen: query([nat64], record({ asked: vec(nat32), stored: vec(nat32) })),
};
let pic: PocketIc;
let server: Awaited<ReturnType<typeof startPocketIc>>;
let probe: ActorOf<typeof api>;
let canisterId: Awaited<ReturnType<PocketIc['createCanister']>>;
let wasm: Uint8Array;

beforeAll(async () => {
  wasm = Uint8Array.from(readFileSync(await buildTestCanister('saga-probe')));
  server = await startPocketIc();
  pic = await PocketIc.create(server.getUrl());
  canisterId = await pic.createCanister({ cycles: 100_000_000_000_000n });
  await pic.installCode({ canisterId, wasm });
  probe = pic.createActor(() => service(api) as never, canisterId) as unknown as typeof probe;
});
afterAll(async () => {
  await pic?.tearDown();
  await server?.stop();
});

async function seconds(count: number): Promise<void> {
  for (let second = 0; second < count; second++) {
    await pic.advanceTime(1_000);
    await pic.tick(3);
  }
}
const numbers = (list: ArrayLike<number>) => Array.from(list);

test('a step that traps is taken up again, wherever it trapped; nothing of the trap stays', async () => {
  const ids = new Map<string, bigint>();
  for (const mode of ['', 'before', 'after', 'throw']) ids.set(mode, await probe.begin(mode));
  await seconds(3);
  // What trapped holds nobody up.
  expect(numbers((await probe.seen(ids.get('') ?? 0n)).stored)).toEqual([1, 1, 1]);
  expect((await probe.state()).running).toBe(3);
  await pic.upgradeCanister({ canisterId, wasm, arg: IDL.encode([], []) });
  await seconds(330);
  expect(await probe.state()).toEqual({ running: 0, stuck: 0 });
  for (const [mode, id] of ids) {
    const { asked, stored } = await probe.seen(id);
    // Trapped twice each after the answer: asked three times, stored once.
    const times = mode === 'after' || mode === 'throw' ? 3 : 1;
    expect([mode, numbers(asked)]).toEqual([mode, [times, times, times]]);
    // A throw is no trap: what was written before it stays, so plans write last.
    const kept = mode === 'throw' ? 3 : 1;
    expect([mode, numbers(stored)]).toEqual([mode, [kept, kept, kept]]);
  }
});
