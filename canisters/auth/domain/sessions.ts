/** When a session is open, and which ones have to go. */
import {
  DEVICE_NAME_MAX_CHARS,
  type DeviceInfo,
  err,
  ok,
  type Result,
  SESSION_IDLE_SECONDS,
  SESSION_LIFE_SECONDS,
  SESSIONS_PER_USER_MAX,
} from '@qikcard/contracts';
import { parseReadable } from './readable.ts';

const NS_PER_SECOND = 1_000_000_000n;
const lifeNs = BigInt(SESSION_LIFE_SECONDS) * NS_PER_SECOND;
const idleNs = BigInt(SESSION_IDLE_SECONDS) * NS_PER_SECOND;

export type SessionTimes = { createdAtNs: bigint; lastUsedAtNs: bigint };

/** However much it is used, a session ends here. */
export const absoluteEndNs = ({ createdAtNs }: SessionTimes): bigint => createdAtNs + lifeNs;

/** The earlier of the absolute and the idle end. */
export function expiresAtNs(session: SessionTimes): bigint {
  const absolute = absoluteEndNs(session);
  const idle = session.lastUsedAtNs + idleNs;
  return idle < absolute ? idle : absolute;
}

/** Whether the session still opens anything; at its very end it does not. */
export const isOpen = (session: SessionTimes, nowNs: bigint): boolean =>
  nowNs < expiresAtNs(session);

/** Sessions that end when one more is opened: the expired, and the least recently used beyond 10. */
export function toEnd<S extends SessionTimes>(sessions: readonly S[], nowNs: bigint): S[] {
  const expired = sessions.filter((session) => !isOpen(session, nowNs));
  const open = sessions.filter((session) => isOpen(session, nowNs));
  const surplus = Math.max(0, open.length + 1 - SESSIONS_PER_USER_MAX);
  const byUse = open.sort((a, b) => Number(a.lastUsedAtNs - b.lastUsedAtNs));
  return [...expired, ...byUse.slice(0, surplus)];
}

export const deviceKinds = ['Phone', 'Tablet', 'Computer', 'Other'] as const;
export type DeviceKindName = (typeof deviceKinds)[number];
export type Device = { name: string; kind: DeviceKindName };

/** What a device says of itself, made fit to be shown. */
export function parseDevice({
  name,
  kind,
}: DeviceInfo): Result<Device, { Invalid: { field: string; problem: string } }> {
  const parsed = parseReadable(name, DEVICE_NAME_MAX_CHARS);
  if ('problem' in parsed) return err({ Invalid: { field: 'name', problem: parsed.problem } });
  return ok({ name: parsed.text, kind: Object.keys(kind)[0] as DeviceKindName });
}
