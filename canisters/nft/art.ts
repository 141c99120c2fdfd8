/**
 * The pictures of badges over certified HTTP. Hashing one and its way up the tree costs some 70 M
 * instructions: that waits for a timer, many at a time, and whatever changes meanwhile is hashed once.
 * Until then the address answers what is certified: the picture before, or that there is none.
 */
import { certifyPages, ic, removePage } from '@qikcard/canister-kit';
import { badgeArt } from '@qikcard/contracts';
import type { BadgeRow, DesignRow } from './rows.ts';
import { artDue, artDueOrder, badges, designs } from './store.ts';

/** About one and a half billion instructions. */
const PER_STEP = 20;
const SOON_SECONDS = 2;
export const artPath = (id: bigint): string => `/badge/${id}.svg`;

/** The picture of a badge as it is now. */
export function artOf(id: bigint, row: BadgeRow): string {
  const design = designs.get(row.designId) as DesignRow;
  const { kind, count } = design.criterion;
  const { name, season, hue, supply } = design;
  const { edition, soulbound, transfers } = row;
  return badgeArt({ id, name, season, hue, supply, kind, count, edition, soulbound, transfers });
}

const artFile = (id: bigint, row: BadgeRow) => ({
  type: 'image/svg+xml',
  body: new TextEncoder().encode(artOf(id, row)),
});

/** A picture is new, or looks otherwise than after `before` changes of hands. */
export function publishArt(id: bigint, before: number | undefined): void {
  if (!artDue.has(id)) {
    artDue.put(id, { transfers: before });
    artDueOrder.insert([id]);
  }
  arm();
}

/** The picture goes, now. */
export function removeArt(id: bigint): void {
  settled(id);
  removePage(artPath(id));
}

function settled(id: bigint): void {
  artDue.remove(id);
  artDueOrder.remove([id]);
}

let armed = false;
/** After every start, too: a timer does not survive an upgrade. */
export function arm(): void {
  if (armed || artDueOrder.size() === 0) return;
  armed = true;
  ic.setTimer(SOON_SECONDS, certifyDue);
}

function certifyDue(): void {
  armed = false;
  const due = artDueOrder.scan({ limit: PER_STEP });
  const pages = due.flatMap(([id]) => {
    const row = badges.get(id);
    settled(id);
    return row ? [{ path: artPath(id), file: artFile(id, row) }] : [];
  });
  certifyPages(pages);
  arm();
}

/** The picture that is certified at this very address. */
export function artAt(path: string) {
  const [, digits] = /^\/badge\/(\d{1,18})\.svg$/.exec(path) ?? [];
  if (digits === undefined) return undefined;
  const id = BigInt(digits);
  const row = badges.get(id);
  if (row === undefined) return undefined;
  const due = artDue.get(id);
  return artFile(id, { ...row, transfers: due?.transfers ?? row.transfers });
}
