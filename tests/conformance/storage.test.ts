/** State on disk: what was acknowledged survives kill -9, a restart changes nothing. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { IDL } from '@dfinity/candid';
import { PocketIc } from '@dfinity/pic';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startNetworkServer } from '../../packages/local-network/src/index.ts';
import { buildTestCanister } from '../support/test-canisters/build.ts';
import { type Probe, probeIdl } from '../support/test-canisters/probe-idl.ts';

const KILLS = 10;
const child = resolve(import.meta.dirname, '../support/test-canisters/server-child.ts');
const idlFactory = probeIdl as never;

let stateDir: string;
let children: ChildProcess[];
beforeEach(() => {
  stateDir = join(mkdtempSync(join(tmpdir(), 'network-state-')), 'state');
  children = [];
});
afterEach(() => {
  for (const process of children) process.kill('SIGKILL');
  rmSync(resolve(stateDir, '..'), { recursive: true });
});

/** The PocketIC client on an instance that exists already; the client itself only creates. */
function attach(url: string): PocketIc {
  const require = createRequire(import.meta.url);
  const { PocketIcClient } = require('@dfinity/pic/dist/pocket-ic-client.js');
  const { Http2Client } = require('@dfinity/pic/dist/http2-client.js');
  const client = new PocketIcClient(new Http2Client(url, 30_000), '/instances/0', 0);
  return Reflect.construct(PocketIc, [client]) as PocketIc;
}

async function startChild() {
  const started = spawn(process.execPath, ['--import', 'tsx', child, stateDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(started);
  const [line] = (await once(started.stdout, 'data')) as [Buffer];
  const facts = JSON.parse(line.toString()) as { url: string; rootKey: string };
  return { process: started, pic: attach(facts.url), ...facts };
}

async function installProbe(pic: PocketIc) {
  const wasm = Uint8Array.from(readFileSync(await buildTestCanister('probe')));
  const arg = Uint8Array.from(IDL.encode([IDL.Opt(IDL.Text)], [[]]));
  const { canisterId } = await pic.setupCanister<never>({ idlFactory, wasm, arg });
  return canisterId;
}
const probeOn = (pic: PocketIc, id: Awaited<ReturnType<typeof installProbe>>) =>
  pic.createActor<never>(idlFactory, id) as unknown as Probe;

/** Keys (of those with a prefix) that do not have their acknowledged value. */
async function missing(actor: Probe, acknowledged: Map<string, string>, prefix = '') {
  const keys = [...acknowledged.keys()].filter((key) => key.startsWith(prefix));
  const lost = [];
  for (const key of keys) {
    if ((await actor.get(key))[0] !== acknowledged.get(key)) lost.push(key);
  }
  return lost;
}

describe('kill -9', () => {
  it(`at ${KILLS} random moments loses no acknowledged update`, async () => {
    let server = await startChild();
    const id = await installProbe(server.pic);
    const { rootKey } = server;
    const acknowledged = new Map<string, string>();
    for (let kill = 0; kill < KILLS; kill++) {
      const actor = probeOn(server.pic, id);
      const exited = once(server.process, 'exit');
      const timer = setTimeout(() => server.process.kill('SIGKILL'), 20 + Math.random() * 400);
      for (let n = 0; ; n++) {
        const key = `${kill}-${n}`;
        const stored = await actor.put(key, `value ${key}`).catch(() => undefined);
        if (stored === undefined) break;
        acknowledged.set(key, `value ${key}`);
      }
      clearTimeout(timer);
      await exited;
      server = await startChild();
      expect(server.rootKey).toBe(rootKey);
      const restored = probeOn(server.pic, id);
      expect(await missing(restored, acknowledged, `${kill}-`)).toEqual([]);
      // The one update that was cut off may be there or not, nothing else.
      const size = Number(await restored.size());
      expect(size).toBeGreaterThanOrEqual(acknowledged.size);
      expect(size).toBeLessThanOrEqual(acknowledged.size + kill + 1);
    }
    expect(acknowledged.size).toBeGreaterThan(KILLS);
    expect(await missing(probeOn(server.pic, id), acknowledged)).toEqual([]);
  });

  it('a torn journal tail is reported and costs nothing that was acknowledged', async () => {
    let server = await startChild();
    const id = await installProbe(server.pic);
    await probeOn(server.pic, id).put('kept', 'yes');
    server.process.kill('SIGKILL');
    await once(server.process, 'exit');
    const epoch = readdirSync(stateDir).find((name) => name.startsWith('epoch-'));
    appendFileSync(join(stateDir, epoch!, 'journal'), Buffer.from([200, 0, 0, 0, 1, 2, 3]));
    server = await startChild();
    expect(await probeOn(server.pic, id).get('kept')).toEqual(['yes']);
  });
});

describe('restart', () => {
  it('keeps canisters, state, timers, keys and balances; time goes on', async () => {
    const first = await startNetworkServer({ stateDir });
    const id = await installProbe(attach(first.url));
    const before = probeOn(attach(first.url), id);
    await before.put('a', '1');
    await before.tick_after(3n);
    const [cycles, now] = [await attach(first.url).getCyclesBalance(id), await before.now()];
    await first.stop();

    const second = await startNetworkServer({ stateDir });
    expect(second.rootKey).toEqual(first.rootKey);
    const pic = attach(second.url);
    const after = probeOn(pic, id);
    expect(await after.get('a')).toEqual(['1']);
    expect(await after.greet()).toBe('hello');
    expect(await after.put('b', '2')).toBe(2n);
    expect(await after.now()).toBeGreaterThan(now);
    expect(await pic.getCyclesBalance(id)).toBeLessThan(cycles);
    for (let waited = 0; (await after.tick_count()) === 0n && waited < 100; waited++) {
      await sleep(100);
    }
    expect(await after.tick_count()).toBe(1n);
    await second.stop();
  });

  it('deleting the directory is a reset', async () => {
    const first = await startNetworkServer({ stateDir });
    const id = await installProbe(attach(first.url));
    await first.stop();
    rmSync(stateDir, { recursive: true });
    const second = await startNetworkServer({ stateDir });
    expect(await attach(second.url).getCanisterSubnetId(id)).toBeNull();
    await second.stop();
  });

  it('a second server on the same directory and a newer format are refused in a sentence', async () => {
    const first = await startNetworkServer({ stateDir });
    await expect(startNetworkServer({ stateDir })).rejects.toThrow('is in use by process');
    await first.stop();
    expect(existsSync(join(stateDir, 'lock'))).toBe(false);
    writeFileSync(join(stateDir, 'format.json'), '{"format":99}');
    await expect(startNetworkServer({ stateDir })).rejects.toThrow('newer version (format 99');
  });
});
