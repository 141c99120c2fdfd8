import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useSession } from '../features/session/api/session.tsx';
import { isSessionEnd } from '../lib/error-text.ts';

const SessionKeeper = lazy(async () => ({
  default: (await import('../features/sessions/components/session-keeper.tsx')).SessionKeeper,
}));

/** Ends the session here as soon as the network says that it is over. */
export function SessionWatch() {
  const cache = useQueryClient();
  const { expire, status } = useSession();
  useEffect(() => {
    if (status !== 'in') return;
    const look = (error: unknown) => {
      if (isSessionEnd(error)) expire();
    };
    const stopQueries = cache.getQueryCache().subscribe(({ query }) => look(query.state.error));
    const stopMutations = cache
      .getMutationCache()
      .subscribe(({ mutation }) => look(mutation?.state.error));
    return () => {
      stopQueries();
      stopMutations();
    };
  }, [cache, expire, status]);
  const [everIn, setEverIn] = useState(false);
  if (status === 'in' && !everIn) setEverIn(true);
  // It stays after signing out, to end the session in the list.
  return everIn ? (
    <Suspense>
      <SessionKeeper />
    </Suspense>
  ) : null;
}
