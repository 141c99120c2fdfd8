/** Pictures that holders give for one door, so that staff can tell who a code belongs to. */
import {
  blob,
  type Infer,
  nat32,
  nat64,
  nothing,
  opt,
  query,
  record,
  result,
  text,
  update,
  vec,
} from './candid.ts';
import { EventRefusal } from './event-refusal.ts';

export const DoorPhotoUpload = record({ registration_id: nat64, image: blob });
export const DoorPhotoInfo = record({
  registration_id: nat64,
  /** SHA-256 of the picture as it is kept; in the roster as `photoHash`. */
  hash: blob,
  content_type: text,
  bytes: nat32,
  given_at_ns: nat64,
});
export type DoorPhotoInfo = Infer<typeof DoorPhotoInfo>;

export const DoorPhoto = record({
  info: DoorPhotoInfo,
  image: blob,
  /** That this is the picture of this guest; absent for some seconds after it was given. */
  proof: opt(
    record({
      /** `RosterEntry` (certified-rows.ts). */
      entry: blob,
      certificate: blob,
      /** Leads from the certificate to the entry. */
      witness: blob,
    }),
  ),
});
export type DoorPhoto = Infer<typeof DoorPhoto>;

export const GuestPhotosQuestion = record({ event_id: nat64, registration_ids: vec(nat64) });
/** Believe it only when it has the hash of a certified entry. */
export const GuestPhoto = record({ registration_id: nat64, content_type: text, image: blob });
export type GuestPhoto = Infer<typeof GuestPhoto>;

export const doorPhotoMethods = {
  /** By the holder, until the event is over: staff at its doors see this picture. */
  set_door_photo: update([DoorPhotoUpload], result(DoorPhotoInfo, EventRefusal)),
  /** By the holder, at any time. */
  remove_door_photo: update([nat64], result(nothing, EventRefusal)),
  /** By the holder, the organizer and staff of the event. */
  door_photo: query([nat64], result(opt(DoorPhoto), EventRefusal)),
  /** By the organizer and staff: those of the event's guests that have one, at most 20 are asked for. */
  door_photos: query([GuestPhotosQuestion], result(vec(GuestPhoto), EventRefusal)),
};
