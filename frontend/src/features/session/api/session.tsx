import { connect, type Network, type QikCard } from '@qikcard/client';
import { useQueryClient } from '@tanstack/react-query';
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
} from 'react';
import { keptKey } from '../../private-details/api/kept-key.ts';
import type { AuthPort, SignedIn } from './auth-port.ts';
import { sessionMemory } from './session-memory.ts';

type State =
  | { status: 'starting' }
  | { status: 'out' }
  /** There was a session; its time is over or the network rejected it. */
  | { status: 'expired' }
  | ({ status: 'in' } & SignedIn);

export type Session = {
  status: State['status'];
  /** Principal text; absent unless signed in. */
  principal?: string;
  expiresAtMs?: number;
  /** The deployment as this person, or as nobody. */
  qik: QikCard;
  /** Where it is, and by which key its answers are proven. */
  network: Network;
  /** Part of every personal query key. */
  who: string;
  signIn(): Promise<void>;
  signOut(): Promise<void>;
  /** Called when the network rejects the session. */
  expire(): void;
};

const SessionContext = createContext<Session | undefined>(undefined);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('SessionProvider is missing');
  return session;
}

type Props = { auth: AuthPort; network: Network; children: ReactNode };

export function SessionProvider({ auth, network, children }: Props) {
  const cache = useQueryClient();
  const [state, setState] = useState<State>({ status: 'starting' });
  const identity = state.status === 'in' ? state.identity : undefined;
  const qik = useMemo(() => connect(network, identity), [network, identity]);

  useEffect(() => {
    auth.restore().then(
      (found) => setState(found ? { status: 'in', ...found } : absent()),
      () => setState(absent()),
    );
  }, [auth]);

  const expire = useCallback(() => {
    keptKey.forget();
    auth.prepare();
    setState({ status: 'expired' });
  }, [auth]);
  const endsAtMs = state.status === 'in' ? state.expiresAtMs : undefined;
  useExpiry(endsAtMs, expire);

  const signIn = useCallback(async () => {
    const found = await auth.signIn();
    sessionMemory.remember(found.expiresAtMs);
    cache.clear();
    setState({ status: 'in', ...found });
  }, [auth, cache]);
  const signOut = useCallback(async () => {
    await auth.signOut();
    sessionMemory.forget();
    keptKey.forget();
    cache.clear();
    setState({ status: 'out' });
  }, [auth, cache]);

  const principal = state.status === 'in' ? state.principal : undefined;
  const session = useMemo<Session>(
    () => ({
      status: state.status,
      principal,
      expiresAtMs: endsAtMs,
      qik,
      network,
      who: principal ?? 'anonymous',
      signIn,
      signOut,
      expire,
    }),
    [state.status, principal, endsAtMs, qik, network, signIn, signOut, expire],
  );
  return <SessionContext value={session}>{children}</SessionContext>;
}

function absent(): State {
  return { status: sessionMemory.hasEnded() ? 'expired' : 'out' };
}

const CHECK_EVERY_MS = 1_000;

/** Checks the clock instead of setting one long timer: laptops sleep through those. */
function useExpiry(endsAtMs: number | undefined, expire: () => void): void {
  useEffect(() => {
    if (endsAtMs === undefined) return;
    const timer = setInterval(() => {
      if (Date.now() >= endsAtMs) expire();
    }, CHECK_EVERY_MS);
    return () => clearInterval(timer);
  }, [endsAtMs, expire]);
}
