/** Accounts, roles and what one asks for oneself: the first page's part of the auth canister. */
import {
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

/** `admin` runs the deployment, `organizer` may create events, `staff` may work any door. */
export const Role = variant({ admin: nothing, organizer: nothing, staff: nothing });
export type Role = Infer<typeof Role>;
export const roleNames = ['admin', 'organizer', 'staff'] as const;
export type RoleName = (typeof roleNames)[number];

/** Where a role holds: everywhere, or for one event. */
export const Scope = variant({ Platform: nothing, Event: nat64 });
export type Scope = Infer<typeof Scope>;

export const Grant = record({
  principal,
  role: Role,
  scope: Scope,
  granted_by: principal,
  granted_at_ns: nat64,
  expires_at_ns: opt(nat64),
});
export type Grant = Infer<typeof Grant>;

export const User = record({
  principal,
  display_name: text,
  created_at_ns: nat64,
  suspended: bool,
});
export type User = Infer<typeof User>;

export const AuthRefusal = variant({
  /** Anonymous callers have no account. */
  SignInRequired: nothing,
  NotRegistered: nothing,
  Forbidden: nothing,
  /** `field` and a sentence that says what is allowed. */
  Invalid: record({ field: text, problem: text }),
  LastAdmin: nothing,
  RateLimited: record({ retry_after_seconds: nat32 }),
});
export type AuthRefusal = Infer<typeof AuthRefusal>;

export const RegisterRequest = record({ display_name: text });
export const GrantRequest = record({
  principal,
  role: Role,
  scope: Scope,
  expires_at_ns: opt(nat64),
});
export type GrantRequest = Infer<typeof GrantRequest>;
export const Me = record({ user: opt(User), roles: vec(Grant) });
export type Me = Infer<typeof Me>;

export const accountMethods = {
  /** Registers the caller, or changes the display name of one who is registered. */
  register: update([RegisterRequest], result(User, AuthRefusal)),
  me: query([], Me),
};
