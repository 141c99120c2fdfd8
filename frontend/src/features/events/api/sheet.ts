import { expectOk } from '@qikcard/client';
import { fromOpt, type JoinRequest, toOpt } from '@qikcard/contracts';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useSession } from '../../session/api/session.tsx';

/** Under `event`, so that whatever changes an event refreshes its page, too. */
export const sheetKey = (id: bigint, who: string, invitation = '') =>
  ['event', String(id), who, 'sheet', invitation] as const;

/** All that the page of an event shows; private ones open with the code of the invitation. */
export function useSheet(id: bigint, invitation = '') {
  const { qik, who, status } = useSession();
  return useQuery({
    queryKey: sheetKey(id, who, invitation),
    enabled: status !== 'starting',
    queryFn: async () => expectOk(await qik.event.event_sheet({ event_id: id, invitation })),
  });
}

/** The further dates of a series. */
export function useSeries(id: bigint | undefined) {
  const { qik, who } = useSession();
  return useQuery({
    queryKey: ['series', String(id), who],
    enabled: id !== undefined,
    queryFn: async () => expectOk(await qik.event.series_events(id ?? 0n)),
  });
}

/** Whatever somebody does about their place: afterwards everything about it is asked again. */
function usePlaceAction<A, R>(
  act: (qik: ReturnType<typeof useSession>['qik'], given: A) => Promise<R>,
) {
  const { qik, who } = useSession();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (given: A) => act(qik, given),
    onSettled: () =>
      Promise.all(
        [['event'], ['registrations', who], ['events', who]].map((queryKey) =>
          cache.invalidateQueries({ queryKey }),
        ),
      ),
  });
}

export const useJoinRequest = () =>
  usePlaceAction(async (qik, request: JoinRequest) => expectOk(await qik.event.join(request)));
export const useAcceptOffer = () =>
  usePlaceAction(async (qik, id: bigint) => expectOk(await qik.event.accept_offer(id)));
export const useLeaveLine = () =>
  usePlaceAction(async (qik, id: bigint) => expectOk(await qik.event.withdraw_application(id)));
export const useCancelPlace = () =>
  usePlaceAction(async (qik, id: bigint) => expectOk(await qik.event.cancel_registration(id)));
export const useOfferTransfer = () =>
  usePlaceAction(async (qik, id: bigint) => expectOk(await qik.event.offer_transfer(id)));
export const useWithdrawTransfer = () =>
  usePlaceAction(async (qik, id: bigint) => expectOk(await qik.event.withdraw_transfer(id)));
export const useTakeOver = () =>
  usePlaceAction(async (qik, given: { code: string; display_name: string }) =>
    expectOk(await qik.event.take_over(given)),
  );

/** Memberships of this person that may open the event. */
export function useMyMemberships() {
  const { qik, who, status } = useSession();
  return useQuery({
    queryKey: ['memberships', who],
    enabled: status === 'in',
    staleTime: 60_000,
    queryFn: async () => (await qik.event.my_memberships([], 100)).memberships,
  });
}

export type Wanted = { search: string; place: string; fromMs: number; untilMs: number | undefined };
const PAGE = 24;

/** Public events, soonest first. */
export function useDiscovery({ search, place, fromMs, untilMs }: Wanted) {
  const { qik, who, status } = useSession();
  const from_ns = BigInt(fromMs) * 1_000_000n;
  const until_ns = toOpt(untilMs === undefined ? undefined : BigInt(untilMs) * 1_000_000n);
  return useInfiniteQuery({
    queryKey: ['discover', search, place, fromMs, untilMs, who],
    enabled: status !== 'starting',
    initialPageParam: undefined as bigint | undefined,
    queryFn: ({ pageParam }) =>
      qik.event.discover_events(toOpt(pageParam), {
        ...{ from_ns, until_ns, search, limit: PAGE },
        place: toOpt(place || undefined),
      }),
    getNextPageParam: (page) => fromOpt(page.next),
    placeholderData: (before) => before,
    select: (data) => data.pages.flatMap((page) => page.cards),
  });
}

/** An address of an event's picture for this page, or undefined while there is none. */
export function useEventImage(
  id: bigint,
  path: string | undefined,
  invitation = '',
): string | undefined {
  const { qik, who } = useSession();
  const { data } = useQuery({
    queryKey: ['event-image', path, who],
    enabled: path !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => {
      const { image, content_type } = expectOk(
        await qik.event.event_image({ event_id: id, invitation }),
      );
      return new Blob([new Uint8Array(image)], { type: content_type });
    },
  });
  const shown = path ? data : undefined;
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (!shown) return setUrl(undefined);
    const made = URL.createObjectURL(shown);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [shown]);
  return url;
}
