/** Sessions: which devices of a person are signed in, and for how long. */
import {
  blob,
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

export const SESSIONS_PER_USER_MAX = 10;
export const SESSION_ID_BYTES = 16;
export const SESSION_LIFE_SECONDS = 7 * 24 * 60 * 60;
export const SESSION_IDLE_SECONDS = 12 * 60 * 60;
export const DEVICE_NAME_MAX_CHARS = 60;
export const SIGN_INS_PER_MINUTE = 5;
export const SIGN_INS_PER_MINUTE_ALTOGETHER = 3_000;

export const DeviceKind = variant({
  Phone: nothing,
  Tablet: nothing,
  Computer: nothing,
  Other: nothing,
});
/** What the device says of itself: shown to its owner, believed by nobody. */
export const DeviceInfo = record({ name: text, kind: DeviceKind });
export type DeviceInfo = Infer<typeof DeviceInfo>;

export const Session = record({
  /** Names the session in lists and tokens (`sid`); opens nothing. */
  number: nat64,
  device: DeviceInfo,
  created_at_ns: nat64,
  last_used_at_ns: nat64,
  /** The earlier of the idle and the absolute end, as of now. */
  expires_at_ns: nat64,
});
export type Session = Infer<typeof Session>;

/** `id` is told once and stored as a hash only: keep it on the device. */
export const OpenedSession = record({ id: blob, session: Session });
export type OpenedSession = Infer<typeof OpenedSession>;

export const SessionRefusal = variant({
  SignInRequired: nothing,
  NotRegistered: nothing,
  Forbidden: nothing,
  Invalid: record({ field: text, problem: text }),
  RateLimited: record({ retry_after_seconds: nat32 }),
  /** Random bytes are not there yet, for seconds after an installation or upgrade. */
  KeysNotReady: nothing,
  /** Expired, revoked, or never opened by this caller: the three look alike on purpose. */
  SessionEnded: nothing,
});
export type SessionRefusal = Infer<typeof SessionRefusal>;

export const sessionMethods = {
  /**
   * Opens a session of the caller; the canister draws the id. Beyond 10 open ones, the session
   * that was used least recently ends.
   */
  open_session: update([DeviceInfo], result(OpenedSession, SessionRefusal)),
  /** The caller's open sessions, oldest first. */
  my_sessions: query([], vec(Session)),
  /** Puts the idle end off; the absolute one stays. */
  touch_session: update([blob], result(Session, SessionRefusal)),
  /** Ends one of the caller's own sessions, by number; one that has ended is fine. */
  revoke_session: update([nat64], result(nothing, SessionRefusal)),
  /** Ends the caller's sessions, except the one of this number; gives how many ended. */
  revoke_all_sessions: update([opt(nat64)], result(nat32, SessionRefusal)),
  /** Admins: the open sessions of somebody. */
  list_sessions_of: query([principal], result(vec(Session), SessionRefusal)),
  /** Admins: ends one session of somebody; one that has ended is fine. */
  revoke_session_of: update([principal, nat64], result(nothing, SessionRefusal)),
  /** Admins: ends all sessions of somebody; gives how many ended. */
  revoke_sessions_of: update([principal], result(nat32, SessionRefusal)),
};
