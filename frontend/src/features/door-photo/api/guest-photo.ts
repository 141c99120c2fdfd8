import { expectOk } from '@qikcard/client';
import { checkedDoorPhoto } from '@qikcard/client/door-photo';
import { fromOpt, type Registration } from '@qikcard/contracts';
import { useQuery } from '@tanstack/react-query';
import { rootKeyBytes } from '../../../lib/root-key.ts';
import { trustOf } from '../../../lib/trust.ts';
import { useSession } from '../../session/api/session.tsx';

/** The picture that a guest gave, proven to be theirs; null without one. For staff of the event. */
export function useGuestPhoto({ id, event_id: eventId }: Registration) {
  const { qik, who, network } = useSession();
  return useQuery({
    queryKey: ['guest-door-photo', String(id), who],
    staleTime: 15_000,
    // Some seconds pass until a picture that was just given is certified.
    retry: 2,
    retryDelay: 3_000,
    queryFn: async (): Promise<Blob | null> => {
      const photo = fromOpt(expectOk(await qik.event.door_photo(id)));
      if (photo === undefined) return null;
      const trust = trustOf(network, eventId, rootKeyBytes(network));
      await checkedDoorPhoto(photo, { eventId, registrationId: id }, trust);
      return new Blob([Uint8Array.from(photo.image)], { type: photo.info.content_type });
    },
  });
}
