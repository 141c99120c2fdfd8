/** Accounts as their owners and admins see them, and what roles allow. */
import {
  blob,
  bool,
  type Infer,
  nat32,
  nat64,
  nothing,
  opt,
  principal,
  query,
  record,
  result,
  text,
  update,
  variant,
  vec,
} from './candid.ts';

export const EMAIL_SALT_BYTES_MIN = 16;
export const EMAIL_SALT_BYTES_MAX = 32;
export const EMAIL_HASH_BYTES = 32;
export const EMAIL_CIPHERTEXT_BYTES_MAX = 1_024;

/**
 * An e-mail address in a form that the canister cannot read: a hash over a salt the owner drew and
 * the address, to prove it later, or a text that the owner's device encrypted.
 */
export const Email = variant({
  Hashed: record({ salt: blob, hash: blob }),
  Encrypted: blob,
});
export type Email = Infer<typeof Email>;

export const Account = record({
  principal,
  display_name: text,
  created_at_ns: nat64,
  suspended: bool,
  last_sign_in_at_ns: opt(nat64),
  has_email: bool,
  open_sessions: nat32,
});
export type Account = Infer<typeof Account>;

export const UserRefusal = variant({
  SignInRequired: nothing,
  NotRegistered: nothing,
  Forbidden: nothing,
  Invalid: record({ field: text, problem: text }),
  RateLimited: record({ retry_after_seconds: nat32 }),
});
export type UserRefusal = Infer<typeof UserRefusal>;

/** In order of registration; `next` is the cursor of the following page. */
export const AccountPage = record({ accounts: vec(Account), next: opt(nat64) });
export type AccountPage = Infer<typeof AccountPage>;
export const OwnAccount = record({ account: Account, email: opt(Email) });
export type OwnAccount = Infer<typeof OwnAccount>;

export const RolePermissions = record({
  role: text,
  permissions: vec(text),
  /** Whether it can be held for a single event. */
  per_event: bool,
});

export const userMethods = {
  my_account: query([], opt(OwnAccount)),
  /** Keeps, changes or (with nothing) removes the caller's e-mail; only the owner reads it. */
  set_email: update([opt(Email)], result(Account, UserRefusal)),
  /** Admins anybody's, others their own. */
  get_user: query([principal], result(Account, UserRefusal)),
  /** Admins only. */
  list_users: query([opt(nat64), nat32], result(AccountPage, UserRefusal)),
  /** What each role allows: for screens; the guards go by the same table. */
  role_permissions: query([], vec(RolePermissions)),
  /** What the caller may do on the platform or, given an event, there. */
  my_permissions: query([opt(nat64)], vec(text)),
};
