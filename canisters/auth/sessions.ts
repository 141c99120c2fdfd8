/** Sessions as rows: opened with a drawn id, found by its hash, ended by their owner or an admin. */
import type { Principal } from '@dfinity/principal';
import { sha256 } from '@noble/hashes/sha2.js';
import { type Call, secrets } from '@qikcard/canister-kit';
import {
  type DeviceInfo,
  err,
  type OpenedSession,
  ok,
  type Result,
  SESSION_ID_BYTES,
  SESSIONS_PER_USER_MAX,
  type Session,
  type SessionRefusal,
} from '@qikcard/contracts';
import { expiresAtNs, isOpen, parseDevice, toEnd } from './domain/sessions.ts';
import type { SessionRow } from './rows.ts';
import { record } from './security-events.ts';
import { sessionCount, sessionNumbers, sessions, sessionsOfPrincipal, users } from './store.ts';

export type NumberedSession = SessionRow & { number: bigint };

function sessionsHeldBy(principal: Principal): NumberedSession[] {
  // Expired rows are removed when the next session is opened, so there are never more.
  return sessionsOfPrincipal
    .scan({ prefix: [principal], limit: SESSIONS_PER_USER_MAX })
    .map(([, number]) => ({ number, ...(sessions.get(number) as SessionRow) }));
}

function end({ number, principal, idHash }: NumberedSession): void {
  sessions.remove(number);
  sessionNumbers.remove(idHash);
  sessionsOfPrincipal.remove([principal, number]);
}

/** Opens a session of the caller; nobody but the canister chooses its id. */
export function openSession(call: Call, info: DeviceInfo): Result<OpenedSession, SessionRefusal> {
  const device = parseDevice(info);
  if ('Err' in device) return device;
  const user = users.get(call.caller);
  if (user === undefined) return err({ NotRegistered: null });
  if (!secrets.ready()) return err({ KeysNotReady: null });
  for (const session of toEnd(sessionsHeldBy(call.caller), call.nowNs)) end(session);
  const id = secrets.randomBytes(SESSION_ID_BYTES);
  const number = sessionCount.add();
  const row: SessionRow = {
    principal: call.caller,
    idHash: sha256(id),
    deviceName: device.Ok.name,
    deviceKind: device.Ok.kind,
    createdAtNs: call.nowNs,
    lastUsedAtNs: call.nowNs,
  };
  sessions.put(number, row);
  sessionNumbers.put(row.idHash, number);
  sessionsOfPrincipal.insert([call.caller, number]);
  users.put(call.caller, { ...user, lastSignInAtNs: call.nowNs });
  record(call, 'signed_in', call.caller, `session ${number}`);
  return ok({ id, session: viewOf({ number, ...row }) });
}

/** The open session behind an id, if it is the caller's. */
export function sessionOf(
  { caller, nowNs }: Pick<Call, 'caller' | 'nowNs'>,
  id: Uint8Array,
): NumberedSession | undefined {
  if (id.length !== SESSION_ID_BYTES) return undefined;
  const number = sessionNumbers.get(sha256(id));
  const row = number === undefined ? undefined : sessions.get(number);
  if (number === undefined || row === undefined) return undefined;
  // An id alone opens nothing: it counts in the hands of the principal it was told to.
  if (row.principal.compareTo(caller) !== 'eq' || !isOpen(row, nowNs)) return undefined;
  return { number, ...row };
}

/** Whether the session of this number still opens anything. */
export function isSessionOpen(number: bigint, nowNs: bigint): boolean {
  const row = sessions.get(number);
  return row !== undefined && isOpen(row, nowNs);
}

/** Puts the idle end of a session off. */
export function touch({ number, ...row }: NumberedSession, nowNs: bigint): NumberedSession {
  const used = { ...row, lastUsedAtNs: nowNs };
  sessions.put(number, used);
  return { number, ...used };
}

/** Touches the caller's session and shows it. */
export function touchSession(call: Call, id: Uint8Array): Result<Session, SessionRefusal> {
  const session = sessionOf(call, id);
  if (session === undefined) return err({ SessionEnded: null });
  return ok(viewOf(touch(session, call.nowNs)));
}

/** Open sessions of somebody, oldest first. */
export function openSessionsOf(principal: Principal, nowNs: bigint): Session[] {
  return sessionsHeldBy(principal)
    .filter((session) => isOpen(session, nowNs))
    .map(viewOf);
}

/** Ends the session of this number if it is `holder`'s; others' are out of reach, ended ones are fine. */
export function revokeSession(
  call: Call,
  holder: Principal,
  number: bigint,
): Result<null, SessionRefusal> {
  const row = sessions.get(number);
  if (row !== undefined && row.principal.compareTo(holder) === 'eq') {
    end({ number, ...row });
    record(call, 'session_revoked', holder, `session ${number}`);
  }
  return ok(null);
}

/** Ends all sessions of somebody but the one of number `kept`; gives how many ended. */
export function revokeSessionsOf(
  call: Pick<Call, 'caller' | 'nowNs'>,
  principal: Principal,
  kept?: bigint,
): number {
  const gone = sessionsHeldBy(principal).filter(({ number }) => number !== kept);
  for (const session of gone) end(session);
  if (gone.length > 0) record(call, 'all_sessions_revoked', principal, `${gone.length} ended`);
  return gone.length;
}

function viewOf(session: NumberedSession): Session {
  return {
    number: session.number,
    device: { name: session.deviceName, kind: { [session.deviceKind]: null } as { Phone: null } },
    created_at_ns: session.createdAtNs,
    last_used_at_ns: session.lastUsedAtNs,
    expires_at_ns: expiresAtNs(session),
  };
}
