/** In which time zone a thing's times are shown: the event's, otherwise this device's. */
import type { ResourceOwner } from '@qikcard/contracts';
import { useQuery } from '@tanstack/react-query';
import { localZone } from '../../../lib/local-zone.ts';
import { useText } from '../../../lib/text.tsx';
import { useSession } from '../../session/api/session.tsx';

export function useZone(owner: ResourceOwner | undefined): { locale: string; zone: string } {
  const { locale } = useText();
  const { qik, who, status } = useSession();
  const id = owner && 'Event' in owner ? owner.Event : undefined;
  const event = useQuery({
    queryKey: ['event', String(id), who],
    enabled: id !== undefined && status !== 'starting',
    queryFn: async () => {
      const answer = await qik.event.get_event(id ?? 0n);
      if ('Err' in answer) throw new Error('no such event');
      return answer.Ok;
    },
  });
  return { locale, zone: event.data?.time_zone ?? localZone() };
}
