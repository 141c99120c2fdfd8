/**
 * Pictures that their owners show to everybody, at `/avatar/<username>` and `/avatar/<principal>`:
 * certified with every change of picture, name or privacy.
 */
import type { Principal } from '@dfinity/principal';
import { certifyPage, ic, principalKey, removePage } from '@qikcard/canister-kit';
import { StableBTreeMap } from 'azle';
import { sees } from './domain/profile.ts';
import type { ProfileRow } from './rows.ts';
import { AVATARS_MEMORY, avatars, picturesPublished, profiles } from './store.ts';

export const PICTURES_FOLDER = '/avatar/';

/** Whether everybody may see the picture. */
export const isPublic = (row: ProfileRow | undefined): row is ProfileRow =>
  row?.avatar !== undefined && sees('anybody', row.privacy.avatar);

/** Where a person's picture is for everybody to see; nowhere when it is not. */
const pathsOf = (who: Principal, row: ProfileRow | undefined): string[] =>
  isPublic(row)
    ? [who.toText(), ...(row.username ? [row.username] : [])].map((n) => PICTURES_FOLDER + n)
    : [];

/** After a profile has changed, and its picture with it: changes what is certified. */
export function publishPicture(
  who: Principal,
  before: ProfileRow | undefined,
  after: ProfileRow | undefined,
): void {
  const [old, now] = [pathsOf(who, before), pathsOf(who, after)];
  for (const path of old) if (!now.includes(path)) removePage(path);
  const isSamePicture = before?.avatar?.version === after?.avatar?.version;
  const fresh = now.filter((path) => !isSamePicture || !old.includes(path));
  if (fresh.length === 0 || after?.avatar === undefined) return;
  const body = avatars.get(who);
  if (body === undefined) return;
  for (const path of fresh) certifyPage(path, { type: after.avatar.contentType, body });
}

/** About a billion instructions for the largest picture. */
const PICTURES_PER_STEP = 5;
const bytesAsTheyAre = {
  toBytes: (bytes: Uint8Array) => bytes,
  fromBytes: (bytes: Uint8Array) => bytes,
};

function step(start: number): void {
  // The kit's maps cannot be walked; Azle's can. Both see the same memory.
  const map = new StableBTreeMap<Uint8Array, Uint8Array>(
    AVATARS_MEMORY,
    bytesAsTheyAre,
    bytesAsTheyAre,
  );
  const keys = map.keys(start, PICTURES_PER_STEP);
  for (const key of keys) {
    const who = principalKey.read(new DataView(Uint8Array.from(key).buffer), 0);
    publishPicture(who, undefined, profiles.get(who));
  }
  if (keys.length < PICTURES_PER_STEP) picturesPublished.set(true);
  else ic.setTimer(0, () => step(start + keys.length));
}

/** After every start, until it is done: certifies pictures from before there was a tree. */
export function publishOlderPictures(): void {
  if (!picturesPublished.get()) ic.setTimer(0, () => step(0));
}
