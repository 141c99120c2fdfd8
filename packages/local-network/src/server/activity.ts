import type { OnGone } from './http-listener.ts';

/** A client does not wait longer than this; whoever seems to has been forgotten. */
const LONGEST_REQUEST_MS = 300_000;

/**
 * When a server was last needed: at the start and end of every request, and while one is under way
 * whose client still waits. Work that nobody waits for, because it hangs or its client died, does
 * not count, so that its server ends.
 */
export class Activity {
  private lastMs = Date.now();
  private readonly waiting = new Set<{ sinceMs: number }>();

  idleMs(): number {
    const now = Date.now();
    for (const { sinceMs } of this.waiting) if (now - sinceMs < LONGEST_REQUEST_MS) return 0;
    return now - this.lastMs;
  }

  /** Runs one request; `onGone` calls back when its client no longer waits. */
  async during<T>(onGone: OnGone, work: () => Promise<T>): Promise<T> {
    const request = { sinceMs: Date.now() };
    const end = () => {
      if (this.waiting.delete(request)) this.lastMs = Date.now();
    };
    this.waiting.add(request);
    onGone(end);
    try {
      return await work();
    } finally {
      end();
    }
  }
}
