/**
 * Avatars: what is accepted is known by its first bytes and rebuilt from the parts a decoder needs,
 * so that no metadata, no second file and no script travels in it. Whether the coded pixels are
 * sound is left to the browser, which gets a fixed type and may not guess another.
 */
import {
  AVATAR_MAX_BYTES,
  AVATAR_MAX_PIXELS,
  AVATAR_MIN_PIXELS,
  err,
  ok,
  type ProfileRefusal,
  type Result,
} from '@qikcard/contracts';
import { NotAPicture, type Picture } from './bytes.ts';
import { readJpeg } from './jpeg.ts';
import { readPng } from './png.ts';
import { readWebp } from './webp.ts';

const invalid = (problem: string) => err({ Invalid: { field: 'avatar', problem } });
const startsWith = (bytes: Uint8Array, at: number, ...start: number[]) =>
  start.every((byte, i) => bytes[at + i] === byte);

function readerOf(bytes: Uint8Array): ((bytes: Uint8Array) => Picture) | undefined {
  if (startsWith(bytes, 0, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return readPng;
  if (startsWith(bytes, 0, 0xff, 0xd8, 0xff)) return readJpeg;
  const riff = startsWith(bytes, 0, 0x52, 0x49, 0x46, 0x46);
  return riff && startsWith(bytes, 8, 0x57, 0x45, 0x42, 0x50) ? readWebp : undefined;
}

/** The picture in an upload without its metadata, or why it is not accepted. */
export function readPicture(bytes: Uint8Array): Result<Picture, ProfileRefusal> {
  if (bytes.length > AVATAR_MAX_BYTES) return invalid(`at most ${AVATAR_MAX_BYTES} bytes`);
  const read = readerOf(bytes);
  if (read === undefined) return invalid('must be a PNG, JPEG or WebP picture');
  try {
    const picture = read(bytes);
    const fits = [picture.width, picture.height].every(
      (side) => side >= AVATAR_MIN_PIXELS && side <= AVATAR_MAX_PIXELS,
    );
    if (fits) return ok(picture);
    return invalid(`${AVATAR_MIN_PIXELS} to ${AVATAR_MAX_PIXELS} pixels wide and high`);
  } catch (error) {
    if (error instanceof NotAPicture) return invalid(error.message);
    throw error;
  }
}
