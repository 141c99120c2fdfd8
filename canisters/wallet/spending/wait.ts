/** A large amount waits before it goes, so that whoever sees it can take it back. */
import type { SagaOutcome } from '@qikcard/canister-kit';

const NS_PER_SECOND = 1_000_000_000n;

/** Goes on with `next` when the time of `saga` has come. */
export function untilThen<S extends { untilNs: bigint }>(
  next: S,
  saga: S,
  nowNs: bigint,
): SagaOutcome<S> {
  if (nowNs >= saga.untilNs) return { next };
  return { next: saga, inSeconds: Number((saga.untilNs - nowNs) / NS_PER_SECOND) + 1 };
}
