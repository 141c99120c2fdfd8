/** Accounts as their owners and admins see them. */
import type { Principal } from '@dfinity/principal';
import type { Call } from '@qikcard/canister-kit';
import {
  type Account,
  type AccountPage,
  type Email,
  err,
  type OwnAccount,
  ok,
  type Result,
  toOpt,
  type UserRefusal,
} from '@qikcard/contracts';
import { problemOfEmail } from './domain/email.ts';
import type { EmailRow } from './rows.ts';
import { record } from './security-events.ts';
import { openSessionsOf } from './sessions.ts';
import { emails, suspensions, userOrder, users } from './store.ts';

/** The account of somebody, if there is one. */
export function accountOf(principal: Principal, nowNs: bigint): Account | undefined {
  const row = users.get(principal);
  if (row === undefined) return undefined;
  return {
    principal,
    display_name: row.displayName,
    created_at_ns: row.createdAtNs,
    suspended: suspensions.has(principal),
    last_sign_in_at_ns: toOpt(row.lastSignInAtNs),
    has_email: emails.has(principal),
    open_sessions: openSessionsOf(principal, nowNs).length,
  };
}

/** An account with what only its owner reads. */
export function ownAccountOf(principal: Principal, nowNs: bigint): OwnAccount | undefined {
  const account = accountOf(principal, nowNs);
  if (account === undefined) return undefined;
  const row = emails.get(principal);
  return { account, email: toOpt(row === undefined ? undefined : emailOf(row)) };
}

/** Accounts in order of registration, from the `start`th on. */
export function accountPage(start: bigint, limit: number, nowNs: bigint): AccountPage {
  const principals = userOrder.page(start, limit);
  const accounts = principals.map((principal) => accountOf(principal, nowNs) as Account);
  const end = start + BigInt(accounts.length);
  return { accounts, next: toOpt(end < userOrder.length() ? end : undefined) };
}

/** Keeps, changes or removes the caller's e-mail. */
export function setEmail(call: Call, email: Email | undefined): Result<Account, UserRefusal> {
  if (!users.has(call.caller)) return err({ NotRegistered: null });
  const problem = email === undefined ? undefined : problemOfEmail(email);
  if (problem !== undefined) return err({ Invalid: { field: 'email', problem } });
  if (email === undefined) emails.remove(call.caller);
  else emails.put(call.caller, rowOf(email));
  record(call, 'email_changed', call.caller);
  return ok(accountOf(call.caller, call.nowNs) as Account);
}

const rowOf = (email: Email): EmailRow =>
  'Encrypted' in email
    ? { form: 'Encrypted', salt: Uint8Array.of(), content: Uint8Array.from(email.Encrypted) }
    : {
        form: 'Hashed',
        salt: Uint8Array.from(email.Hashed.salt),
        content: Uint8Array.from(email.Hashed.hash),
      };

const emailOf = ({ form, salt, content }: EmailRow): Email =>
  form === 'Encrypted' ? { Encrypted: content } : { Hashed: { salt, hash: content } };
