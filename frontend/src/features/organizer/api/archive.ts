import { expectOk } from '@qikcard/client';
import { useQuery } from '@tanstack/react-query';
import { useSession } from '../../session/api/session.tsx';

/** What an archived event came to. */
export function useArchive(id: bigint) {
  const { qik, who } = useSession();
  return useQuery({
    queryKey: ['archive', String(id), who],
    queryFn: async () => expectOk(await qik.event.event_archive(id)),
  });
}
