/** Faces of guests as a door shows them: only what the checked list names, with a network or without. */
import { expectOk, type QikCard } from '@qikcard/client';
import { checkedDoorPhoto, isPhotoOf } from '@qikcard/client/door-photo';
import { DOOR_PHOTOS_PAGE_MAX, fromOpt, type RosterEntry } from '@qikcard/contracts';
import { keyOf, packKeys } from './door-store.ts';
import type { OfflineDoor } from './offline-door.ts';
import {
  dropPhotos,
  dropPhotosBeside,
  KEPT_PHOTOS_MAX,
  keptPhoto,
  keptPhotoKeys,
  savePhotos,
} from './photo-store.ts';
import { toHex } from './use-queue.ts';

type Trust = Parameters<typeof checkedDoorPhoto>[2];
/** `tampered`: something came that is not the guest's picture. `missing`: it is not to be had now. */
export type FoundPhoto =
  | { kind: 'shown'; photo: Blob }
  | { kind: 'tampered' }
  | { kind: 'missing' };

/** Whose list, and of which event. */
type List = Pick<OfflineDoor, 'who' | 'event'>;
const ownerOf = ({ who, event }: List): string => keyOf(who, event.id);
const keyOfPhoto = (owner: string, { registrationId, photoHash }: RosterEntry): string =>
  `${owner}/${registrationId}/${photoHash ? toHex(photoHash) : ''}`;

/** The picture of a guest on the list: from this device, else from the network, checked either way. */
export async function findPhoto(
  qik: Pick<QikCard, 'event'>,
  door: List,
  entry: RosterEntry,
  trust: Trust,
): Promise<FoundPhoto> {
  const owner = ownerOf(door);
  const key = keyOfPhoto(owner, entry);
  const kept = await keptPhoto(key).catch(() => undefined);
  if (kept && (await isPhotoOf(entry, kept.image))) return shown(kept.image, kept.contentType);
  if (!navigator.onLine) return { kind: 'missing' };
  const { registrationId } = entry;
  const sent = fromOpt(expectOk(await qik.event.door_photo(registrationId)));
  if (sent === undefined) return { kind: 'missing' };
  const image = Uint8Array.from(sent.image);
  const contentType = sent.info.content_type;
  if (await isPhotoOf(entry, image)) {
    await savePhotos([{ key, owner, image, contentType }]).catch((error) => console.warn(error));
    return shown(image, contentType);
  }
  // The guest may have changed it since this list was fetched.
  const guest = { eventId: door.event.id, registrationId };
  return (await isProven(sent, guest, trust)) ? shown(image, contentType) : { kind: 'tampered' };
}

const isProven = (...asked: Parameters<typeof checkedDoorPhoto>): Promise<boolean> =>
  checkedDoorPhoto(...asked).then(
    () => true,
    () => false,
  );

const shown = (image: Uint8Array<ArrayBuffer>, type: string): FoundPhoto => ({
  kind: 'shown',
  photo: new Blob([image], { type }),
});

const busy = new Set<string>();
/** Fetches the pictures of the list that are not here yet, forgets those it names no more, counts the rest. */
export async function keepPhotos(qik: Pick<QikCard, 'event'>, door: OfflineDoor): Promise<number> {
  const owner = ownerOf(door);
  if (busy.has(owner)) return (await keptPhotoKeys(owner)).length;
  busy.add(owner);
  try {
    const named = door.roster
      .all()
      .filter(({ photoHash, status }) => photoHash && status === 'Valid');
    const wanted = new Map(named.map((entry) => [keyOfPhoto(owner, entry), entry] as const));
    const here = new Set(await keptPhotoKeys(owner));
    await dropPhotos([...here].filter((key) => !wanted.has(key)));
    const missing = [...wanted].slice(0, KEPT_PHOTOS_MAX).filter(([key]) => !here.has(key));
    for (let at = 0; at < missing.length && navigator.onLine; at += DOOR_PHOTOS_PAGE_MAX) {
      await fetchPage(qik, door, missing.slice(at, at + DOOR_PHOTOS_PAGE_MAX));
    }
    return (await keptPhotoKeys(owner)).length;
  } finally {
    busy.delete(owner);
  }
}

async function fetchPage(
  qik: Pick<QikCard, 'event'>,
  door: OfflineDoor,
  page: (readonly [string, RosterEntry])[],
): Promise<void> {
  const asked = page.map(([, { registrationId }]) => registrationId);
  const question = { event_id: door.event.id, registration_ids: asked };
  const sent = expectOk(await qik.event.door_photos(question));
  const owner = ownerOf(door);
  const checked = await Promise.all(
    page.map(async ([key, entry]) => {
      const found = sent.find(({ registration_id: id }) => id === entry.registrationId);
      if (found === undefined || !(await isPhotoOf(entry, found.image))) return [];
      const image = Uint8Array.from(found.image);
      return [{ key, owner, image, contentType: found.content_type }];
    }),
  );
  await savePhotos(checked.flat());
}

/** Faces stay no longer than the list that names them. */
export const forgetPhotos = async (): Promise<void> => dropPhotosBeside(await packKeys());
