import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { keepOffline } from '../../../lib/keep-offline.ts';
import { useOnline } from '../../../lib/online.ts';

/** Has this device keep the door's page; whether it opens without a network, once that is known. */
export function useOpensAlone(): boolean | undefined {
  // What could not be fetched is fetched when the network is back.
  const online = useOnline();
  const { data } = useQuery({
    queryKey: ['opens-alone', online],
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
    queryFn: async () => {
      // What waits here to be sent is not to go when the device runs out of space.
      void navigator.storage?.persist?.();
      return keepOffline('door').catch(() => false);
    },
  });
  return data;
}
