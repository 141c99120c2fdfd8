/** How often one principal, and all of them together, may knock. */
import { type Call, rateLimit } from '@qikcard/canister-kit';
import {
  ACCESS_TOKENS_PER_MINUTE,
  ACCESS_TOKENS_PER_MINUTE_ALTOGETHER,
  err,
  SIGN_INS_PER_MINUTE,
  SIGN_INS_PER_MINUTE_ALTOGETHER,
} from '@qikcard/contracts';
import { recordThrottled } from './security-events.ts';

export type Throttled = { Err: { RateLimited: { retry_after_seconds: number } } };
type Throttle = (call: Call) => Throttled | undefined;

/** A token bucket per principal before one for everybody; the feed tells who was slowed down. */
export function throttle(what: string, perMinute: number, altogetherPerMinute: number): Throttle {
  const ofOne = rateLimit({ burst: perMinute, perMinute });
  const ofAll = rateLimit({
    burst: altogetherPerMinute,
    perMinute: altogetherPerMinute,
    entriesMax: 1,
  });
  return (call) => {
    // The caller's own bucket first, so that one who floods does not empty everybody's.
    const wait = ofOne.take(call.caller.toHex(), call.nowNs) ?? ofAll.take('all', call.nowNs);
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
