/** The minter of `test-canisters/minter.ts` on a test ledger, beside a deployment. */
import { readFileSync } from 'node:fs';
import { Actor } from '@dfinity/agent';
import { Principal } from '@dfinity/principal';
import type { Network } from '@qikcard/client';
import type { ActorOf } from '@qikcard/contracts';
import {
  nat,
  nat32,
  nat64,
  nothing,
  principal,
  query,
  service,
  text,
  update,
} from '@qikcard/contracts';
import type { Deployment } from './deployment.ts';
import { buildTestCanister } from './test-canisters/build.ts';
import { installAt, type TestLedger } from './test-ledger.ts';

const api = {
  set_ledger: update([principal], nothing),
  set_mode: update([text], nothing),
  /** How often it was asked for bitcoin. */
  asked: query([], nat),
  deposit: update([text, nat64, nat32], nothing),
  progress: update([nat64, text], nothing),
};
export type TestMinter = ActorOf<typeof api> & { id: Principal };

type PicPrincipal = Parameters<Deployment['pic']['stopCanister']>[0]['canisterId'];

/** Installs one, and makes it the minter of this ledger. */
export async function installMinter({ pic }: Deployment, ledger: TestLedger): Promise<TestMinter> {
  const wasm = Uint8Array.from(readFileSync(await buildTestCanister('minter')));
  const canisterId = await pic.createCanister({ cycles: 10n ** 14n });
  await pic.installCode({ canisterId, wasm });
  const actor = pic.createActor(() => service(api) as never, canisterId as PicPrincipal);
  const id = Principal.fromText(canisterId.toText());
  const minter = Object.assign(Object.create(actor as object), { id }) as TestMinter;
  await minter.set_ledger(ledger.id);
  await ledger.set_minter(id);
  return minter;
}

/** The same on a network that is reached as people reach it. */
export async function installMinterAt(network: Network, ledger: TestLedger): Promise<TestMinter> {
  const { agent, id } = await installAt(network, 'minter');
  const actor = Actor.createActor(() => service(api), { agent, canisterId: id });
  const minter = Object.assign(Object.create(actor), { id }) as TestMinter;
  await minter.set_ledger(ledger.id);
  await ledger.set_minter(id);
  return minter;
}
