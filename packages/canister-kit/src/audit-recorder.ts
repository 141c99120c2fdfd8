import type { Call } from './handle.ts';
import { rateLimit } from './rate-limit.ts';

const PER_CALLER = 120;
const ALTOGETHER = 1_200;

/**
 * Bounds what strangers can write into the audit trail: what succeeds is always recorded, other
 * outcomes up to 120 a minute for one caller and 1,200 for all. The rest is only counted.
 */
export function createRecorder() {
  const ofCaller = rateLimit({ burst: PER_CALLER, perMinute: PER_CALLER });
  const ofAll = rateLimit({ burst: ALTOGETHER, perMinute: ALTOGETHER, entriesMax: 1 });
  let leftOut = 0;
  return {
    mayRecord({ caller, nowNs }: Pick<Call, 'caller' | 'nowNs'>, outcome: string): boolean {
      if (outcome === 'Ok') return true;
      const bounded =
        ofCaller.take(caller.toHex(), nowNs) !== undefined ||
        ofAll.take('all', nowNs) !== undefined;
      if (bounded) leftOut++;
      return !bounded;
    },
    leftOut: () => leftOut,
  };
}
