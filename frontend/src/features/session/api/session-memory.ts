/**
 * Remembers that there was a session and when it ends, so that a later visit can say "your session
 * has ended" instead of behaving as if one had never been here. Holds nothing secret.
 */
const KEY = 'qikcard.session-ends';

export const sessionMemory = {
  remember: (expiresAtMs: number) => attempt(() => localStorage.setItem(KEY, String(expiresAtMs))),
  forget: () => attempt(() => localStorage.removeItem(KEY)),
  hasEnded: () =>
    attempt(() => {
      const ends = localStorage.getItem(KEY);
      return ends !== null && Number(ends) <= Date.now();
    }) ?? false,
};

function attempt<T>(access: () => T): T | undefined {
  try {
    return access();
  } catch {
    return undefined;
  }
}
