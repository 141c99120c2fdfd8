/**
 * Who lets time pass. The HTTP faces accept and answer requests, they never run rounds themselves:
 * one loop per instance (live mode, PocketIC's `tick` and `await_ingress_message`) owns that, so
 * that rounds cannot interleave.
 */
export interface RoundDriver {
  /**
   * Runs rounds until the request is answered (replied or rejected) or no round would do anything
   * more, and resolves then; also resolves, without rounds, when this instance is advanced by hand
   * only. The face then answers 202 and the client polls.
   */
  progress(requestId: Uint8Array): Promise<void>;
  /**
   * In live mode: brings the replica's and the certified time up to the real clock before
   * something shows it. Does nothing where time is set by hand.
   */
  catchUp?(): Promise<void> | void;
}
