import { useCallback, useEffect, useState } from 'react';
import { useOnline } from '../../../lib/online.ts';
import { useSession } from '../../session/api/session.tsx';
import { forget, waiting, waitingCount } from './scan-queue.ts';

const SEND_EVERY_MS = 10_000;

/** Sends what waits, in batches, as soon as there is a network; its scan id makes a repeat harmless. */
export function useQueue(eventId: bigint, batch: number) {
  const { qik } = useSession();
  const online = useOnline();
  const [count, setCount] = useState(() => waitingCount(eventId));
  const look = useCallback(() => setCount(waitingCount(eventId)), [eventId]);
  useEffect(() => {
    if (!online || count === 0) return;
    let isStopped = false;
    const flush = async () => {
      const scans = waiting(eventId, batch);
      if (isStopped || scans.length === 0) return;
      const answered = await qik.event.submit_scans(scans).catch(() => undefined);
      if (answered && 'Ok' in answered) forget(scans);
      if (!isStopped) look();
    };
    void flush();
    const timer = setInterval(flush, SEND_EVERY_MS);
    return () => {
      isStopped = true;
      clearInterval(timer);
    };
  }, [qik, eventId, batch, online, count, look]);
  return { count, look };
}
