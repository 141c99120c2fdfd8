/** The tables of the auth canister. Memory ids are for ever: never reuse or renumber one. */
import {
  appendLog,
  compositeKey,
  counter,
  openMap,
  orderedIndex,
  prefixed,
  principalKey,
  table,
  u8Key,
  u64Key,
} from '@qikcard/canister-kit';
import { binary } from '@qikcard/contracts';

const { bytes, flag, oneOf, optional, principalField, str, struct, u16, u64, versioned } = binary;

const user = struct({ displayName: str, createdAtNs: u64 });
export type UserRow = binary.ValueOf<typeof user>;

const grant = struct({
  id: u64,
  principal: principalField,
  role: oneOf('admin', 'organizer', 'staff'),
  scope: u64,
  grantedBy: principalField,
  grantedAtNs: u64,
  expiresAtNs: optional(u64),
});
export type GrantRow = binary.ValueOf<typeof grant>;

const roleChange = struct({ atNs: u64, kind: u16, body: bytes });

export const users = table(0, versioned(1, user), principalKey);
export const suspensions = table(1, versioned(1, flag), principalKey);

/** By number, which is also the cursor of `list_grants`. */
export const grants = table(2, versioned(1, grant), u64Key);
/** (principal, role, scope) → number: one row per grant, found without a scan. */
export const grantNumbers = table(3, versioned(1, u64), compositeKey(principalKey, u8Key, u64Key));
export const grantOrder = orderedIndex(4, u64Key);
export const grantsOfPrincipal = orderedIndex(5, principalKey, u64Key);

/** Every role and suspension change of the deployment; version 1 is row 0. */
export const roleChanges = appendLog(6, versioned(1, roleChange));

const counters = openMap(7);
export const userCount = counter(prefixed(counters, 0));
export const grantCount = counter(prefixed(counters, 1));
export const permanentAdminCount = counter(prefixed(counters, 2));
