/**
 * Repeats what may be repeated. Only for idempotent operations: queries, and changes that carry
 * their own key (a scan id). Everything else is repeated by a person.
 */
import { toQikCardError } from './agent-errors.ts';

export type Backoff = { firstMs: number; mostMs: number };
export type RetryOptions = Backoff & {
  attempts: number;
  signal?: AbortSignal;
  sleep?: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  random?: () => number;
};

const defaults = { attempts: 4, firstMs: 200, mostMs: 5_000 };

/**
 * How long to wait before attempt `attempt` (counted from 1): exponential, with the whole of it
 * random ("full jitter"), so that readers that lost one network do not return in step.
 */
export function backoffMs(attempt: number, { firstMs, mostMs }: Backoff, random = Math.random) {
  const ceiling = Math.min(mostMs, firstMs * 2 ** Math.min(attempt - 1, 30));
  return Math.ceil(random() * ceiling);
}

/** Runs an idempotent operation again while the network is unreachable; throws `QikCardError`. */
export async function retryIdempotent<T>(
  operation: () => Promise<T>,
  options: Partial<RetryOptions> = {},
): Promise<T> {
  const { attempts, sleep = pause, random, signal, ...backoff } = { ...defaults, ...options };
  for (let attempt = 1; ; attempt++) {
    try {
      return await operation();
    } catch (thrown) {
      const error = toQikCardError(thrown);
      if (error.kind !== 'unreachable' || attempt >= attempts || signal?.aborted) throw error;
      await sleep(backoffMs(attempt, backoff, random), signal);
    }
  }
}

/** Waits; an abort ends the wait early without an error. */
export function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal?.addEventListener('abort', done, { once: true });
  });
}
