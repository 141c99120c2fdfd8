/**
 * The session of an earlier visit, as `@dfinity/auth-client` keeps it, read without that library:
 * who is signed in already does not wait for the code that signs people in.
 */
import {
  DelegationChain,
  DelegationIdentity,
  ECDSAKeyIdentity,
  isDelegationValid,
} from '@dfinity/identity';

// Names of the library's IdbStorage; the version of it is pinned by the lockfile.
const DATABASE = 'auth-client-db';
const STORE = 'ic-keyval';

/** The identity that was delegated to this browser, while the delegation is good. */
export async function keptSession(): Promise<DelegationIdentity | undefined> {
  const database = await existing(DATABASE);
  if (database === undefined) return undefined;
  try {
    if (!database.objectStoreNames.contains(STORE)) return undefined;
    const store = database.transaction(STORE).objectStore(STORE);
    const [pair, chain] = await Promise.all([
      answer(store.get('identity')),
      answer(store.get('delegation')),
    ]);
    if (typeof chain !== 'string' || typeof pair !== 'object' || pair === null) return undefined;
    const delegation = DelegationChain.fromJSON(chain);
    if (!isDelegationValid(delegation)) return undefined;
    const key = await ECDSAKeyIdentity.fromKeyPair(pair as CryptoKeyPair);
    return DelegationIdentity.fromDelegation(key, delegation);
  } finally {
    database.close();
  }
}

/** Opens a database that is there; one that is not stays absent, so that the library makes it. */
function existing(name: string): Promise<IDBDatabase | undefined> {
  return new Promise((resolve) => {
    const opening = indexedDB.open(name);
    opening.onupgradeneeded = () => opening.transaction?.abort();
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => resolve(undefined);
  });
}

function answer(request: IDBRequest<unknown>): Promise<unknown> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
