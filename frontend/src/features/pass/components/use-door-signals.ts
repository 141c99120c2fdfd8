import { useEffect, useRef } from 'react';
import { signalAdmitted, signalCheckedOut } from '../../../lib/sound.ts';

/** Sounds and buzzes when the door has let this person in or out; silent about the past. */
export function useDoorSignals(inside: boolean | undefined): void {
  const before = useRef(inside);
  useEffect(() => {
    if (before.current === false && inside === true) signalAdmitted();
    if (before.current === true && inside === false) signalCheckedOut();
    before.current = inside;
  }, [inside]);
}

/** Keeps the screen on while a code is shown, where the device allows it. */
export function useWakeLock(active: boolean): void {
  useEffect(() => {
    if (!active || !('wakeLock' in navigator)) return;
    let lock: WakeLockSentinel | undefined;
    let stopped = false;
    const acquire = async () => {
      if (document.visibilityState !== 'visible') return;
      const granted = await navigator.wakeLock.request('screen').catch(() => undefined);
      if (stopped) void granted?.release();
      else lock = granted;
    };
    void acquire();
    document.addEventListener('visibilitychange', acquire);
    return () => {
      stopped = true;
      document.removeEventListener('visibilitychange', acquire);
      void lock?.release();
    };
  }, [active]);
}
