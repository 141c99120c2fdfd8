/** Token buckets on the heap: lost at upgrade, which only forgives. */
const NS_PER_SECOND = 1_000_000_000n;

export type RateLimit = {
  /** Takes one token of `key`; seconds to wait when there is none, else undefined. */
  take(key: string, nowNs: bigint): number | undefined;
};

/** `burst` at once, refilled at `perMinute`; remembers at most `entriesMax` keys, oldest dropped. */
export function rateLimit(options: {
  burst: number;
  perMinute: number;
  entriesMax?: number;
}): RateLimit {
  const { burst, perMinute, entriesMax = 10_000 } = options;
  const perSecond = perMinute / 60;
  const buckets = new Map<string, { tokens: number; atNs: bigint }>();
  return {
    take(key, nowNs) {
      const bucket = buckets.get(key) ?? { tokens: burst, atNs: nowNs };
      const seconds = Number(nowNs - bucket.atNs) / Number(NS_PER_SECOND);
      const tokens = Math.min(burst, bucket.tokens + Math.max(0, seconds) * perSecond);
      // Re-inserting keeps the map ordered by last use: the first key is the one to drop.
      buckets.delete(key);
      if (buckets.size >= entriesMax) buckets.delete(buckets.keys().next().value as string);
      buckets.set(key, { tokens: tokens >= 1 ? tokens - 1 : tokens, atNs: nowNs });
      return tokens >= 1 ? undefined : Math.ceil((1 - tokens) / perSecond);
    },
  };
}
