/** The pictures of guests as they are kept, one for a registration. */
import type { DoorPhotoRow } from './rows-doors.ts';
import { doorPhotoImages, doorPhotos, photographed } from './store-doors.ts';

/** What is known of the picture of a guest; undefined without one. */
export const photoOf = (registrationId: bigint): DoorPhotoRow | undefined =>
  doorPhotos.get(registrationId);

/** Keeps a picture in the place of the one before. */
export function keepPhoto(
  eventId: bigint,
  registrationId: bigint,
  image: Uint8Array,
  row: DoorPhotoRow,
): void {
  doorPhotoImages.put(registrationId, image);
  doorPhotos.put(registrationId, row);
  photographed.insert([eventId, registrationId]);
}

/** Takes the picture of a guest away; true when there was one. Whoever calls it tells the roster. */
export function dropPhoto(eventId: bigint, registrationId: bigint): boolean {
  if (!photographed.remove([eventId, registrationId])) return false;
  doorPhotos.remove(registrationId);
  doorPhotoImages.remove(registrationId);
  return true;
}
