import type { Principal } from '@dfinity/principal';
import { expectOk } from '@qikcard/client';
import {
  type ConnectionPage,
  fromOpt,
  PAGE_MAX,
  type PersonCard,
  type ReportReason,
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

const PAGE = 30;
export type ListName = 'Connected' | 'Received' | 'Sent' | 'Blocked';
const lists = {
  Connected: { Connected: null },
  Received: { Received: null },
  Sent: { Sent: null },
  Blocked: { Blocked: null },
} as const;
const people = (data: InfiniteData<ConnectionPage>): PersonCard[] =>
  data.pages.flatMap(({ rows }) => rows.map(({ person }) => person));

/** One of my lists of people, a page at a time. */
export function useConnections(list: ListName) {
  const { qik, who, status } = useSession();
  return useInfiniteQuery({
    queryKey: ['people', 'list', list, who],
    enabled: status === 'in',
    initialPageParam: undefined as Principal | undefined,
    queryFn: async ({ pageParam }): Promise<ConnectionPage> =>
      expectOk(await qik.profile.connections(lists[list], toOpt(pageParam), PAGE)),
    getNextPageParam: (page) => fromOpt(page.next),
    select: people,
  });
}

export const isSearch = (text: string): boolean => /^[a-z0-9_-]{1,24}$/.test(text);

/** People whose username begins with `text`. */
export function usePeopleSearch(text: string) {
  const { qik, who } = useSession();
  return useQuery({
    queryKey: ['people', 'search', text, who],
    enabled: isSearch(text),
    queryFn: async () => expectOk(await qik.profile.search_people(text, [], PAGE)).people,
  });
}

export function useSuggestions() {
  const { qik, who } = useSession();
  return useQuery({
    queryKey: ['people', 'suggestions', who],
    queryFn: async () => expectOk(await qik.profile.suggestions()),
  });
}

/** Connections this person and I have in common, as far as they are shown. */
export function useMutual(person: Principal) {
  const { qik, who } = useSession();
  return useQuery({
    queryKey: ['people', 'mutual', person.toText(), who],
    queryFn: async () =>
      expectOk(await qik.profile.mutual_connections(person, [], PAGE_MAX)).people,
  });
}

export type PeopleAction =
  | 'request_connection'
  | 'withdraw_request'
  | 'accept_connection'
  | 'decline_connection'
  | 'remove_connection'
  | 'block_person'
  | 'unblock_person';

/** Changes what this person and I are to each other; every list is asked for again. */
export function useRelationChange(person: Principal) {
  const { qik } = useSession();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async (action: PeopleAction) => expectOk(await qik.profile[action](person)),
    onSettled: () =>
      Promise.all([
        cache.invalidateQueries({ queryKey: ['people'] }),
        cache.invalidateQueries({ queryKey: ['person'] }),
      ]),
  });
}

export const reasonNames = [
  'Spam',
  'Harassment',
  'Impersonation',
  'OffensiveContent',
  'Other',
] as const;
export type ReasonName = (typeof reasonNames)[number];

/** Tells admins about somebody; the person does not hear of it. */
export function useReport(person: Principal) {
  const { qik } = useSession();
  return useMutation({
    mutationFn: async ({ reason, note }: { reason: ReasonName; note: string }) =>
      expectOk(
        await qik.profile.report_person({
          person,
          note,
          reason: { [reason]: null } as ReportReason,
        }),
      ),
  });
}

/** A word for a connection whom one has met at an event; the second time changes nothing. */
export function useEndorse(person: Principal) {
  const { qik } = useSession();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async () => expectOk(await qik.profile.endorse(person)),
    onSuccess: () =>
      Promise.all(
        ['reputation', 'person'].map((key) => cache.invalidateQueries({ queryKey: [key] })),
      ),
  });
}
