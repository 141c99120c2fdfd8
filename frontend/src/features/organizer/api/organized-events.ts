import { expectOk } from '@qikcard/client';
import type { EventDraft } from '@qikcard/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { eventKey, useEvents } from '../../events/api/events.ts';
import { usePlatformRole } from '../../session/api/me.ts';
import { useSession } from '../../session/api/session.tsx';

/** The events this person runs; admins see everybody's. */
export function useOrganizedEvents() {
  const { principal } = useSession();
  const isAdmin = usePlatformRole('admin');
  const events = useEvents();
  const own = events.data?.filter((event) => isAdmin || event.organizer.toText() === principal);
  return { events, own: own ?? [] };
}

/** Creates an event, and publishes it at once when asked to. */
export function useCreateEvent() {
  const { qik, who } = useSession();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async ({ draft, publish }: { draft: EventDraft; publish: boolean }) => {
      const created = expectOk(await qik.event.create_event(draft));
      return publish ? expectOk(await qik.event.publish_event(created.id)) : created;
    },
    onSuccess: (event) => cache.setQueryData(eventKey(event.id, who), event),
    // A draft may be there even when publishing it failed.
    onSettled: () => cache.invalidateQueries({ queryKey: ['events', who] }),
  });
}

export function usePublish(id: bigint) {
  const { qik, who } = useSession();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async () => expectOk(await qik.event.publish_event(id)),
    onSuccess: (event) => {
      cache.setQueryData(eventKey(id, who), event);
      return cache.invalidateQueries({ queryKey: ['events', who] });
    },
  });
}
