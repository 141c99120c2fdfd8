import { useEffect, useRef } from 'react';

/** Faster than anybody types, slower than any hand scanner. */
const GAP_MAX_MS = 60;
const CODE_MIN_CHARS = 20;
const BY_HAND_MAX_CHARS = 4;

/**
 * Hand scanners type like a keyboard, very fast, and end with Enter. One that reads numbers of cards
 * types less than a code: `minChars`. Undefined: nobody listens now.
 */
export function useWedge(
  onText: ((text: string) => void) | undefined,
  minChars = CODE_MIN_CHARS,
): void {
  const latest = useRef(onText);
  latest.current = onText;
  const isOn = onText !== undefined;
  useEffect(() => {
    if (!isOn) return;
    let typed = '';
    let lastAt = 0;
    const key = (event: KeyboardEvent) => {
      if (event.timeStamp - lastAt > GAP_MAX_MS) typed = '';
      lastAt = event.timeStamp;
      if (event.key === 'Enter') {
        if (typed.length >= minChars) {
          event.preventDefault();
          latest.current?.(typed);
        }
        typed = '';
      } else if (event.key.length === 1) {
        typed += event.key;
        // By now nobody types: a space in the code must not press the button that has the focus.
        if (typed.length > BY_HAND_MAX_CHARS) event.preventDefault();
      }
    };
    window.addEventListener('keydown', key, { capture: true });
    return () => window.removeEventListener('keydown', key, { capture: true });
  }, [isOn, minChars]);
}
