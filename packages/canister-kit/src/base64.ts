const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** RFC 4648 base64 with padding; the global `btoa` is missing in Azle. */
export function base64(bytes: Uint8Array): string {
  let out = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const group = (bytes[i] << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    const left = bytes.length - i;
    out += ALPHABET[group >> 18] + ALPHABET[(group >> 12) & 63];
    out += left > 1 ? ALPHABET[(group >> 6) & 63] : '=';
    out += left > 2 ? ALPHABET[group & 63] : '=';
  }
  return out;
}
