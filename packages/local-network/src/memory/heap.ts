const PAGE = 65_536;

/**
 * The wasm memory of one canister with the copy it returns to. Copying into a kept buffer costs
 * about 0.1 ms per MiB; allocating instead would cost five times as much. Copies are put off until
 * the next message, or until `settle` is called, so that an answer need not wait for them.
 */
export class Heap {
  private shadow: Uint8Array;
  private committed: number;
  /** The copy that was put off. */
  private owed: 'commit' | 'rollback' | undefined;

  /** Starts with the memory's present contents as the committed ones. */
  constructor(readonly memory: WebAssembly.Memory) {
    this.committed = memory.buffer.byteLength;
    this.shadow = new Uint8Array(memory.buffer).slice();
  }

  /** Size of the committed contents. */
  get committedBytes(): number {
    return this.committed;
  }

  get pages(): number {
    return this.memory.buffer.byteLength / PAGE;
  }

  /** Keeps what the memory holds now. */
  commit(): void {
    if (this.owed === 'rollback') this.settle();
    this.committed = this.memory.buffer.byteLength;
    this.owed = 'commit';
  }

  /** Returns to the committed contents; false when the memory grew, which cannot be undone. */
  rollback(): boolean {
    if (this.owed) this.settle();
    if (this.memory.buffer.byteLength !== this.committed) return false;
    this.owed = 'rollback';
    return true;
  }

  /** Makes the copy that was put off; needed before the memory changes again. */
  settle(): void {
    const { owed } = this;
    this.owed = undefined;
    const { buffer } = this.memory;
    if (owed === 'rollback') new Uint8Array(buffer).set(this.shadow.subarray(0, this.committed));
    if (owed !== 'commit') return;
    if (buffer.byteLength > this.shadow.length) this.shadow = new Uint8Array(buffer.byteLength);
    this.shadow.set(new Uint8Array(buffer));
  }

  /** The committed bytes, valid until the next commit. */
  committedContents(): Uint8Array {
    this.settle();
    return this.shadow.subarray(0, this.committed);
  }

  /** A heap over another memory, made to hold these committed contents. */
  static restore(memory: WebAssembly.Memory, contents: Uint8Array): Heap {
    const missing = Math.ceil((contents.length - memory.buffer.byteLength) / PAGE);
    if (missing > 0) memory.grow(missing);
    new Uint8Array(memory.buffer).set(contents);
    return new Heap(memory);
  }
}
