/** One history out of several lists that are read page by page, each newest first. */

export type Listed<E> = {
  entries: E[];
  /** Where the next page of this list begins; there is none when absent. */
  next: bigint | undefined;
  /** Of the last row that was read, also when it is not shown. */
  oldestNs: bigint | undefined;
};
/** Where a list goes on: from its beginning when absent. */
export type Cursor = bigint | undefined | 'end';

/** Where each list goes on; undefined when all are read. */
export function cursorsBehind(lists: readonly Listed<unknown>[]): Cursor[] | undefined {
  const next = lists.map((list) => list.next ?? 'end');
  return next.every((each) => each === 'end') ? undefined : next;
}

/**
 * The entries of all lists, newest first, as far down as every list was read: what comes later is
 * only ever put at the end.
 */
export function inOrder<E extends { atNs: bigint }>(pages: readonly (readonly Listed<E>[])[]): E[] {
  const all = pages.flat().flatMap(({ entries }) => entries);
  const read = (pages.at(-1) ?? []).flatMap(({ next }, i) => {
    const times = pages.flatMap((page) => page[i]?.oldestNs ?? []);
    return next === undefined ? [] : [times.at(-1) ?? 0n];
  });
  const downTo = read.reduce((latest, each) => (each > latest ? each : latest), 0n);
  return all.filter(({ atNs }) => atNs >= downTo).sort((a, b) => (a.atNs < b.atNs ? 1 : -1));
}
