import { joined, NotAPicture, name4, type Picture, slice, u16le, u24le, u32le } from './bytes.ts';

const HEADER_BYTES = 12;
const KEPT = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH']);
const ANIMATED = 0x02;
const ALPHA = 0x10;

/** A still WebP (RFC 9649) without Exif, XMP and colour profile. */
export function readWebp(bytes: Uint8Array): Picture {
  const end = Math.min(bytes.length, 8 + u32le(bytes, 4));
  const parts: Uint8Array[] = [];
  let size: { width: number; height: number } | undefined;
  for (let at = HEADER_BYTES; at < end; ) {
    const name = name4(bytes, at);
    const length = u32le(bytes, at + 4);
    const body = slice(bytes, at + 8, length);
    const padded = length + (length & 1);
    if (KEPT.has(name)) {
      const chunk = slice(bytes, at, 8 + padded);
      parts.push(name === 'VP8X' ? stillHeader(chunk) : chunk);
      size ??= sizeIn(name, body);
    }
    at += 8 + padded;
  }
  if (size === undefined || parts.length === 0) throw new NotAPicture('the WebP has no picture');
  return { contentType: 'image/webp', ...size, image: withHeader(parts) };
}

function stillHeader(chunk: Uint8Array): Uint8Array {
  if ((chunk[8] & ANIMATED) !== 0) throw new NotAPicture('moving pictures are not accepted');
  const header = chunk.slice();
  // The flags must not promise the chunks that were left out.
  header[8] = chunk[8] & ALPHA;
  return header;
}

function sizeIn(name: string, body: Uint8Array): { width: number; height: number } | undefined {
  if (name === 'VP8X') return { width: u24le(body, 4) + 1, height: u24le(body, 7) + 1 };
  if (name === 'VP8 ') {
    if (body[3] !== 0x9d || body[4] !== 0x01 || body[5] !== 0x2a) return undefined;
    return { width: u16le(body, 6) & 0x3fff, height: u16le(body, 8) & 0x3fff };
  }
  if (name !== 'VP8L' || body[0] !== 0x2f) return undefined;
  const bits = u32le(body, 1);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}

function withHeader(parts: readonly Uint8Array[]): Uint8Array {
  const image = joined([new Uint8Array(HEADER_BYTES), ...parts]);
  image.set(new TextEncoder().encode('RIFF'), 0);
  new DataView(image.buffer).setUint32(4, image.length - 8, true);
  image.set(new TextEncoder().encode('WEBP'), 8);
  return image;
}
