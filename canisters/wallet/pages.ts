/** Pages of what somebody has, newest first. */
import type { Principal } from '@dfinity/principal';
import { ic, type OrderedIndex } from '@qikcard/canister-kit';
import { fromOpt, PAGE_MAX, type Result, toOpt } from '@qikcard/contracts';

/** The numbers of a page behind the number seen last, and that of the last one when more follow. */
export function pageOf(
  index: OrderedIndex<[Principal, bigint]>,
  owner: Principal,
  cursor: [] | [bigint],
  limit: number,
): { ids: bigint[]; next: [] | [bigint] } {
  const size = Math.max(1, Math.min(limit, PAGE_MAX));
  const below = fromOpt(cursor);
  const after = below === undefined ? {} : { after: [owner, below] as [Principal, bigint] };
  const keys = index.scan({ prefix: [owner], reverse: true, limit: size + 1, ...after });
  const ids = keys.slice(0, size).map(([, id]) => id);
  return { ids, next: toOpt(keys.length > size ? ids[size - 1] : undefined) };
}

/** A page of what the caller began, as `seen` shows it to them. */
export function ownPage<T>(
  index: OrderedIndex<[Principal, bigint]>,
  [cursor, limit]: [cursor: [] | [bigint], limit: number],
  seen: (owner: Principal, id: bigint) => Result<T, unknown>,
): { rows: T[]; next: [] | [bigint] } {
  const caller = ic.caller();
  const { ids, next } = pageOf(index, caller, cursor, limit);
  const rows = ids.flatMap((id) => {
    const found = seen(caller, id);
    return 'Ok' in found ? [found.Ok] : [];
  });
  return { rows, next };
}
