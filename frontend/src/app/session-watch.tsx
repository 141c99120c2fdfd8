import { useIsFetching, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type Session, useSession } from '../features/session/api/session.tsx';
import { isSessionEnd } from '../lib/error-text.ts';
import { useOnline } from '../lib/online.ts';
import { loadProblemTexts } from '../lib/problem-text.ts';
import { useText } from '../lib/text.tsx';

/** Ends the session here as soon as the network says that it is over. */
export function SessionWatch() {
  const cache = useQueryClient();
  const { expire, status, qik, who } = useSession();
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
  // Kept here, for whoever signs out before the keeper has arrived; it ends what was open.
  const [last, setLast] = useState<Pick<Session, 'qik' | 'who'>>();
  if (status === 'in' && (last?.who !== who || last.qik !== qik)) setLast({ qik, who });
  const settled = useSettled();
  const { language } = useText();
  useEffect(() => {
    // Without them errors say the same in English.
    if (settled) void loadProblemTexts(language).catch(() => {});
  }, [settled, language]);
  const SessionKeeper = useKeeper(settled);
  return last && SessionKeeper ? <SessionKeeper last={last} /> : null;
}

const loadKeeper = async () =>
  (await import('../features/sessions/components/session-keeper.tsx')).SessionKeeper;
type Keeper = Awaited<ReturnType<typeof loadKeeper>>;

/** Arrives when the page has settled; whose network went away before that gets it when it is back. */
function useKeeper(wanted: boolean): Keeper | undefined {
  const online = useOnline();
  const [keeper, setKeeper] = useState<Keeper>();
  useEffect(() => {
    if (!wanted || !online || keeper) return;
    let gone = false;
    loadKeeper().then(
      (arrived) => gone || setKeeper(() => arrived),
      () => {},
    );
    return () => {
      gone = true;
    };
  }, [wanted, online, keeper]);
  return keeper;
}

const QUIET_MS = 1_000;

/** Whether the first page has got what it asked for: what only keeps records waits until then. */
function useSettled(): boolean {
  const fetching = useIsFetching();
  const [settled, setSettled] = useState(false);
  useEffect(() => {
    if (settled || fetching > 0) return;
    const quiet = setTimeout(() => setSettled(true), QUIET_MS);
    return () => clearTimeout(quiet);
  }, [fetching, settled]);
  return settled;
}
