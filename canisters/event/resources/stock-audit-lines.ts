/** The lines of a stock audit: what should be on the shelf and what was seen. */
import { type Infer, RESOURCES_PER_EVENT_MAX, type StockAudit, toOpt } from '@qikcard/contracts';
import { ownerKey, ownerView } from '../domain/resources/owner.ts';
import { conditionView } from '../domain/resources/views.ts';
import type { ResourceRow, StockAuditLineRow, StockAuditRow } from './rows.ts';
import { shelvesOf } from './shelves.ts';
import { resources, resourcesOfOwner, seenInStockAudit, stockAuditLines } from './store.ts';

/** Units of a thing that should be on the shelf: all but what is lent. A kit is its parts. */
function onShelf(id: bigint, thing: ResourceRow): number {
  if (thing.retired || thing.parts.length > 0) return 0;
  const [shelf] = shelvesOf([{ resourceId: id, count: 1 }]);
  const out = shelf.claims.filter(({ kind }) => kind === 'loan');
  return thing.quantity - out.reduce((sum, { count }) => sum + count, 0);
}

/** The line of a thing: as it was counted, otherwise as it should be. */
export function lineOf(
  audit: StockAuditRow,
  auditId: bigint,
  resourceId: bigint,
): StockAuditLineRow {
  const counted = stockAuditLines.get([auditId, resourceId]);
  if (counted) return counted;
  const thing = resources.get(resourceId);
  const own = thing !== undefined && sameOwner(thing, audit) && !thing.retired;
  const expected = own && thing ? onShelf(resourceId, thing) : 0;
  return { expected, seen: 0, condition: undefined, foreign: !own };
}

const sameOwner = (thing: ResourceRow, audit: StockAuditRow): boolean =>
  ownerKey(thing.owner).join() === ownerKey(audit.owner).join();

/** Things of the owner and whatever else was seen, in order, behind `after`; later what was fixed. */
export function linesAfter(
  audit: StockAuditRow,
  auditId: bigint,
  after: bigint | undefined,
  limit: number,
): bigint[] {
  const key = ownerKey(audit.owner);
  const isOpen = audit.finishedAtNs === undefined;
  const things = isOpen
    ? resourcesOfOwner.scan({
        prefix: [key],
        limit,
        ...(after === undefined ? {} : { after: [key, after] as [Uint8Array, bigint] }),
      })
    : [];
  const seen = seenInStockAudit.scan({
    prefix: [auditId],
    limit,
    ...(after === undefined ? {} : { after: [auditId, after] as [bigint, bigint] }),
  });
  const ids = new Set([...things, ...seen].map(([, id]) => id));
  return [...ids].sort((a, b) => (a < b ? -1 : 1)).slice(0, limit);
}

/** Writes down what was expected of everything that nobody has seen; gives the sum. */
export function fix(audit: StockAuditRow, auditId: bigint): number {
  let expected = 0;
  for (const id of linesAfter(audit, auditId, undefined, 2 * RESOURCES_PER_EVENT_MAX)) {
    const line = lineOf(audit, auditId, id);
    expected += line.expected;
    if (line.expected > 0 || line.seen > 0) {
      stockAuditLines.put([auditId, id], line);
      seenInStockAudit.insert([auditId, id]);
    }
  }
  return expected;
}

export function lineView(resourceId: bigint, line: StockAuditLineRow) {
  return {
    resource_id: resourceId,
    name: resources.get(resourceId)?.name ?? '',
    expected: line.expected,
    seen: line.seen,
    condition: toOpt(line.condition && conditionView(line.condition)),
    foreign: line.foreign,
  };
}

export function auditView(id: bigint, row: StockAuditRow): Infer<typeof StockAudit> {
  return {
    id,
    owner: ownerView(row.owner),
    started_at_ns: row.startedAtNs,
    finished_at_ns: toOpt(row.finishedAtNs),
    expected: row.expected,
    seen: row.seen,
  };
}
