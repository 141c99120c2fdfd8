/**
 * The key of private details for the rest of a sign-in, in IndexedDB: a derivation costs the
 * platform money, and a reload should not. The key is not extractable, so a copy of the browser's
 * storage is no copy of the key. Where there is no storage it is asked for again.
 */
const DATABASE = 'qikcard-private';
const KEYS = 'keys';
type Kept = { key: CryptoKey; untilMs: number };

export const keptKey = {
  /** The key kept for this principal, while its sign-in lasts. */
  async get(principal: string): Promise<CryptoKey | undefined> {
    const kept = await inStore<Kept | undefined>('readonly', (store) => store.get(principal));
    return kept !== undefined && kept.untilMs > Date.now() ? kept.key : undefined;
  },
  async keep(principal: string, key: CryptoKey, untilMs: number): Promise<void> {
    await inStore('readwrite', (store) => store.put({ key, untilMs } satisfies Kept, principal));
  },
  /** With the end of a sign-in. */
  forget(): void {
    try {
      indexedDB.deleteDatabase(DATABASE);
    } catch {
      // There is no storage, so there is no key.
    }
  },
};

async function inStore<T>(
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest,
): Promise<T | undefined> {
  try {
    const opening = indexedDB.open(DATABASE, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(KEYS);
    const database: IDBDatabase = await answerOf(opening);
    try {
      return await answerOf<T>(ask(database.transaction(KEYS, mode).objectStore(KEYS)));
    } finally {
      // An open connection would block `forget`.
      database.close();
    }
  } catch {
    return undefined;
  }
}

const answerOf = <T>(request: IDBRequest): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result as T);
    request.onerror = () => reject(request.error);
  });
