/** What a desk knows of its shelf, kept on the device for when there is no network. */
import { expectOk } from '@qikcard/client';
import {
  fromOpt,
  type Loan,
  type ResourceOwner,
  type ResourceView,
  toOpt,
} from '@qikcard/contracts';
import { useQuery } from '@tanstack/react-query';
import { useOnline } from '../../../lib/online.ts';
import { useSession } from '../../session/api/session.tsx';
import { keepShelf, shelfLoan } from './desk-store.ts';
import { ownerText } from './things.ts';

const PAGE = 100;
/** As many things as an event can have, and its loans. */
const PAGES_MAX = 10;
const REFRESH_MS = 5 * 60_000;

/** Copies the shelf of an owner to this device, again every few minutes. */
export function useShelf(owner: ResourceOwner) {
  const { qik, who = '', status } = useSession();
  const online = useOnline();
  const desk = ownerText(owner);
  return useQuery({
    queryKey: ['things', 'shelf', desk, who],
    enabled: status === 'in' && online,
    staleTime: REFRESH_MS,
    refetchInterval: REFRESH_MS,
    queryFn: async () => {
      const query = { text: '', owner: toOpt(owner), retired: false };
      const things = await pages<ResourceView>(async (cursor) => {
        const page = expectOk(await qik.event.list_resources(cursor, PAGE, query));
        return { rows: page.resources, next: page.next };
      });
      const open = { Open: null };
      const loans = await pages<Loan>(async (cursor) => {
        const page = expectOk(await qik.event.loans_of_owner(cursor, PAGE, owner, open));
        return { rows: page.loans, next: page.next };
      });
      const shelf = things.flatMap((thing) =>
        thing.label.map((label) => ({
          who,
          owner: desk,
          label,
          thingId: String(thing.id),
          name: thing.name,
          free: thing.available,
          loans: loans.filter(({ resource_id }) => resource_id === thing.id).map(shelfLoan),
        })),
      );
      await keepShelf(who, desk, shelf);
      return shelf.length;
    },
  });
}

type Cursor = [] | [bigint];

async function pages<Row>(
  load: (cursor: Cursor) => Promise<{ rows: Row[]; next: Cursor }>,
): Promise<Row[]> {
  const rows: Row[] = [];
  let cursor: Cursor = [];
  for (let page = 0; page < PAGES_MAX; page++) {
    const loaded = await load(cursor);
    rows.push(...loaded.rows);
    const next = fromOpt(loaded.next);
    if (next === undefined) break;
    cursor = [next];
  }
  return rows;
}

/** How the thing behind a label is now, for those who lend it out. */
export function useLabelAtDesk(label: string) {
  const { qik, who } = useSession();
  return useQuery({
    queryKey: ['things', 'at-desk', label, who],
    queryFn: async () => expectOk(await qik.event.look_up_label(label)),
  });
}
