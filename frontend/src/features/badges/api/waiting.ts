/** What a claim code is for, and what waits behind it. */
import { expectOk } from '@qikcard/client';
import { HAND_OVER_CODE_CHARS } from '@qikcard/contracts';
import { useQuery } from '@tanstack/react-query';
import { useSession } from '../../session/api/session.tsx';

/** Asks as soon as a whole code stands there, so that nobody has to claim to find out. */
export function useWaiting(typed: string) {
  const { qik, who, status } = useSession();
  const code = typed.toUpperCase().replace(/[\s-]/g, '');
  return useQuery({
    queryKey: ['badges', 'waiting', code, who],
    enabled: status === 'in' && code.length === HAND_OVER_CODE_CHARS,
    retry: false,
    queryFn: async () => {
      const place = expectOk(await qik.event.look_at_code(code));
      return { place, badges: await qik.nft.waiting_badges(place.registration_id) };
    },
  });
}
