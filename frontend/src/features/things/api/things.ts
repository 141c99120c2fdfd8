/** Things to borrow and to lend. */
import { expectOk } from '@qikcard/client';
import {
  fromOpt,
  type ResourceDraft,
  type ResourceOwner,
  type ResourceView,
  toOpt,
} from '@qikcard/contracts';
import {
  type InfiniteData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useSession } from '../../session/api/session.tsx';

const PAGE = 24;
type Page = { resources: ResourceView[]; next: bigint | undefined };
const flat = (data: InfiniteData<Page>): ResourceView[] =>
  data.pages.flatMap((page) => page.resources);

/** An owner as part of a key or an address: `me` is written as the principal. */
export const ownerText = (owner: ResourceOwner): string =>
  'Event' in owner ? `e${owner.Event}` : owner.Person.toText();

export type ThingSearch = { text: string; owner?: ResourceOwner; retired?: boolean };

/** Things that match, newest first, a page at a time. */
export function useThings({ text, owner, retired = false }: ThingSearch) {
  const { qik, who, status } = useSession();
  return useInfiniteQuery({
    queryKey: ['things', 'list', text, owner ? ownerText(owner) : '', retired, who],
    enabled: status !== 'starting',
    initialPageParam: undefined as bigint | undefined,
    queryFn: async ({ pageParam }): Promise<Page> => {
      const query = { text, owner: toOpt(owner), retired };
      const page = expectOk(await qik.event.list_resources(toOpt(pageParam), PAGE, query));
      return { resources: page.resources, next: fromOpt(page.next) };
    },
    getNextPageParam: (page) => page.next,
    select: flat,
  });
}

export function useThing(id: bigint) {
  const { qik, who, status } = useSession();
  return useQuery({
    queryKey: ['things', 'one', String(id), who],
    enabled: status !== 'starting',
    queryFn: async () => expectOk(await qik.event.get_resource(id)),
  });
}

/** Everything shown about things is asked for again after something changed. */
export function useThingsChange<In, Out>(change: (input: In) => Promise<Out>) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () => cache.invalidateQueries({ queryKey: ['things'] }),
  });
}

/** Adds a thing, or changes the one with this id. */
export function useSaveThing(id: bigint | undefined) {
  const { qik } = useSession();
  return useThingsChange(async (draft: ResourceDraft) =>
    expectOk(
      id === undefined
        ? await qik.event.create_resource(draft)
        : await qik.event.edit_resource(id, draft),
    ),
  );
}

export function useRetireThing(id: bigint) {
  const { qik } = useSession();
  return useThingsChange(async () => expectOk(await qik.event.retire_resource(id)));
}

/** A one-time code of a thing, to show to a borrower. */
export function useThingCode(id: bigint, purpose: 'resource_checkout' | 'resource_checkin') {
  const { qik, who } = useSession();
  return useQuery({
    queryKey: ['thing-code', String(id), purpose, who],
    gcTime: 0,
    // A code lives for fifteen minutes; a new one withdraws it.
    refetchInterval: 12 * 60_000,
    queryFn: async () =>
      expectOk(
        await qik.event.issue_resource_token({
          resource_id: id,
          purpose: { [purpose]: null } as { resource_checkout: null },
        }),
      ),
  });
}
