import { useQuery } from '@tanstack/react-query';
import { useSession } from '../../session/api/session.tsx';

/** What a thing is called, if it may still be seen. */
export function useThingName(id: bigint | undefined): string | undefined {
  const { qik, who, status } = useSession();
  const { data } = useQuery({
    queryKey: ['thing-name', String(id), who],
    enabled: id !== undefined && status !== 'starting',
    staleTime: 60_000,
    queryFn: async () => {
      const found = await qik.event.get_resource(id ?? 0n);
      return 'Ok' in found ? found.Ok.name : '';
    },
  });
  return data || undefined;
}
