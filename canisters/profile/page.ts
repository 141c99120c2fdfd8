import { PAGE_MAX } from '@qikcard/contracts';

/** Rows of a page when `asked` are asked for: at least one, at most `PAGE_MAX`. */
export const pageSize = (asked: number): number => Math.max(1, Math.min(asked, PAGE_MAX));

/** A page of entries of which one more than `size` was read: the cursor is the last shown. */
export function pageOf<V extends { entry: bigint }, R>(
  entries: V[],
  size: number,
  view: (entry: V) => R,
): { rows: R[]; next: [] | [bigint] } {
  const shown = entries.slice(0, size);
  const last = shown.at(-1);
  return {
    rows: shown.map(view),
    next: entries.length > size && last !== undefined ? [last.entry] : [],
  };
}
