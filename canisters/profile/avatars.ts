/** Pictures of people. */
import { Principal } from '@dfinity/principal';
import type { HttpFile } from '@qikcard/canister-kit';
import { readPicture } from '@qikcard/canister-kit/picture/picture';
import {
  AVATAR_MAX_BYTES,
  AVATAR_MAX_PIXELS,
  AVATAR_MIN_PIXELS,
  type AvatarInfo,
  err,
  ok,
  type ProfileRefusal,
  type Result,
} from '@qikcard/contracts';
import { sees } from './domain/profile.ts';
import { avatarInfoOf, profileOf, putProfile, viewerOf } from './people.ts';
import { isPublic, PICTURES_FOLDER } from './public-pictures.ts';
import { avatars } from './store.ts';
import { ownerOf } from './usernames.ts';

const LIMITS = {
  bytesMax: AVATAR_MAX_BYTES,
  pixelsMin: AVATAR_MIN_PIXELS,
  pixelsMax: AVATAR_MAX_PIXELS,
};

/** Keeps a picture as the person's avatar, freed of what is not picture. */
export function setAvatar(who: Principal, upload: Uint8Array): Result<AvatarInfo, ProfileRefusal> {
  const read = readPicture(upload, LIMITS);
  if ('Err' in read) return err({ Invalid: { field: 'avatar', problem: read.Err } });
  const { image, contentType, width, height } = read.Ok;
  const row = profileOf(who);
  const version = (row.avatar?.version ?? 0) + 1;
  const avatar = { contentType, width, height, bytes: image.length, version };
  avatars.put(who, image);
  putProfile(who, { ...row, avatar });
  return ok(avatarInfoOf(avatar));
}

export function removeAvatar(who: Principal): void {
  const row = profileOf(who);
  if (row.avatar === undefined) return;
  avatars.remove(who);
  putProfile(who, { ...row, avatar: undefined });
}

/** The picture, for those who may see it. */
export function avatarFor(caller: Principal, person: Principal) {
  const { avatar, privacy } = profileOf(person);
  const image = avatar && avatars.get(person);
  if (!avatar || !image || !sees(viewerOf(caller, person), privacy.avatar)) {
    return err({ UnknownPerson: null });
  }
  return ok({ info: avatarInfoOf(avatar), image });
}

/** The picture at this very address, while its owner shows it to everybody. */
export function avatarFile(path: string): HttpFile | undefined {
  const named = path.startsWith(PICTURES_FOLDER) ? path.slice(PICTURES_FOLDER.length) : '';
  const person = ownerOf(named) ?? principalOf(named);
  const row = person && profileOf(person);
  const body = person && isPublic(row) ? avatars.get(person) : undefined;
  return body && row?.avatar && { type: row.avatar.contentType, body };
}

function principalOf(text: string): Principal | undefined {
  try {
    return Principal.fromText(text);
  } catch {
    return undefined;
  }
}
