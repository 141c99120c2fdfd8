/** The security events feed: what happened to accounts, for their owners and for admins. */
import {
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
  variant,
  vec,
} from './candid.ts';

/** Stored as the position in this list: only ever append to it. */
export const securityEventKinds = [
  'registered',
  'signed_in',
  'session_revoked',
  'all_sessions_revoked',
  'role_granted',
  'role_revoked',
  'suspended',
  'readmitted',
  'throttled',
  'email_changed',
  'transfer_requested',
  'transfer_approved',
  'transfer_cancelled',
  'transfer_completed',
  'erased',
] as const;
export type SecurityEventKind = (typeof securityEventKinds)[number];

export const SecurityEvent = record({
  index: nat64,
  at_ns: nat64,
  /** One of `securityEventKinds`; text, so that older clients read newer kinds. */
  kind: text,
  /** Whose account it is about. */
  principal,
  /** Who did it. */
  by: principal,
  /** A role and its scope, or the number of a session or transfer; no personal data. */
  detail: text,
});
export type SecurityEvent = Infer<typeof SecurityEvent>;

/** Newest first; `next` is the cursor of the following, older page. */
export const SecurityEventPage = record({ events: vec(SecurityEvent), next: opt(nat64) });
export type SecurityEventPage = Infer<typeof SecurityEventPage>;

export const SecurityEventRefusal = variant({ Forbidden: nothing });

export const securityEventMethods = {
  /** Admins: everybody's events behind the cursor. */
  security_events: query([opt(nat64), nat32], result(SecurityEventPage, SecurityEventRefusal)),
  /** Events of the caller's own account. */
  my_security_events: query([opt(nat64), nat32], SecurityEventPage),
};
