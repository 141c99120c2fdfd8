// Not the kit's index: a test in plain Node cannot load the canister's entry points.
import { rateLimit } from '@qikcard/canister-kit/rate-limit';

/** A token bucket per principal before one for everybody: gives the seconds to wait, if any. */
export function knock(perMinute: number, altogetherPerMinute: number) {
  const ofOne = rateLimit({ burst: perMinute, perMinute });
  const ofAll = rateLimit({
    burst: altogetherPerMinute,
    perMinute: altogetherPerMinute,
    entriesMax: 1,
  });
  // The caller's own bucket first, so that one who floods does not empty everybody's.
  return (who: string, nowNs: bigint): number | undefined =>
    ofOne.take(who, nowNs) ?? ofAll.take('all', nowNs);
}
