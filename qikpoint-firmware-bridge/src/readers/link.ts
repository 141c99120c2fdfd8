/** A line of bytes between a reader and the bridge. It may come and go; frames make it reliable. */
export type LinkHandlers = {
  onBytes(bytes: Uint8Array): void;
  /** The line is usable, for the first time or again. */
  onUp?(): void;
  onDown?(reason: string): void;
};

export type Link = {
  /** Resolves at once; `onUp` says when the line is usable. */
  start(handlers: LinkHandlers): Promise<void>;
  /** Rejects when the bytes did not leave; the caller repeats or drops them. */
  write(bytes: Uint8Array): Promise<void>;
  /** May be called in any state, more than once. */
  stop(): Promise<void>;
};
