/** A network with one asset canister, and agents that verify everything they are told. */
import { request as httpRequest } from 'node:http';
import { Actor, HttpAgent, type HttpAgentOptions, type Identity } from '@dfinity/agent';
import { AssetManager } from '@dfinity/assets';
import { IDL } from '@dfinity/candid';
import { Ed25519KeyIdentity } from '@dfinity/identity';
import { Principal } from '@dfinity/principal';
import { type NetworkServer, startNetworkServer } from '../../packages/local-network/src/index.ts';
import { assetStorageModule } from '../../packages/local-network/src/native/assets/module.ts';

export type Fixture = {
  server: NetworkServer;
  canisterId: Principal;
  owner: Identity;
  agent(options?: HttpAgentOptions): Promise<HttpAgent>;
  get(path: string, headers?: Record<string, string>, host?: string): Promise<Answer>;
  stop(): Promise<void>;
};
export type Answer = { status: number; headers: [string, string][]; body: Uint8Array };

const managementIdl: IDL.InterfaceFactory = () => {
  const canister = IDL.Record({ canister_id: IDL.Principal });
  const mode = IDL.Variant({ install: IDL.Null, reinstall: IDL.Null, upgrade: IDL.Opt(IDL.Null) });
  const blob = IDL.Vec(IDL.Nat8);
  const install = IDL.Record({
    mode,
    canister_id: IDL.Principal,
    wasm_module: blob,
    arg: blob,
  });
  return IDL.Service({
    provisional_create_canister_with_cycles: IDL.Func(
      [IDL.Record({ amount: IDL.Opt(IDL.Nat) })],
      [canister],
      [],
    ),
    install_code: IDL.Func([install], [], []),
  });
};
type Management = {
  provisional_create_canister_with_cycles(arg: object): Promise<{ canister_id: Principal }>;
  install_code(arg: object): Promise<void>;
};

/** The management canister, addressed as an effective canister id. */
export const management = (agent: HttpAgent, effectiveCanisterId: Principal): Management =>
  Actor.createActor<Management>(managementIdl, {
    agent,
    canisterId: Principal.managementCanister(),
    callTransform: () => ({ effectiveCanisterId }),
  });

export async function startFixture(): Promise<Fixture> {
  const server = await startNetworkServer();
  const owner = Ed25519KeyIdentity.generate();
  const host = server.gatewayUrl.replace('localhost', '127.0.0.1');
  const agent = (options: HttpAgentOptions = {}) =>
    HttpAgent.create({ host, rootKey: server.rootKey, identity: owner, retryTimes: 0, ...options });
  const canisterId = await installAssets(server, await agent());
  const port = Number(new URL(host).port);
  return {
    server,
    canisterId,
    owner,
    agent,
    get: (path, headers = {}, name = `${canisterId.toText()}.localhost:${port}`) =>
      get(port, path, { host: name, ...headers }),
    stop: () => server.stop(),
  };
}

async function installAssets(server: NetworkServer, agent: HttpAgent): Promise<Principal> {
  const anywhere = Principal.fromUint8Array(server.defaultEffectiveCanisterId);
  const created = await management(agent, anywhere).provisional_create_canister_with_cycles({
    amount: [10n ** 14n],
  });
  const { canister_id } = created;
  await management(agent, canister_id).install_code({
    mode: { install: null },
    canister_id,
    wasm_module: assetStorageModule(),
    arg: new Uint8Array(0),
  });
  return canister_id;
}

export const assetManager = (agent: HttpAgent, canisterId: Principal): AssetManager =>
  new AssetManager({ agent, canisterId });

/** `fetch` cannot set the host header, which is what names the canister. */
function get(port: number, path: string, headers: Record<string, string>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port, path, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => {
        const fields = Object.entries(response.headers);
        resolve({
          status: response.statusCode ?? 0,
          headers: fields.map(([name, value]) => [name, String(value)]),
          body: new Uint8Array(Buffer.concat(parts)),
        });
      });
    });
    request.on('error', reject).end();
  });
}
