/** Reading the headers of pictures. */

/** A picture that is none, or none that is accepted, and why. */
export class NotAPicture extends Error {}

/** What became of an upload: its kind, its size in pixels, its bytes without metadata. */
export type Picture = {
  contentType: 'image/png' | 'image/jpeg' | 'image/webp';
  width: number;
  height: number;
  image: Uint8Array;
};

/** Refuses to read behind the end, where `DataView` would throw something without a sentence. */
export function slice(bytes: Uint8Array, at: number, length: number): Uint8Array {
  if (length < 0 || at + length > bytes.length) throw new NotAPicture('the picture ends too early');
  return bytes.subarray(at, at + length);
}
const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
export const u16 = (bytes: Uint8Array, at: number): number =>
  view(slice(bytes, at, 2)).getUint16(0);
export const u32 = (bytes: Uint8Array, at: number): number =>
  view(slice(bytes, at, 4)).getUint32(0);
export const u16le = (bytes: Uint8Array, at: number): number =>
  view(slice(bytes, at, 2)).getUint16(0, true);
export const u32le = (bytes: Uint8Array, at: number): number =>
  view(slice(bytes, at, 4)).getUint32(0, true);
export const u24le = (bytes: Uint8Array, at: number): number => {
  const [low, middle, high] = slice(bytes, at, 3);
  return low | (middle << 8) | (high << 16);
};
/** Four letters that name a chunk. */
export const name4 = (bytes: Uint8Array, at: number): string =>
  String.fromCharCode(...slice(bytes, at, 4));

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
