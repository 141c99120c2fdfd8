/** The session that this browser opened. Its id only tells that it is still open; it signs nothing. */
export type KeptSession = {
  principal: string;
  number: string;
  id: number[];
  /** End of the sign-in it belongs to: another sign-in opens another session. */
  signInEndsMs: number;
};
const KEY = 'qikcard.session';

export const keptSession = {
  get(principal: string): KeptSession | undefined {
    try {
      const kept = JSON.parse(localStorage.getItem(KEY) ?? 'null') as KeptSession | null;
      return kept?.principal === principal && Array.isArray(kept.id) ? kept : undefined;
    } catch {
      return undefined;
    }
  },
  keep(session: KeptSession): void {
    try {
      localStorage.setItem(KEY, JSON.stringify(session));
    } catch {
      // Without storage the device is only not marked in the list.
    }
  },
  forget(): void {
    try {
      localStorage.removeItem(KEY);
    } catch {
      // There was nothing kept.
    }
  },
};
