/**
 * Base45 (RFC 9285): binary in the alphanumeric mode of QR codes at 3 % over raw.
 * The alphabet contains a space and a colon: never trim an encoded line.
 */
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';

export function encodeBase45(data: Uint8Array): string {
  let text = '';
  for (let i = 0; i < data.length; i += 2) {
    const pair = i + 1 < data.length;
    let value = pair ? data[i] * 256 + data[i + 1] : data[i];
    for (let digit = 0; digit < (pair ? 3 : 2); digit++) {
      text += ALPHABET[value % 45];
      value = Math.floor(value / 45);
    }
  }
  return text;
}

/** Returns undefined for text that is not base45 (wrong character, length or value). */
export function decodeBase45(text: string): Uint8Array | undefined {
  if (text.length % 3 === 1) return undefined;
  const data: number[] = [];
  for (let i = 0; i < text.length; i += 3) {
    const digits = [...text.slice(i, i + 3)].map((character) => ALPHABET.indexOf(character));
    if (digits.includes(-1)) return undefined;
    const value = digits.reduce((sum, digit, place) => sum + digit * 45 ** place, 0);
    if (digits.length === 3) {
      if (value > 0xffff) return undefined;
      data.push(value >> 8, value & 0xff);
    } else {
      if (value > 0xff) return undefined;
      data.push(value);
    }
  }
  return Uint8Array.from(data);
}
