/** The chain of `test-canisters/evm-rpc.ts` beside a deployment. */
import { readFileSync } from 'node:fs';
import { Actor } from '@dfinity/agent';
import { Principal } from '@dfinity/principal';
import type { Network } from '@qikcard/client';
import type { ActorOf } from '@qikcard/contracts';
import { nat, nothing, query, service, text, update, vec } from '@qikcard/contracts';
import type { Deployment } from './deployment.ts';
import { buildTestCanister } from './test-canisters/build.ts';
import { installAt } from './test-ledger.ts';

const api = {
  set_mode: update([text], nothing),
  set_base_fee: update([nat], nothing),
  give: update([text, nat], nothing),
  refuse: update([text], nothing),
  mine: update([], nat),
  finalize: update([], nothing),
  lose_block: update([], nothing),
  use_nonce: update([text], nothing),
  forget_pool: update([], nothing),
  balance: query([text], nat),
  burnt: query([], nat),
  pooled: query([], nat),
  raws: query([], vec(text)),
};
export type TestEvm = ActorOf<typeof api> & { id: Principal };

export const TEST_CHAIN = 31_337n;

type PicPrincipal = Parameters<Deployment['pic']['stopCanister']>[0]['canisterId'];

/** Installs one; its coins come from `give`. */
export async function installEvm({ pic }: Deployment): Promise<TestEvm> {
  const wasm = Uint8Array.from(readFileSync(await buildTestCanister('evm-rpc')));
  const canisterId = await pic.createCanister({ cycles: 10n ** 14n });
  await pic.installCode({ canisterId, wasm });
  const actor = pic.createActor(() => service(api) as never, canisterId as PicPrincipal);
  const id = Principal.fromText(canisterId.toText());
  return Object.assign(Object.create(actor as object), { id }) as TestEvm;
}

/** The same on a network that is reached as people reach it. */
export async function installEvmAt(network: Network): Promise<TestEvm> {
  const { agent, id } = await installAt(network, 'evm-rpc');
  const actor = Actor.createActor(() => service(api), { agent, canisterId: id });
  return Object.assign(Object.create(actor), { id }) as TestEvm;
}
