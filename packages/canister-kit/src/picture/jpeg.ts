import { joined, NotAPicture, type Picture, slice, u16 } from './bytes.ts';

const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;
const COMMENT = 0xfe;
/** Adobe's segment says how colours are coded; without it pictures turn green. */
const ADOBE = 0xee;

const isApplication = (marker: number) => marker >= 0xe0 && marker <= 0xef;
const isLeftOut = (marker: number) =>
  marker === COMMENT || (isApplication(marker) && marker !== 0xe0 && marker !== ADOBE);
/** Start of frame: all of 0xC0–0xCF but tables (C4), extensions (C8) and conditioning (CC). */
const isFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/** A JPEG (ITU T.81) without comments and Exif, which says where a photo was taken. */
export function readJpeg(bytes: Uint8Array): Picture {
  const parts = [slice(bytes, 0, 2)];
  let size: { width: number; height: number } | undefined;
  for (let at = 2; ; ) {
    if (bytes[at] !== 0xff) throw new NotAPicture('the JPEG is damaged');
    while (bytes[at + 1] === 0xff) at++;
    const marker = slice(bytes, at + 1, 1)[0];
    if (marker === END_OF_IMAGE) {
      parts.push(slice(bytes, at, 2));
      break;
    }
    const length = 2 + u16(bytes, at + 2);
    const segment = slice(bytes, at, length);
    if (isFrame(marker)) size = { height: u16(bytes, at + 5), width: u16(bytes, at + 7) };
    const end = marker === START_OF_SCAN ? endOfScan(bytes, at + length) : at + length;
    if (!isLeftOut(marker)) parts.push(end === at + length ? segment : slice(bytes, at, end - at));
    at = end;
  }
  if (size === undefined) throw new NotAPicture('the JPEG has no picture in it');
  return { contentType: 'image/jpeg', ...size, image: joined(parts) };
}

/** Where the coded picture ends: at a marker that is neither stuffing nor a restart. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = from; ; ) {
    at = bytes.indexOf(0xff, at);
    if (at < 0) throw new NotAPicture('the JPEG ends too early');
    const next = bytes[at + 1];
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
    at += next === 0xff ? 1 : 2;
  }
}
