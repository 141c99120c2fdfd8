/** How often one principal, and all of them together, may knock. */
import type { Call } from '@qikcard/canister-kit';
import {
  ACCESS_TOKENS_PER_MINUTE,
  ACCESS_TOKENS_PER_MINUTE_ALTOGETHER,
  err,
  SIGN_INS_PER_MINUTE,
  SIGN_INS_PER_MINUTE_ALTOGETHER,
} from '@qikcard/contracts';
import { knock } from './knock.ts';
import { recordThrottled } from './security-events.ts';

export type Throttled = { Err: { RateLimited: { retry_after_seconds: number } } };
type Throttle = (call: Call) => Throttled | undefined;

/** Slows one principal down before everybody; the feed tells who was slowed down. */
export function throttle(what: string, perMinute: number, altogetherPerMinute: number): Throttle {
  const knocking = knock(perMinute, altogetherPerMinute);
  return (call) => {
    const wait = knocking(call.caller.toHex(), call.nowNs);
    if (wait === undefined) return undefined;
    recordThrottled(call, what);
    return err({ RateLimited: { retry_after_seconds: wait } });
  };
}

export const signIns = throttle('sign_in', SIGN_INS_PER_MINUTE, SIGN_INS_PER_MINUTE_ALTOGETHER);
export const registrations = throttle('register', 10, 10_000);
export const touches = throttle('touch_session', 30, 10_000);
export const tokenRequests = throttle(
  'issue_token',
  ACCESS_TOKENS_PER_MINUTE,
  ACCESS_TOKENS_PER_MINUTE_ALTOGETHER,
);
export const transferRequests = throttle('request_transfer', 3, 600);
