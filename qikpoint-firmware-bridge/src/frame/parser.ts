/** Cuts a byte stream into frames. After noise it is in step again at the next zero byte. */
import { decodeFrame, type Frame, type FrameFault, PACKET_MAX_BYTES } from './frame.ts';

const STUFFED_MAX_BYTES = PACKET_MAX_BYTES + Math.ceil(PACKET_MAX_BYTES / 254) + 1;

export type FrameHandlers = {
  onFrame(frame: Frame): void;
  /** Noise is normal on a wire: counted and shown, never an exception. */
  onFault?(fault: FrameFault): void;
};

/** Feed it bytes in any pieces; its memory is bounded by the longest frame. */
export class FrameParser {
  private readonly held = new Uint8Array(STUFFED_MAX_BYTES);
  private length = 0;
  private overflowed = false;

  constructor(private readonly handlers: FrameHandlers) {}

  push(bytes: Uint8Array): void {
    for (const byte of bytes) {
      if (byte === 0) this.endFrame();
      else if (this.length < STUFFED_MAX_BYTES) this.held[this.length++] = byte;
      else this.overflowed = true;
    }
  }

  /** Forgets a half-received frame; for a port that was opened again. */
  reset(): void {
    this.length = 0;
    this.overflowed = false;
  }

  private endFrame(): void {
    const { length, overflowed } = this;
    this.reset();
    // Zeros in a row are allowed: senders start with one to flush noise.
    if (length === 0) return;
    const result = overflowed ? 'length' : decodeFrame(this.held.slice(0, length));
    if (typeof result === 'string') this.handlers.onFault?.(result);
    else this.handlers.onFrame(result);
  }
}
