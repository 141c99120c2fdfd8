import type { WalkIn, WalkInAnswer } from '@qikcard/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { useSession } from '../../session/api/session.tsx';

export type WalkInGuest = Pick<WalkIn, 'display_name' | 'ticket_type'>;

/** Lets a guest in who is not on the list; tried again after a lost answer it is the same guest. */
export function useWalkIn(eventId: bigint, gate: string) {
  const { qik } = useSession();
  const cache = useQueryClient();
  const key = useRef(newKey());
  return useMutation({
    mutationFn: async (guest: WalkInGuest): Promise<WalkInAnswer> => {
      const asked = { ...guest, event_id: eventId, row_key: key.current, gate };
      const answer = await qik.event.admit_walk_in({ ...asked, list_id: [] });
      // Only an answer ends this guest: without one the next try must not make another.
      key.current = newKey();
      return answer;
    },
    onSettled: () => cache.invalidateQueries({ queryKey: ['door-guests', String(eventId)] }),
  });
}

const newKey = () => crypto.getRandomValues(new Uint8Array(16));
