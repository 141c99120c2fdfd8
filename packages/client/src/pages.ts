/** Walks paged queries: canisters bound every page, so whoever wants all rows has to ask again. */
type Page<Cursor> = { next: [] | [Cursor] };

/**
 * Every row of a paged query, one page in memory at a time.
 * @example for await (const event of everyRow((at) => event.list_events(at, 50), (p) => p.events))
 */
export async function* everyRow<Cursor, P extends Page<Cursor>, Row>(
  fetchPage: (cursor: [] | [Cursor]) => Promise<P>,
  rowsOf: (page: P) => Row[],
): AsyncGenerator<Row, void, undefined> {
  let cursor: [] | [Cursor] = [];
  for (;;) {
    const page: P = await fetchPage(cursor);
    yield* rowsOf(page);
    if (page.next.length === 0) return;
    // A cursor that stands still would ask for ever.
    if (page.next[0] === cursor[0]) throw new RangeError('the page cursor does not advance');
    cursor = page.next;
  }
}

/** The first `max` rows of a paged query; reads no page behind them. */
export async function firstRows<Cursor, P extends Page<Cursor>, Row>(
  max: number,
  fetchPage: (cursor: [] | [Cursor]) => Promise<P>,
  rowsOf: (page: P) => Row[],
): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const row of everyRow(fetchPage, rowsOf)) {
    if (rows.length >= max) break;
    rows.push(row);
  }
  return rows;
}
