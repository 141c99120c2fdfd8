/** The session that this browser opened. Its id only tells that it is still open; it signs nothing. */
export type KeptSession = {
  principal: string;
  number: string;
  id: number[];
  /** End of the sign-in it belongs to: another sign-in opens another session. */
  signInEndsMs: number;
};
const KEY = 'qikcard.session';

function read(): KeptSession | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? 'null') as KeptSession | null;
    return Array.isArray(kept?.id) ? kept : undefined;
  } catch {
    return undefined;
  }
}

export const keptSession = {
  get(principal: string): KeptSession | undefined {
    const kept = read();
    return kept?.principal === principal ? kept : undefined;
  },
  /** Whose session ran out here by itself: it was neither signed out nor ended from elsewhere. */
  ranOut(nowMs: number): string | undefined {
    const kept = read();
    return kept && kept.signInEndsMs <= nowMs ? kept.principal : undefined;
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
