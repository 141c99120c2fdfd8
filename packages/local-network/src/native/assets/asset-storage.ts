import { IDL } from '@dfinity/candid';
import type { NativeCanister, NativeCanisterFactory, NativeEnv, Response } from '../../replica.ts';
import { AssetError } from './assets.ts';
import { canisterArgs, clear, listArg } from './candid.ts';
import { certifiedRoot } from './certification.ts';
import { assetStorageDid } from './did.ts';
import type { Method } from './method.ts';
import { methods } from './methods.ts';
import { fromArgument, grant } from './permissions.ts';
import { newState, restore, type Saved, type State, save } from './state.ts';

/**
 * The asset canister: stores a web frontend and serves it with certified responses, through the
 * standard asset-storage interface (IC SDK, `assets.did`). Proposals (`compute_evidence`,
 * `commit_proposed_batch`) are refused by name.
 */
class AssetStorage implements NativeCanister {
  readonly candid = assetStorageDid;
  #state: State = newState();

  start(saved: unknown, arg: Uint8Array | undefined, env: NativeEnv): void {
    this.#state = saved === undefined ? newState() : restore(saved as Saved);
    const args = arg?.length ? decodeArgs(arg) : undefined;
    if (saved === undefined)
      this.#state.permissions = grant(this.#state.permissions, 'Commit', env.caller);
    if (args) this.#state.permissions = fromArgument(args);
    env.setCertifiedData(certifiedRoot(this.#state.certified));
  }

  query(name: string, arg: Uint8Array, env: NativeEnv): Response | undefined {
    const method = methods[name];
    return method?.isQuery ? answer(method, this.#state, arg, env) : undefined;
  }

  update(name: string, arg: Uint8Array, env: NativeEnv): Response | undefined {
    const method = methods[name];
    return method && answer(method, this.#state, arg, env);
  }

  save(): Saved {
    return save(this.#state);
  }
}

type SetPermissions = Parameters<typeof fromArgument>[0];

function decodeArgs(arg: Uint8Array): SetPermissions | undefined {
  const bytes = new Uint8Array(arg);
  const isEmpty = bytes.length === 6 && bytes[4] === 0 && bytes[5] === 0;
  if (isEmpty) return undefined;
  const [decoded] = IDL.decode([canisterArgs], bytes) as unknown as [
    [] | [Record<string, { set_permissions: [] | [SetPermissions] }>],
  ];
  const [variant] = decoded;
  return variant && Object.values(variant)[0]?.set_permissions[0];
}

function answer(method: Method, state: State, arg: Uint8Array, env: NativeEnv): Response {
  try {
    const result = method.run({ state, arg: decode(method, arg) as never, env });
    const bytes = IDL.encode(method.results, method.results.length ? [result] : []);
    return { kind: 'reply', bytes: new Uint8Array(bytes) };
  } catch (error) {
    if (!(error instanceof AssetError)) throw error;
    return { kind: 'reject', code: 5, message: error.message, errorCode: 'IC0503' };
  }
}

function decode({ args }: Method, arg: Uint8Array): unknown {
  const bytes = new Uint8Array(arg);
  // Older clients leave out the argument of `list` and `create_batch`.
  const isEmpty = bytes.length === 6 && bytes[5] === 0;
  if (isEmpty && (args[0] === listArg || args[0] === clear)) return { start: [], length: [] };
  try {
    return IDL.decode(args, bytes)[0];
  } catch (error) {
    throw new AssetError(`failed to decode call arguments: ${(error as Error).message}`);
  }
}

/** Makes the canister behind modules named `asset-storage`. */
export const createAssetStorage: NativeCanisterFactory = () => new AssetStorage();
