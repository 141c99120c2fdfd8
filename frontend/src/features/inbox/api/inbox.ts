import { expectOk } from '@qikcard/client';
import {
  fromOpt,
  type Infer,
  type NotificationName,
  type NotificationPage,
  type NotificationPreferences,
  notificationKinds,
  type OwnProfile,
  toOpt,
} from '@qikcard/contracts';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ownProfileKey } from '../../profile/api/profile.ts';
import { useSession } from '../../session/api/session.tsx';

const PAGE = 30;
type Page = Infer<typeof NotificationPage>;
const REFRESH_MS = 20_000;

/** What happened to me, newest first; asked again while the page is seen. */
export function useInbox() {
  const { qik, who, status } = useSession();
  const cache = useQueryClient();
  return useInfiniteQuery({
    queryKey: ['inbox', who],
    enabled: status === 'in',
    refetchInterval: REFRESH_MS,
    initialPageParam: undefined as bigint | undefined,
    queryFn: async ({ pageParam }): Promise<Page> => {
      const page = expectOk(await qik.profile.notifications(toOpt(pageParam), PAGE));
      cache.setQueryData<OwnProfile>(
        ownProfileKey(who),
        (own) => own && { ...own, unread: page.unread },
      );
      return page;
    },
    getNextPageParam: (page) => fromOpt(page.next),
    select: ({ pages }) => ({
      rows: pages.flatMap(({ rows }) => rows),
      unread: pages[0]?.unread ?? 0,
    }),
  });
}

/** Marks some notifications as read, or all of them when none is named. */
export function useMarkRead() {
  const { qik, who } = useSession();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async (ids: bigint[]) =>
      expectOk(
        ids.length > 0 ? await qik.profile.mark_read(ids) : await qik.profile.mark_all_read(),
      ),
    onSettled: () =>
      Promise.all([
        cache.invalidateQueries({ queryKey: ['inbox', who] }),
        cache.invalidateQueries({ queryKey: ownProfileKey(who) }),
      ]),
  });
}

const preferencesKey = (who: string) => ['inbox-preferences', who] as const;
export function usePreferences() {
  const { qik, who } = useSession();
  return useQuery({
    queryKey: preferencesKey(who),
    queryFn: async () => expectOk(await qik.profile.notification_preferences()),
  });
}

type Kinds = NotificationPreferences['inbox'];
export const has = (kinds: Kinds, name: NotificationName): boolean =>
  kinds.some((kind) => name in kind);
const kind = (name: NotificationName) => ({ [name]: null }) as Kinds[number];
/** The kinds with `name` in it or not. */
const withKind = (kinds: Kinds, name: NotificationName, on: boolean): Kinds =>
  notificationKinds.filter((each) => (each === name ? on : has(kinds, each))).map(kind);

/** Switches one kind of notification on or off; shown at once, taken back when it fails. */
export function useSetPreference() {
  const { qik, who } = useSession();
  const cache = useQueryClient();
  const key = preferencesKey(who);
  return useMutation({
    mutationFn: async ({ name, on }: { name: NotificationName; on: boolean }) => {
      const before =
        cache.getQueryData<NotificationPreferences>(key) ??
        expectOk(await qik.profile.notification_preferences());
      const next = { ...before, inbox: withKind(before.inbox, name, on) };
      cache.setQueryData(key, next);
      return expectOk(await qik.profile.set_notification_preferences(next));
    },
    onSettled: () => cache.invalidateQueries({ queryKey: key }),
  });
}
