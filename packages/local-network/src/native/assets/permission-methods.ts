import type { Principal } from '@dfinity/principal';
import type { Opt } from './assets.ts';
import type { Limits } from './batches.ts';
import * as type from './candid.ts';
import { type Call, type Method, method } from './method.ts';
import { demand, grant, nameOf, type Permission, revoke } from './permissions.ts';
import { principalFromHex } from './serve.ts';
import type { State } from './state.ts';

type Grant = { to_principal: Principal; permission: Permission };
type Revoke = { of_principal: Principal; permission: Permission };

const holders = (state: State, permission: Permission) =>
  [...state.permissions[nameOf(permission)]].map(principalFromHex);

/** Who may do what, and the limits of uploads. */
export const permissionMethods: Record<string, Method> = {
  authorize: method(type.scalar.Principal, undefined, ({ state, arg, env }: Call<Principal>) => {
    demand(state.permissions, env, 'ManagePermissions');
    state.permissions = grant(state.permissions, 'Commit', arg.toUint8Array());
  }),
  deauthorize: method(type.scalar.Principal, undefined, ({ state, arg, env }: Call<Principal>) => {
    state.permissions = revoke(state.permissions, env, 'Commit', arg.toUint8Array());
  }),
  list_authorized: method(undefined, type.scalar.principals, ({ state }) =>
    holders(state, { Commit: null }),
  ),
  grant_permission: method(type.grantPermission, undefined, ({ state, arg, env }: Call<Grant>) => {
    demand(state.permissions, env, 'ManagePermissions');
    state.permissions = grant(
      state.permissions,
      nameOf(arg.permission),
      arg.to_principal.toUint8Array(),
    );
  }),
  revoke_permission: method(
    type.revokePermission,
    undefined,
    ({ state, arg, env }: Call<Revoke>) => {
      const of = arg.of_principal.toUint8Array();
      state.permissions = revoke(state.permissions, env, nameOf(arg.permission), of);
    },
  ),
  list_permitted: method(
    type.listPermitted,
    type.scalar.principals,
    ({ state, arg }: Call<{ permission: Permission }>) => holders(state, arg.permission),
  ),
  take_ownership: method(undefined, undefined, ({ state, env }) => {
    demand(state.permissions, env);
    const none = new Set<string>();
    const cleared = { Commit: none, Prepare: none, ManagePermissions: none };
    state.permissions = grant(cleared, 'Commit', env.caller);
  }),
  configure: method(
    type.configure,
    undefined,
    ({ state, arg, env }: Call<Record<keyof Limits, Opt<Opt<bigint>>>>) => {
      demand(state.permissions, env, 'Commit');
      const limits = { ...state.batches.limits };
      for (const name of Object.keys(limits) as (keyof Limits)[])
        if (arg[name].length) limits[name] = arg[name][0] ?? [];
      state.batches.limits = limits;
    },
  ),
  get_configuration: method(undefined, type.configuration, ({ state, env }) => {
    demand(state.permissions, env, 'Prepare', 'Commit');
    return state.batches.limits;
  }),
};

/** Previews that governance canisters show before a vote. */
export const validationMethods: Record<string, Method> = {
  validate_grant_permission: method(
    type.grantPermission,
    type.validation,
    ({ arg }: Call<Grant>) => ({
      Ok: `grant ${nameOf(arg.permission)} permission to principal ${arg.to_principal.toText()}`,
    }),
  ),
  validate_revoke_permission: method(
    type.revokePermission,
    type.validation,
    ({ arg }: Call<Revoke>) => ({
      Ok: `revoke ${nameOf(arg.permission)} permission from principal ${arg.of_principal.toText()}`,
    }),
  ),
  validate_take_ownership: method(undefined, type.validation, () => ({
    Ok: 'revoke all permissions, then gives the caller Commit permissions',
  })),
  validate_commit_proposed_batch: method(type.commitProposedBatch, type.validation, () => ({
    Err: "proposals are not supported by the local network's asset canister",
  })),
  validate_configure: method(type.configure, type.validation, () => ({ Ok: 'configure limits' })),
};
