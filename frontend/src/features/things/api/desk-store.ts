/**
 * What a lending desk keeps on its device: scans that wait for the network, and what was on the shelf
 * when there last was one. Rows belong to whoever is signed in.
 */
import type { Loan } from '@qikcard/contracts';
import Dexie, { type EntityTable, type Table } from 'dexie';

/** Something that changed hands at a desk; it is true already, the canister has to hear of it. */
export type DeskScan = {
  /** 16 bytes in hex: sending it again does no harm. */
  scanId: string;
  who: string;
  owner: string;
  /** `count`: seen during a stock audit. */
  kind: 'lend' | 'return' | 'count';
  label: string;
  /** Empty where the desk did not know the label. */
  thingId: string;
  thingName: string;
  /** The pass that was read, if one was. */
  payload: Uint8Array;
  /** The borrower, where the desk knew. */
  borrower: string;
  loanId: string;
  /** Of a count: its stock audit. Absent in rows from before. */
  auditId?: string;
  condition: string;
  note: string;
  capturedAtMs: number;
  /** Why the canister did not take it; staff have to look at it. */
  refusal?: { code: string; data: unknown };
};

/** A thing as the desk last saw it. */
export type ShelfThing = {
  who: string;
  owner: string;
  label: string;
  thingId: string;
  name: string;
  free: number;
  loans: { id: string; name: string; borrower: string; dueAtMs: number; condition: string }[];
};

const kept = new Dexie('qikcard-desk') as Dexie & {
  scans: EntityTable<DeskScan, 'scanId'>;
  shelf: Table<ShelfThing, [string, string, string]>;
};
kept.version(1).stores({
  scans: 'scanId, [who+owner]',
  shelf: '[who+owner+label], [who+owner]',
});

export const shelfLoan = (loan: Loan): ShelfThing['loans'][number] => ({
  id: String(loan.id),
  name: loan.borrower_name,
  borrower: loan.borrower.toText(),
  dueAtMs: Number(loan.due_at_ns / 1_000_000n),
  condition: Object.keys(loan.condition_out)[0],
});

/** Oldest first. */
export const scansOf = (who: string, owner: string): Promise<DeskScan[]> =>
  kept.scans.where('[who+owner]').equals([who, owner]).sortBy('capturedAtMs');
/** Kept before anybody is told so; a repeated id replaces. */
export const keepScan = (scan: DeskScan): Promise<unknown> => kept.scans.put(scan);
export const forgetScan = (scanId: string): Promise<void> => kept.scans.delete(scanId);

/** The thing behind a label as it was, or undefined. */
export const shelfThing = (who: string, owner: string, label: string) =>
  kept.shelf.get([who, owner, label]);
export const keepShelfThing = (thing: ShelfThing): Promise<unknown> => kept.shelf.put(thing);
/** Replaces all that is known of a shelf. */
export const keepShelf = (who: string, owner: string, things: ShelfThing[]): Promise<void> =>
  kept.transaction('rw', kept.shelf, async () => {
    await kept.shelf.where('[who+owner]').equals([who, owner]).delete();
    await kept.shelf.bulkPut(things);
  });

/** What the shelf looks like after a scan that is not sent yet: nothing is lent twice meanwhile. */
export async function afterScan({ who, owner, label, kind, loanId }: DeskScan): Promise<void> {
  if (kind === 'count') return;
  const thing = await shelfThing(who, owner, label);
  if (!thing) return;
  const out = kind === 'lend';
  const loans = out ? thing.loans : thing.loans.filter(({ id }) => id !== loanId);
  await keepShelfThing({ ...thing, loans, free: Math.max(0, thing.free + (out ? -1 : 1)) });
}
