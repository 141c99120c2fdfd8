/** Two ends of a line inside one process: the same frames as on a wire, without a port. */
import type { Link, LinkHandlers } from './link.ts';

class MemoryLink implements Link {
  peer: MemoryLink | undefined;
  private handlers: LinkHandlers | undefined;

  async start(handlers: LinkHandlers): Promise<void> {
    this.handlers = handlers;
    if (this.peer?.handlers === undefined) return;
    this.peer.handlers.onUp?.();
    handlers.onUp?.();
  }

  async write(bytes: Uint8Array): Promise<void> {
    const { peer } = this;
    if (this.handlers === undefined || peer?.handlers === undefined) {
      throw new Error('the other end of the line is not there');
    }
    const copy = Uint8Array.from(bytes);
    // A wire delivers later, never inside the sender's call.
    setImmediate(() => peer.handlers?.onBytes(copy));
  }

  async stop(): Promise<void> {
    if (this.handlers === undefined) return;
    this.handlers = undefined;
    this.peer?.handlers?.onDown?.('the other end was closed');
  }
}

/** Both ends of a new line. */
export function memoryLinkPair(): [Link, Link] {
  const [one, other] = [new MemoryLink(), new MemoryLink()];
  one.peer = other;
  other.peer = one;
  return [one, other];
}
