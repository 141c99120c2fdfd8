import { expectOk } from '@qikcard/client';
import { fromOpt, type ReportDecision, toOpt } from '@qikcard/contracts';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useSession } from '../../session/api/session.tsx';

const PAGE = 50;

/** Reports about people, newest first. */
export function useReports() {
  const { qik, who } = useSession();
  return useInfiniteQuery({
    queryKey: ['reports', who],
    initialPageParam: undefined as bigint | undefined,
    queryFn: async ({ pageParam }) =>
      expectOk(await qik.profile.list_reports(toOpt(pageParam), PAGE)),
    getNextPageParam: (page) => fromOpt(page.next),
    select: (data) => data.pages.flatMap((page) => page.reports),
  });
}

export function useResolveReport() {
  const { qik } = useSession();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async ({ id, ...decision }: ReportDecision & { id: bigint }) =>
      expectOk(await qik.profile.resolve_report(id, decision)),
    onSettled: () => cache.invalidateQueries({ queryKey: ['reports'] }),
  });
}
