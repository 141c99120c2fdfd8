import { expectOk, QikCardError } from '@qikcard/client';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { dropSubscription } from '../../push/api/browser.ts';
import { useMe } from '../../session/api/me.ts';
import { type Session, useSession } from '../../session/api/session.tsx';
import { describeDevice } from '../api/device-info.ts';
import { keptSession } from '../api/kept-session.ts';
import { sessionsKey } from '../api/sessions.ts';

const TOUCH_EVERY_MS = 5 * 60_000;

/** Who was signed in here last, and what they called with. */
type Last = Pick<Session, 'qik' | 'who'>;

/** Lists this device among the owner's sessions, and signs out here when that session was ended. */
export function SessionKeeper({ last }: { last: Last }) {
  const session = useSession();
  const me = useMe();
  const cache = useQueryClient();
  const registered = session.status === 'in' && me.data?.user !== undefined;
  const { qik, who, expiresAtMs, expire } = session;
  useEndOnSignOut(session.status, last);

  useEffect(() => {
    if (!registered) return;
    const look = async () => {
      if (document.visibilityState === 'hidden') return;
      if (await oneAtATime(() => keepOpen({ qik, who, expiresAtMs }))) {
        await Promise.all([
          cache.invalidateQueries({ queryKey: sessionsKey(who) }),
          cache.invalidateQueries({ queryKey: ['security-events'] }),
        ]);
      } else {
        keptSession.forget();
        expire();
      }
    };
    // No connection, or too many sign-ins in a minute: the next look tries again.
    const quietly = () => void look().catch(() => {});
    quietly();
    const timer = setInterval(quietly, TOUCH_EVERY_MS);
    return () => clearInterval(timer);
  }, [registered, qik, who, expiresAtMs, expire, cache]);
  return null;
}

/** Two tabs of one sign-in are one device: the second finds what the first has kept. */
async function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
  return 'locks' in navigator ? navigator.locks.request('qikcard.session', work) : work();
}

/** Opens the session of this sign-in, or puts its idle end off; false when it was ended elsewhere. */
async function keepOpen({
  qik,
  who,
  expiresAtMs = 0,
}: Pick<Session, 'qik' | 'who' | 'expiresAtMs'>): Promise<boolean> {
  const kept = keptSession.get(who);
  if (kept?.signInEndsMs === expiresAtMs) {
    try {
      expectOk(await qik.auth.touch_session(Uint8Array.from(kept.id)));
      return true;
    } catch (error) {
      if (error instanceof QikCardError && error.code === 'SessionEnded') return false;
      throw error;
    }
  }
  const { id, session } = expectOk(
    await qik.auth.open_session(describeDevice(navigator.userAgent)),
  );
  const number = String(session.number);
  keptSession.keep({ principal: who, number, id: [...id], signInEndsMs: expiresAtMs });
  return true;
}

/** Signing out here ends the session in the list, too; with the identity that is about to go. */
function useEndOnSignOut(status: Session['status'], last: Last): void {
  const ended = useRef<Last>(undefined);
  useEffect(() => {
    if (status !== 'out' || ended.current === last) return;
    ended.current = last;
    const kept = keptSession.get(last.who);
    if (kept) last.qik.auth.revoke_session(BigInt(kept.number)).catch(() => {});
    keptSession.forget();
    void dropPush(last.qik);
  }, [status, last]);
}

/** Whoever signs out here is no longer told of their news here. */
async function dropPush(qik: Session['qik']): Promise<void> {
  const endpoint = await dropSubscription().catch(() => undefined);
  if (endpoint) await qik.profile.remove_push_subscription(endpoint).catch(() => {});
}
