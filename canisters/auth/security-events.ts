/** The append-only feed of what happened to accounts. */
import type { Principal } from '@dfinity/principal';
import { rateLimit } from '@qikcard/canister-kit';
import type { SecurityEvent, SecurityEventKind, SecurityEventPage } from '@qikcard/contracts';
import type { SecurityEventRow } from './rows.ts';
import { securityEvents, securityEventsOf } from './store.ts';

type Doing = { caller: Principal; nowNs: bigint };

/** Records something that happened to the account of `principal`. */
export function record(
  { caller, nowNs }: Doing,
  kind: SecurityEventKind,
  principal: Principal,
  detail = '',
): void {
  const index = securityEvents.append({ atNs: nowNs, kind, principal, by: caller, detail });
  securityEventsOf.insert([principal, index]);
}

// Throttled callers cost nothing themselves, so what they can write here is bounded twice.
const throttledOf = rateLimit({ burst: 1, perMinute: 1 });
const throttledAltogether = rateLimit({ burst: 30, perMinute: 30, entriesMax: 1 });

/** Records that somebody was slowed down: once a minute for one, thirty times for all. */
export function recordThrottled(call: Doing, what: string): void {
  if (throttledOf.take(call.caller.toHex(), call.nowNs) !== undefined) return;
  if (throttledAltogether.take('all', call.nowNs) !== undefined) return;
  record(call, 'throttled', call.caller, what);
}

/** Everybody's events before `before`, newest first. */
export function pageOfAll(before: bigint | undefined, limit: number): SecurityEventPage {
  const length = securityEvents.length();
  const end = before === undefined || before > length ? length : before;
  const start = end > BigInt(limit) ? end - BigInt(limit) : 0n;
  const rows = securityEvents.page(start, Number(end - start));
  const events = rows.map((row, i) => viewOf(start + BigInt(i), row)).reverse();
  return { events, next: start > 0n ? [start] : [] };
}

/** Events of one account before `before`, newest first. */
export function pageOf(
  principal: Principal,
  before: bigint | undefined,
  limit: number,
): SecurityEventPage {
  const after: { after?: [Principal, bigint] } =
    before === undefined ? {} : { after: [principal, before] };
  const keys = securityEventsOf.scan({ prefix: [principal], ...after, limit, reverse: true });
  const events = keys.map(([, index]) =>
    viewOf(index, securityEvents.get(index) as SecurityEventRow),
  );
  const last = events.at(-1);
  return { events, next: events.length === limit && last !== undefined ? [last.index] : [] };
}

function viewOf(index: bigint, row: SecurityEventRow): SecurityEvent {
  const { atNs, kind, principal, by, detail } = row;
  return { index, at_ns: atNs, kind, principal, by, detail };
}
