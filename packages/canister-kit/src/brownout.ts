/**
 * One bucket of instructions for the whole canister: what runs is paid from it, and when it is
 * empty updates are turned away for next to nothing. It bounds what a flood can cost. On the heap:
 * an upgrade fills it again.
 */
const NS_PER_SECOND = 1_000_000_000;
/** Below this share only what a canister calls essential still runs. */
const RESERVE = 0.2;

export type Capacity = { instructionsPerSecond: number; burstSeconds: number };

/** Three quarters of what a canister's one thread can do, for two minutes of more than that. */
export const USUAL_CAPACITY: Capacity = { instructionsPerSecond: 1.5e9, burstSeconds: 120 };

export function createBrownout({ instructionsPerSecond, burstSeconds }: Capacity) {
  const size = instructionsPerSecond * burstSeconds;
  let left = size;
  let atNs: bigint | undefined;

  function refill(nowNs: bigint): void {
    const seconds = Number(nowNs - (atNs ?? nowNs)) / NS_PER_SECOND;
    left = Math.min(size, left + Math.max(0, seconds) * instructionsPerSecond);
    atNs = nowNs;
  }
  return {
    /** Seconds to wait when there is nothing left for this call, else undefined. */
    wait(essential: boolean, nowNs: bigint): number | undefined {
      refill(nowNs);
      const needed = essential ? 0 : size * RESERVE;
      return left > needed ? undefined : Math.ceil((needed - left) / instructionsPerSecond) + 1;
    },
    /** Pays for a call that ran. */
    spend(instructions: bigint, nowNs: bigint): void {
      refill(nowNs);
      // Never further below zero than one burst: the way back stays as long as the way down.
      left = Math.max(-size, left - Number(instructions));
    },
    /** What is left now, between 0 and 1. */
    share(nowNs: bigint): number {
      refill(nowNs);
      return Math.max(0, left / size);
    },
  };
}
export type Brownout = ReturnType<typeof createBrownout>;
