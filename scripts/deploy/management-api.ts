/** The part of the management canister (IC interface specification) that a deployment needs. */
import { Actor, type HttpAgent } from '@dfinity/agent';
import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';

const WasmMode = IDL.Variant({
  install: IDL.Null,
  reinstall: IDL.Null,
  upgrade: IDL.Opt(
    IDL.Record({
      skip_pre_upgrade: IDL.Opt(IDL.Bool),
      wasm_memory_persistence: IDL.Opt(IDL.Variant({ keep: IDL.Null, replace: IDL.Null })),
    }),
  ),
});
const idlFactory = () =>
  IDL.Service({
    provisional_create_canister_with_cycles: IDL.Func(
      [IDL.Record({ amount: IDL.Opt(IDL.Nat) })],
      [IDL.Record({ canister_id: IDL.Principal })],
      [],
    ),
    install_code: IDL.Func(
      [
        IDL.Record({
          mode: WasmMode,
          canister_id: IDL.Principal,
          wasm_module: IDL.Vec(IDL.Nat8),
          arg: IDL.Vec(IDL.Nat8),
        }),
      ],
      [],
      [],
    ),
  });

export type InstallMode = 'install' | 'reinstall' | 'upgrade';
type Management = {
  provisional_create_canister_with_cycles(args: {
    amount: [bigint];
  }): Promise<{ canister_id: Principal }>;
  install_code(args: {
    mode: Record<string, null | []>;
    canister_id: Principal;
    wasm_module: Uint8Array;
    arg: Uint8Array;
  }): Promise<void>;
};

/** Management calls are routed by the canister they are about, not by the canister called. */
export function management(agent: HttpAgent, effectiveCanisterId: string): Management {
  return Actor.createActor(idlFactory, {
    agent,
    canisterId: Principal.managementCanister(),
    effectiveCanisterId: Principal.fromText(effectiveCanisterId),
  });
}
