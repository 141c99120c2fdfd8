/** Pictures that guests give for the doors of one event: staff compare them with who stands there. */
import { type Call, certified, ic, rateLimit, sha256 } from '@qikcard/canister-kit';
import { readPicture } from '@qikcard/canister-kit/picture/picture';
import {
  DOOR_PHOTO_MAX_BYTES,
  DOOR_PHOTO_MAX_PIXELS,
  DOOR_PHOTO_MIN_PIXELS,
  DOOR_PHOTOS_PAGE_MAX,
  DOOR_PHOTOS_PER_HOUR,
  type DoorPhoto,
  type DoorPhotoInfo,
  type DoorPhotoUpload,
  type EventRefusal,
  err,
  eventApi,
  type GuestPhoto,
  type GuestPhotosQuestion,
  type Infer,
  ok,
  type Result,
  rosterPath,
  toOpt,
} from '@qikcard/contracts';
import { arePhotosOver, problemOfGiving } from './domain/door-photo.ts';
import { dropPhoto, keepPhoto, photoOf } from './door-photo-store.ts';
import { ownRegistration } from './door-privacy.ts';
import { staffsEvent } from './events.ts';
import { roles } from './platform.ts';
import { publishToRoster } from './rosters.ts';
import type { EventDoor } from './rows.ts';
import type { DoorPhotoRow } from './rows-doors.ts';
import { served } from './serve.ts';
import { doors, registrations } from './store.ts';
import { doorPhotoImages, photographed } from './store-doors.ts';

const LIMITS = {
  bytesMax: DOOR_PHOTO_MAX_BYTES,
  pixelsMin: DOOR_PHOTO_MIN_PIXELS,
  pixelsMax: DOOR_PHOTO_MAX_PIXELS,
};
/** 12,000 bytes are read and hashed for 0.2 billion instructions. */
const changes = rateLimit({ burst: DOOR_PHOTOS_PER_HOUR, perMinute: DOOR_PHOTOS_PER_HOUR / 60 });
const allChanges = rateLimit({ burst: 120, perMinute: 120 });

export class DoorPhotos {
  @served(eventApi.set_door_photo)
  set_door_photo(
    call: Call,
    { registration_id: id, image: upload }: Infer<typeof DoorPhotoUpload>,
  ): Result<DoorPhotoInfo, EventRefusal> {
    call.subject = id.toString();
    const place = ownRegistration(call, id);
    if (place === undefined) return err({ UnknownRegistration: null });
    const problem =
      problemOfGiving(place, doors.get(place.eventId) as EventDoor, call.nowNs) ??
      (roles.isSuspended(call.caller) ? { HolderSuspended: null } : undefined);
    if (problem) return err(problem);
    const wait = waitOf(call);
    if (wait !== undefined) return err({ RateLimited: { retry_after_seconds: wait } });
    const read = readPicture(upload, LIMITS);
    if ('Err' in read) return err({ Invalid: { field: 'image', problem: read.Err } });
    const { image, contentType } = read.Ok;
    const hash = sha256(image);
    const before = photoOf(id);
    if (before && sameBytes(before.hash, hash)) return ok(viewOf(id, before));
    const row = { hash, contentType, bytes: image.length, givenAtNs: call.nowNs };
    keepPhoto(place.eventId, id, image, row);
    publishToRoster(id, place);
    return ok(viewOf(id, row));
  }

  @served(eventApi.remove_door_photo)
  remove_door_photo(call: Call, id: bigint): Result<null, EventRefusal> {
    call.subject = id.toString();
    if (ownRegistration(call, id) === undefined) return err({ UnknownRegistration: null });
    takePhotoAway(id);
    return ok(null);
  }

  @served(eventApi.door_photo)
  door_photo(call: Call, id: bigint): Result<[] | [DoorPhoto], EventRefusal> {
    const place = registrations.get(id);
    const door = place && doors.get(place.eventId);
    const isOwn = ownRegistration(call, id) !== undefined;
    if (!place || !door || !(isOwn || staffsEvent(call, place.eventId, door))) {
      return err({ UnknownRegistration: null });
    }
    const row = photoOf(id);
    const image = row && doorPhotoImages.get(id);
    if (!row || !image) return ok([]);
    const path = rosterPath(place.eventId, id);
    const entry = certified.get(path);
    const proof = entry && certified.proof(path);
    return ok([{ info: viewOf(id, row), image, proof: toOpt(proof && { entry, ...proof }) }]);
  }

  @served(eventApi.door_photos)
  door_photos(
    call: Call,
    { event_id: eventId, registration_ids: ids }: Infer<typeof GuestPhotosQuestion>,
  ): Result<GuestPhoto[], EventRefusal> {
    const door = doors.get(eventId);
    if (door === undefined) return err({ UnknownEvent: null });
    if (!staffsEvent(call, eventId, door)) return err({ Forbidden: null });
    if (ids.length > DOOR_PHOTOS_PAGE_MAX) {
      const problem = `at most ${DOOR_PHOTOS_PAGE_MAX}`;
      return err({ Invalid: { field: 'registration_ids', problem } });
    }
    return ok(ids.flatMap((id) => photoAt(eventId, id)));
  }
}

/** Counts a change of pictures; seconds to wait when there were too many. */
const waitOf = ({ caller, nowNs }: Call): number | undefined =>
  changes.take(caller.toHex(), nowNs) ?? allChanges.take('', nowNs);

function photoAt(eventId: bigint, id: bigint): GuestPhoto[] {
  const row = photographed.has([eventId, id]) ? photoOf(id) : undefined;
  const image = row && doorPhotoImages.get(id);
  return image ? [{ registration_id: id, content_type: row.contentType, image }] : [];
}

const viewOf = (id: bigint, { hash, contentType, bytes, givenAtNs }: DoorPhotoRow) => ({
  registration_id: id,
  hash,
  content_type: contentType,
  bytes,
  given_at_ns: givenAtNs,
});

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i]);

/** A guest's picture goes, and readers hear of it. */
export function takePhotoAway(registrationId: bigint): void {
  const place = registrations.get(registrationId);
  if (place && dropPhoto(place.eventId, registrationId)) publishToRoster(registrationId, place);
}

/** Entries of rosters that change with them: some 4 M instructions each, and the tree afterwards. */
const FORGOTTEN_PER_STEP = 25;
const LAST_ID = 2n ** 64n - 1n;
/** Where the walk over events with pictures is; after an upgrade it starts again. */
let cursor = 0n;

/** One step of one event that needs no faces any more; true while the walk has not come to its end. */
export function forgetNextPhotos(): boolean {
  const [next] = photographed.scan({ limit: 1, after: [cursor, LAST_ID] });
  if (next === undefined) {
    cursor = 0n;
    return false;
  }
  const [eventId] = next;
  const door = doors.get(eventId);
  const isOver = door === undefined || arePhotosOver(door, ic.nowNs());
  const found = isOver ? photographed.scan({ prefix: [eventId], limit: FORGOTTEN_PER_STEP }) : [];
  for (const [, id] of found) takePhotoAway(id);
  if (found.length < FORGOTTEN_PER_STEP) cursor = eventId;
  return true;
}
