import { useCallback, useRef } from 'react';

/** A code that was out of sight for so long is shown again on purpose. */
const SAME_CODE_MS = 4_000;

/**
 * Turns the readings of a camera, repetitions included, into showings: `onCode` gets a code once for
 * as long as it stays in sight, and nothing while an earlier one is being dealt with.
 */
export function useShowings(onCode: (text: string) => Promise<unknown> | unknown) {
  const last = useRef({ text: '', atMs: 0, isBusy: false });
  const latest = useRef(onCode);
  latest.current = onCode;
  const onText = useCallback(async (text: string) => {
    const { current } = last;
    const isSame = text === current.text && Date.now() - current.atMs < SAME_CODE_MS;
    // Seen again is still there: it is another showing only after it was gone for a while.
    if (isSame) current.atMs = Date.now();
    if (current.isBusy || isSame) return;
    last.current = { text, atMs: Date.now(), isBusy: true };
    try {
      await latest.current(text);
    } finally {
      last.current = { text, atMs: Date.now(), isBusy: false };
    }
  }, []);
  /** Whatever is shown next is read, even what was just there. */
  const lookAfresh = useCallback(() => {
    last.current.text = '';
  }, []);
  return { onText, lookAfresh };
}
