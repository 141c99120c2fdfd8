/** Who may call, and how often. */
import { type Call, rateLimit, roles } from '@qikcard/canister-kit';
import type { ProfileRefusal } from '@qikcard/contracts';
import { erasures, members } from './store.ts';

/** Signed in and registered: may read what is theirs, even when suspended. */
export function isMember({ caller }: Call): ProfileRefusal | undefined {
  if (caller.isAnonymous()) return { SignInRequired: null };
  return members.has(caller) ? undefined : { NotRegistered: null };
}

/** A member who is neither suspended nor being erased: may write. */
export function mayWrite(call: Call): ProfileRefusal | undefined {
  const refusal = isMember(call);
  if (refusal) return refusal;
  if (roles.isSuspended(call.caller)) return { HolderSuspended: null };
  return erasures.get(call.caller)?.done === false ? { ErasureUnderWay: null } : undefined;
}

const perMinute = (calls: number) => rateLimit({ burst: calls, perMinute: calls });
const buckets = {
  edit: perMinute(30),
  avatar: rateLimit({ burst: 5, perMinute: 2 }),
  link: perMinute(30),
  reading: perMinute(60),
  /** Requests reach other people: twenty at once, then one in three minutes. */
  request: rateLimit({ burst: 20, perMinute: 1 / 3 }),
  report: rateLimit({ burst: 5, perMinute: 1 / 12 }),
};

// Every erasure is told to other canisters.
const erasing = rateLimit({ burst: 10, perMinute: 1 / 6 });
/** A member, suspended or not: their data is theirs. */
export function mayErase(call: Call): ProfileRefusal | undefined {
  const refusal = isMember(call);
  if (refusal) return refusal;
  const wait = erasing.take(call.caller.toHex(), call.nowNs);
  return wait === undefined ? undefined : { RateLimited: { retry_after_seconds: wait } };
}

/** May write, and not too often. */
export const writes =
  (bucket: keyof typeof buckets) =>
  (call: Call): ProfileRefusal | undefined => {
    const refusal = mayWrite(call);
    if (refusal) return refusal;
    const wait = buckets[bucket].take(call.caller.toHex(), call.nowNs);
    return wait === undefined ? undefined : { RateLimited: { retry_after_seconds: wait } };
  };

/** Admins of the whole platform. */
export const isAdmin = (call: Call): ProfileRefusal | undefined =>
  roles.has(call.caller, 'admin', call.nowNs) ? undefined : { Forbidden: null };
