import { joined, NotAPicture, name4, type Picture, slice, u32 } from './bytes.ts';

const SIGNATURE_BYTES = 8;
/** What a decoder needs to draw one still picture; texts, times, places and frames are left out. */
const KEPT = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB']);

/** A PNG (ISO 15948) of its drawing chunks only; what follows the end is cut off. */
export function readPng(bytes: Uint8Array): Picture {
  const parts = [slice(bytes, 0, SIGNATURE_BYTES)];
  if (name4(bytes, SIGNATURE_BYTES + 4) !== 'IHDR') throw new NotAPicture('the PNG has no header');
  const [width, height] = [u32(bytes, 16), u32(bytes, 20)];
  let drawn = false;
  for (let at = SIGNATURE_BYTES; ; ) {
    const length = u32(bytes, at);
    const name = name4(bytes, at + 4);
    const chunk = slice(bytes, at, length + 12);
    if (KEPT.has(name)) parts.push(chunk);
    if (name === 'IDAT') drawn = true;
    if (name === 'IEND') break;
    at += chunk.length;
  }
  if (!drawn) throw new NotAPicture('the PNG has no picture in it');
  return { contentType: 'image/png', width, height, image: joined(parts) };
}
