/**
 * Pictures that people upload: what is accepted is known by its first bytes and rebuilt from the
 * parts a decoder needs, so that no metadata, no second file and no script travels in it. Whether
 * the coded pixels are sound is left to the browser, which gets a fixed type and may not guess.
 */
import { err, ok, type Result } from '@qikcard/contracts';
import { NotAPicture, type Picture } from './bytes.ts';
import { readJpeg } from './jpeg.ts';
import { readPng } from './png.ts';
import { readWebp } from './webp.ts';

export type PictureLimits = { bytesMax: number; pixelsMin: number; pixelsMax: number };

const startsWith = (bytes: Uint8Array, at: number, ...start: number[]) =>
  start.every((byte, i) => bytes[at + i] === byte);

function readerOf(bytes: Uint8Array): ((bytes: Uint8Array) => Picture) | undefined {
  if (startsWith(bytes, 0, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return readPng;
  if (startsWith(bytes, 0, 0xff, 0xd8, 0xff)) return readJpeg;
  const riff = startsWith(bytes, 0, 0x52, 0x49, 0x46, 0x46);
  return riff && startsWith(bytes, 8, 0x57, 0x45, 0x42, 0x50) ? readWebp : undefined;
}

/** The picture in an upload without its metadata, or the sentence why it is not accepted. */
export function readPicture(bytes: Uint8Array, limits: PictureLimits): Result<Picture, string> {
  const { bytesMax, pixelsMin, pixelsMax } = limits;
  if (bytes.length > bytesMax) return err(`at most ${bytesMax} bytes`);
  const read = readerOf(bytes);
  if (read === undefined) return err('must be a PNG, JPEG or WebP picture');
  try {
    const picture = read(bytes);
    const fits = [picture.width, picture.height].every(
      (side) => side >= pixelsMin && side <= pixelsMax,
    );
    if (fits) return ok(picture);
    return err(`${pixelsMin} to ${pixelsMax} pixels wide and high`);
  } catch (error) {
    if (error instanceof NotAPicture) return err(error.message);
    throw error;
  }
}
