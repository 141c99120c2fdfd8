import { expectOk } from '@qikcard/client';
import type { PassPolicy } from '@qikcard/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSession } from '../../session/api/session.tsx';

const key = (eventId: bigint) => ['pass-policy', String(eventId)];

/** What an event asks of codes. */
export function usePassPolicy(eventId: bigint) {
  const { qik } = useSession();
  return useQuery({
    queryKey: key(eventId),
    staleTime: 60_000,
    queryFn: async () => expectOk(await qik.event.pass_policy(eventId)),
  });
}

/** Changes it; the next scan is held to it. */
export function useSavePolicy(eventId: bigint) {
  const { qik } = useSession();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async (policy: PassPolicy) =>
      expectOk(await qik.event.set_pass_policy(eventId, policy)),
    onSuccess: (policy) => cache.setQueryData(key(eventId), policy),
  });
}
