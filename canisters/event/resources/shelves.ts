/** What is taken from the shelves, now and later: claims in stable memory. */
import { CLAIMS_PER_RESOURCE_MAX, type ResourceRefusal } from '@qikcard/contracts';
import { type Claim, type ClaimKind, freeDuring, type Shelf } from '../domain/resources/stock.ts';
import type { PartRow, ResourceRow } from './rows.ts';
import { claimsOf, resources } from './store.ts';

const kinds: readonly ClaimKind[] = ['loan', 'reservation'];
export type Holder = { kind: ClaimKind; id: bigint };

/** Everything that takes units of a thing. One page: there are never more than the limit. */
function claims(resourceId: bigint, except: Holder | undefined): Claim[] {
  return claimsOf
    .scan({ prefix: [resourceId], limit: CLAIMS_PER_RESOURCE_MAX + 1 })
    .map(([, fromNs, untilNs, count, kind, id]) => ({
      kind: kinds[kind],
      id,
      fromNs,
      untilNs,
      count,
    }))
    .filter(({ kind, id }) => kind !== except?.kind || id !== except.id);
}

/** The shelves that one unit takes from, as many as `items` say; without what `except` has taken. */
export function shelvesOf(items: readonly PartRow[], except?: Holder): Shelf[] {
  return items.map(({ resourceId, count }) => ({
    resourceId,
    perUnit: count,
    quantity: resources.get(resourceId)?.quantity ?? 0,
    claims: claims(resourceId, except),
  }));
}

/** What one unit of a thing consists of: itself, or the parts of the kit. */
export const unitOf = (id: bigint, thing: ResourceRow): PartRow[] =>
  thing.parts.length === 0 ? [{ resourceId: id, count: 1 }] : thing.parts;

/** How many units there are, and how many of them are free now. */
export function stockOf(id: bigint, thing: ResourceRow, nowNs: bigint) {
  const shelves = shelvesOf(unitOf(id, thing));
  const whole = shelves.map(({ quantity, perUnit }) => Math.floor(quantity / perUnit));
  const span = { fromNs: nowNs, untilNs: nowNs + 1n };
  return { quantity: Math.min(...whole), available: freeDuring(shelves, span, nowNs) };
}

/** Why no more loans and reservations of a thing can be kept, or undefined when they can. */
export function problemOfRoom(shelves: readonly Shelf[]): ResourceRefusal | undefined {
  if (shelves.every((shelf) => shelf.claims.length < CLAIMS_PER_RESOURCE_MAX)) return undefined;
  const what = 'loans and reservations of this thing';
  return { LimitReached: { what, limit: CLAIMS_PER_RESOURCE_MAX } };
}

export type Taking = Holder & { items: readonly PartRow[]; fromNs: bigint; untilNs: bigint };

export function take({ kind, id, items, fromNs, untilNs }: Taking): void {
  for (const { resourceId, count } of items) {
    claimsOf.insert([resourceId, fromNs, untilNs, count, kinds.indexOf(kind), id]);
  }
}
export function giveBack({ kind, id, items, fromNs, untilNs }: Taking): void {
  for (const { resourceId, count } of items) {
    claimsOf.remove([resourceId, fromNs, untilNs, count, kinds.indexOf(kind), id]);
  }
}
