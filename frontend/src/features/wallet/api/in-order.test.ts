import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Cursor, cursorsBehind, inOrder, type Listed } from './in-order.ts';

type Row = { atNs: bigint; shown: boolean };
const PAGE = 3;

/** A page of a list behind a cursor, as canisters answer; rows of others are left out. */
function read(list: readonly Row[], cursor: Cursor): Listed<Row> {
  if (cursor === 'end') return { entries: [], next: undefined, oldestNs: undefined };
  const from = cursor === undefined ? 0 : list.findIndex(({ atNs }) => atNs === cursor) + 1;
  const page = list.slice(from, from + PAGE);
  const more = list.length > from + PAGE;
  return {
    entries: page.filter(({ shown }) => shown),
    next: more ? page.at(-1)?.atNs : undefined,
    oldestNs: page.at(-1)?.atNs,
  };
}

const rows = fc.array(fc.record({ list: fc.nat(1), shown: fc.boolean() }), { maxLength: 40 });

test('however entries are spread, each page adds to the end, and in the end all are there', () => {
  fc.assert(
    fc.property(rows, (made) => {
      const all = made.map(({ shown }, i) => ({ atNs: BigInt(1_000 - i), shown }));
      const lists = [0, 1].map((of) => all.filter((_, i) => made[i]?.list === of));
      const pages: Listed<Row>[][] = [];
      let cursors: Cursor[] | undefined = [undefined, undefined];
      let before: Row[] = [];
      while (cursors !== undefined) {
        const now: Cursor[] = cursors;
        pages.push(lists.map((list, i) => read(list, now[i])));
        const shown = inOrder(pages);
        expect(shown.slice(0, before.length)).toEqual(before);
        before = shown;
        cursors = cursorsBehind(pages.at(-1) ?? []);
      }
      expect(before).toEqual(all.filter(({ shown }) => shown));
    }),
  );
});

test('a history of one list is that list', () => {
  const page = [{ entries: [{ atNs: 2n }, { atNs: 1n }], next: 5n, oldestNs: 1n }];
  expect(inOrder([page])).toEqual([{ atNs: 2n }, { atNs: 1n }]);
  expect(inOrder([])).toEqual([]);
});
