/** The key of this phone for one registration: made here, kept here, unable to leave. */
const DATABASE = 'qikcard-phone-keys';
const STORE = 'keys';

export type PhoneKey = {
  publicKey: Uint8Array;
  sign(message: Uint8Array): Promise<Uint8Array>;
  /** That the canister knows this key: remembered, so that a pass works without a network. */
  isBound: boolean;
};
type Row = { pair: CryptoKeyPair; publicKey: Uint8Array; isBound: boolean };

const keyOf = (who: string, registrationId: bigint) => `${who}/${registrationId}`;

/** The key, made with the first use; undefined where the browser has no Ed25519. */
export async function phoneKey(who: string, registrationId: bigint): Promise<PhoneKey | undefined> {
  const id = keyOf(who, registrationId);
  const row = (await read(id)) ?? (await makeRow());
  if (row === undefined) return undefined;
  await write(id, row);
  return {
    publicKey: row.publicKey,
    isBound: row.isBound,
    sign: async (message) =>
      new Uint8Array(
        await crypto.subtle.sign('Ed25519', row.pair.privateKey, Uint8Array.from(message)),
      ),
  };
}

/** Remembers whether the canister takes this phone for the holder's. */
export async function rememberBound(
  who: string,
  registrationId: bigint,
  isBound: boolean,
): Promise<void> {
  const id = keyOf(who, registrationId);
  const row = await read(id);
  if (row && row.isBound !== isBound) await write(id, { ...row, isBound });
}

async function makeRow(): Promise<Row | undefined> {
  try {
    const made = await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify']);
    const pair = made as CryptoKeyPair;
    const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
    return { pair, publicKey, isBound: false };
  } catch {
    return undefined;
  }
}

function opened(): Promise<IDBDatabase> {
  return new Promise((done, failed) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
}

async function run<T>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await opened();
  try {
    return await new Promise<T>((done, failed) => {
      const request = work(database.transaction(STORE, mode).objectStore(STORE));
      request.onsuccess = () => done(request.result);
      request.onerror = () => failed(request.error);
    });
  } finally {
    database.close();
  }
}

const read = (id: string) => run<Row | undefined>('readonly', (store) => store.get(id));
const write = (id: string, row: Row) => run('readwrite', (store) => store.put(row, id));
