import type { Principal } from '@dfinity/principal';
import { toHex } from '../../crypto/bytes.ts';
import type { NativeEnv } from '../../replica.ts';
import { AssetError } from './assets.ts';

export type PermissionName = 'Commit' | 'ManagePermissions' | 'Prepare';
export type Permission = Partial<Record<PermissionName, null>>;
/** Holders of each permission, principals as hex. */
export type Permissions = Record<PermissionName, ReadonlySet<string>>;

export const noPermissions = (): Permissions => ({
  Commit: new Set(),
  ManagePermissions: new Set(),
  Prepare: new Set(),
});

export const nameOf = (permission: Permission): PermissionName =>
  Object.keys(permission)[0] as PermissionName;

/** Throws unless the caller is a controller or holds one of the permissions. */
export function demand(
  permissions: Permissions,
  env: NativeEnv,
  ...names: readonly PermissionName[]
): void {
  if (env.isController(env.caller)) return;
  const caller = toHex(env.caller);
  if (names.some((name) => permissions[name].has(caller))) return;
  const needed = names.length ? `${names.join(' or ')} permission` : 'controller';
  throw new AssetError(`Caller does not have ${needed} and is not a controller.`);
}

export function grant(permissions: Permissions, name: PermissionName, to: Uint8Array): Permissions {
  return { ...permissions, [name]: new Set([...permissions[name], toHex(to)]) };
}

/** Everybody may give up a permission; taking it from others needs `ManagePermissions`. */
export function revoke(
  permissions: Permissions,
  env: NativeEnv,
  name: PermissionName,
  of: Uint8Array,
): Permissions {
  const holders = new Set(permissions[name]);
  if (toHex(env.caller) !== toHex(of)) demand(permissions, env, 'ManagePermissions');
  holders.delete(toHex(of));
  return { ...permissions, [name]: holders };
}

type SetPermissions = {
  commit: Principal[];
  prepare: Principal[];
  manage_permissions: Principal[];
};

/** The permissions that an install or upgrade argument lists, in place of all others. */
export function fromArgument(lists: SetPermissions): Permissions {
  const set = (principals: Principal[]) => new Set(principals.map((p) => toHex(p.toUint8Array())));
  return {
    Commit: set(lists.commit),
    Prepare: set(lists.prepare),
    ManagePermissions: set(lists.manage_permissions),
  };
}
