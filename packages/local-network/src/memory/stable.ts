/** WebAssembly page, the unit in which stable memory grows. */
export const STABLE_PAGE = 65_536;
/** Page of the operating system, the unit in which changed memory is charged. */
const OS_PAGE = 4_096;
/** 500 GiB (interface spec, "Stable memory"). */
const MAX_PAGES = 500 * 16_384;
const KEPT_BUFFERS = 64;

export type StableState = { size: number; pages: [index: number, bytes: Uint8Array][] };

/** Sparse stable memory: pages exist once written, and a message's changes can be undone. */
export class StableMemory {
  private pages = new Map<number, Uint8Array>();
  private sizeInPages = 0;
  private committedSize = 0;
  /** Pages as they were before the message; undefined for pages that did not exist. */
  private readonly undo = new Map<number, Uint8Array | undefined>();
  private readonly dirty = new Set<number>();
  private readonly spare: Uint8Array[] = [];

  get size(): number {
    return this.sizeInPages;
  }

  get bytes(): number {
    return this.sizeInPages * STABLE_PAGE;
  }

  /** Adds pages; the former size, or -1 when there is no room. */
  grow(pages: number): number {
    if (this.sizeInPages + pages > MAX_PAGES) return -1;
    const before = this.sizeInPages;
    this.sizeInPages += pages;
    return before;
  }

  /** The caller has checked that the range lies within the size. */
  read(offset: number, target: Uint8Array): void {
    for (let done = 0; done < target.length; ) {
      const within = (offset + done) % STABLE_PAGE;
      const count = Math.min(STABLE_PAGE - within, target.length - done);
      const page = this.pages.get(Math.floor((offset + done) / STABLE_PAGE));
      if (page) target.set(page.subarray(within, within + count), done);
      else target.fill(0, done, done + count);
      done += count;
    }
  }

  /** Writes within the size; returns how many OS pages this message had not changed before. */
  write(offset: number, source: Uint8Array): number {
    for (let done = 0; done < source.length; ) {
      const within = (offset + done) % STABLE_PAGE;
      const count = Math.min(STABLE_PAGE - within, source.length - done);
      const page = this.pageToWrite(Math.floor((offset + done) / STABLE_PAGE));
      page.set(source.subarray(done, done + count), within);
      done += count;
    }
    return source.length === 0 ? 0 : this.markDirty(offset, source.length);
  }

  /** Makes the message's changes final. */
  commit(): void {
    for (const page of this.undo.values()) {
      if (page && this.spare.length < KEPT_BUFFERS) this.spare.push(page);
    }
    this.finishMessage();
  }

  /** Takes the message's changes back. */
  rollback(): void {
    for (const [index, before] of this.undo) {
      if (before) this.pages.set(index, before);
      else this.pages.delete(index);
    }
    this.sizeInPages = this.committedSize;
    this.finishMessage();
  }

  /** Discards everything. */
  clear(): void {
    this.load({ size: 0, pages: [] });
  }

  /** The whole contents in one array. */
  contents(): Uint8Array {
    const all = new Uint8Array(this.bytes);
    for (const [index, page] of this.pages) all.set(page, index * STABLE_PAGE);
    return all;
  }

  /** Replaces the contents; the size is rounded up to whole pages. */
  replace(bytes: Uint8Array): void {
    this.clear();
    this.grow(Math.ceil(bytes.length / STABLE_PAGE));
    this.write(0, bytes);
    this.commit();
  }

  save(): StableState {
    const pages = [...this.pages].sort(([a], [b]) => a - b);
    return { size: this.sizeInPages, pages: pages.map(([i, page]) => [i, page.slice()]) };
  }

  load(state: StableState): void {
    this.pages = new Map(state.pages.map(([i, page]) => [i, page.slice()]));
    this.undo.clear();
    this.sizeInPages = state.size;
    this.finishMessage();
  }

  private pageToWrite(index: number): Uint8Array {
    const page = this.pages.get(index);
    if (this.undo.has(index)) return page as Uint8Array;
    if (page) {
      const before = this.spare.pop() ?? new Uint8Array(STABLE_PAGE);
      before.set(page);
      this.undo.set(index, before);
      return page;
    }
    const fresh = new Uint8Array(STABLE_PAGE);
    this.undo.set(index, undefined);
    this.pages.set(index, fresh);
    return fresh;
  }

  private markDirty(offset: number, length: number): number {
    const before = this.dirty.size;
    const last = Math.floor((offset + length - 1) / OS_PAGE);
    for (let page = Math.floor(offset / OS_PAGE); page <= last; page++) this.dirty.add(page);
    return this.dirty.size - before;
  }

  private finishMessage(): void {
    this.undo.clear();
    this.dirty.clear();
    this.committedSize = this.sizeInPages;
  }
}
