/** The ledger of `test-canisters/ledger.ts` beside a deployment. */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { Actor, HttpAgent } from '@dfinity/agent';
import { Principal } from '@dfinity/principal';
import type { Network } from '@qikcard/client';
import type { ActorOf } from '@qikcard/contracts';
import { nat, nothing, principal, query, service, text, update } from '@qikcard/contracts';
import { Account, type Account as AccountOf } from '@qikcard/contracts/icrc/account';
import { blocksApi } from '@qikcard/contracts/icrc/blocks';
import { fungibleApi } from '@qikcard/contracts/icrc/fungible';
import { identityOf } from '../../scripts/demo/people.ts';
import { management } from '../../scripts/deploy/management-api.ts';
import type { Deployment } from './deployment.ts';
import { buildTestCanister } from './test-canisters/build.ts';

const api = {
  icrc1_balance_of: fungibleApi.icrc1_balance_of,
  icrc1_total_supply: query([], nat),
  icrc2_allowance: fungibleApi.icrc2_allowance,
  icrc3_get_blocks: blocksApi.icrc3_get_blocks,
  give: update([Account, nat], nothing),
  set_mode: update([text], nothing),
  set_fee: update([nat], nothing),
  set_minter: update([principal], nothing),
  burnt: query([], nat),
};
export type TestLedger = ActorOf<typeof api> & { id: Principal };
export type { AccountOf };

type PicPrincipal = Parameters<Deployment['pic']['stopCanister']>[0]['canisterId'];

/** Installs one; its tokens come from `give`. */
export async function installLedger({ pic }: Deployment): Promise<TestLedger> {
  const wasm = Uint8Array.from(readFileSync(await buildTestCanister('ledger')));
  const canisterId = await pic.createCanister({ cycles: 10n ** 14n });
  await pic.installCode({ canisterId, wasm });
  const actor = pic.createActor(() => service(api) as never, canisterId as PicPrincipal);
  const id = Principal.fromText(canisterId.toText());
  return Object.assign(Object.create(actor as object), { id }) as TestLedger;
}

/** Installs a test canister on a network that is reached as people reach it. */
export async function installAt(
  { host, rootKey = '', canisters }: Network,
  name: 'ledger' | 'minter' | 'evm-rpc',
): Promise<{ agent: HttpAgent; id: Principal }> {
  const agent = HttpAgent.createSync({
    host,
    rootKey: Uint8Array.from(Buffer.from(rootKey, 'hex')),
    identity: identityOf('Lena Ledger'),
  });
  const made = management(agent, canisters.wallet);
  const { canister_id: id } = await made.provisional_create_canister_with_cycles({
    amount: [10n ** 14n],
  });
  // Larger than a message may be, unless compressed.
  const wasm = gzipSync(readFileSync(await buildTestCanister(name)));
  await management(agent, id.toText()).install_code({
    canister_id: id,
    mode: { install: null },
    wasm_module: Uint8Array.from(wasm),
    arg: new Uint8Array(),
  });
  return { agent, id };
}

/** A ledger there. */
export async function installLedgerAt(network: Network): Promise<TestLedger> {
  const { agent, id } = await installAt(network, 'ledger');
  const actor = Actor.createActor(() => service(api), { agent, canisterId: id });
  return Object.assign(Object.create(actor), { id }) as TestLedger;
}
