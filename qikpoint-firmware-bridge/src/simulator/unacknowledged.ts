/** What a reader holds until the bridge has it on disk; bounded, as a reader's memory is. */
import type { Message } from '../frame/messages.ts';

type Scan = Extract<Message, { kind: 'scan' }>;

export const UNACKNOWLEDGED_MAX = 64;

export class Unacknowledged {
  private readonly scans = new Map<number, Scan>();

  get size(): number {
    return this.scans.size;
  }

  /** Throws when the memory is full: better to say so at the door than to lose a reading. */
  keep(seq: number, scan: Scan): void {
    if (this.scans.size >= UNACKNOWLEDGED_MAX) {
      throw new Error('the reader is full; wait for the bridge');
    }
    this.scans.set(seq, scan);
  }
  get(seq: number): Scan | undefined {
    return this.scans.get(seq);
  }
  forget(seq: number): void {
    this.scans.delete(seq);
  }
  /** Oldest first. */
  all(): Scan[] {
    return [...this.scans.values()];
  }
}
