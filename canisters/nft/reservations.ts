/** What badges are promised to: a listing and a swap while they last, a sale until it is over. */
import {
  listingOrder,
  listings,
  reservations,
  swaps,
  swapsOfBadge,
  swapsOfProposer,
} from './store.ts';

export const isOver = (expiresAtNs: bigint | undefined, nowNs: bigint): boolean =>
  expiresAtNs !== undefined && expiresAtNs <= nowNs;

/** Whether nobody may move this badge now, its owner included. */
export function isReserved(id: bigint, nowNs: bigint): boolean {
  const reserved = reservations.get(id);
  if (reserved === undefined) return false;
  if (reserved.kind === 'Sale') return true;
  const of = reserved.kind === 'Listing' ? listings.get(id) : swaps.get(reserved.id);
  return of !== undefined && !isOver(of.expiresAtNs, nowNs);
}

/** Ends whatever the badge was promised to; nothing happens when it was to nothing. */
export function endReservation(id: bigint): void {
  const reserved = reservations.get(id);
  removeListing(id);
  if (reserved === undefined) return;
  reservations.remove(id);
  if (reserved.kind === 'Swap') removeSwap(reserved.id);
}

/** Takes a badge off the market. */
export function removeListing(id: bigint): void {
  const listing = listings.get(id);
  if (listing === undefined) return;
  listings.remove(id);
  listingOrder.remove([listing.number, id]);
}

/** Forgets a proposal; what it reserved is the caller's to end. */
export function removeSwap(id: bigint): void {
  const swap = swaps.get(id);
  if (swap === undefined) return;
  swaps.remove(id);
  swapsOfBadge.remove([swap.offeredId, id]);
  swapsOfBadge.remove([swap.wantedId, id]);
  swapsOfProposer.remove([swap.proposer, id]);
}
