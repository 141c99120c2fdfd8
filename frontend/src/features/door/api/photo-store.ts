/**
 * Faces of guests on this device, for a door without a network. A database of its own: whatever goes
 * wrong with pictures, lists and scans are kept.
 */
import Dexie, { type Table } from 'dexie';

export type KeptPhoto = { image: Uint8Array<ArrayBuffer>; contentType: string };
type Row = KeptPhoto & {
  /** Owner, registration and hash: another picture is another row. */
  key: string;
  /** Key of the list that it belongs to. */
  owner: string;
  savedAtMs: number;
};

class PhotoStore extends Dexie {
  declare photos: Table<Row, string>;

  constructor() {
    super('qikcard-door-photos');
    this.version(1).stores({ photos: 'key, owner, savedAtMs' });
  }
}
const store = new PhotoStore();

/** At 16 KiB each: 32 MiB of the space that the browser gives a site. */
export const KEPT_PHOTOS_MAX = 2_000;

/** The keys of all pictures that belong to a list. */
export const keptPhotoKeys = (owner: string): Promise<string[]> =>
  store.photos.where('owner').equals(owner).primaryKeys();

export const keptPhoto = (key: string): Promise<KeptPhoto | undefined> => store.photos.get(key);

/** Keeps pictures; the oldest ones go when there are too many. */
export async function savePhotos(photos: Omit<Row, 'savedAtMs'>[]): Promise<void> {
  await store.transaction('rw', store.photos, async () => {
    const savedAtMs = Date.now();
    await store.photos.bulkPut(photos.map((photo) => ({ ...photo, savedAtMs })));
    const tooMany = (await store.photos.count()) - KEPT_PHOTOS_MAX;
    if (tooMany <= 0) return;
    const oldest = await store.photos.orderBy('savedAtMs').limit(tooMany).primaryKeys();
    await store.photos.bulkDelete(oldest);
  });
}

export const dropPhotos = (keys: string[]): Promise<void> => store.photos.bulkDelete(keys);

/** Forgets the pictures of lists that are not here any more. */
export async function dropPhotosBeside(owners: string[]): Promise<void> {
  await store.photos.where('owner').noneOf(owners).delete();
}
