/** Which output script an address of regtest stands for: BIP-173, BIP-350 and Base58Check. */
import { concat, equalBytes } from '../crypto/bytes.ts';
import { doubleSha256 } from './wire.ts';

const HUMAN_PART = 'bcrt';
const PUBLIC_KEY_HASH = 0x6f;
const SCRIPT_HASH = 0xc4;
const BECH32 = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** The script of an address; undefined for what is no address of regtest. */
export const scriptOf = (address: string): Uint8Array | undefined =>
  witnessScript(address) ?? hashScript(address);

function witnessScript(address: string): Uint8Array | undefined {
  const lower = address.toLowerCase();
  if (address !== lower && address !== address.toUpperCase()) return undefined;
  const cut = lower.lastIndexOf('1');
  if (lower.slice(0, cut) !== HUMAN_PART || lower.length > 90) return undefined;
  const values = [...lower.slice(cut + 1)].map((character) => BECH32.indexOf(character));
  if (values.includes(-1) || values.length < 8) return undefined;
  const [version, ...words] = values.slice(0, -6) as [number, ...number[]];
  const program = bytesOfWords(words);
  if (checksum(values) !== (version === 0 ? 1 : 0x2bc830a3) || version > 16) return undefined;
  if (!program || program.length < 2 || program.length > 40) return undefined;
  if (version === 0 && program.length !== 20 && program.length !== 32) return undefined;
  return concat(Uint8Array.of(version === 0 ? 0 : 0x50 + version, program.length), program);
}

function checksum(values: number[]): number {
  const human = [...HUMAN_PART].map((character) => character.charCodeAt(0));
  const all = [...human.map((code) => code >> 5), 0, ...human.map((code) => code & 31), ...values];
  const generator = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
  let sum = 1;
  for (const value of all) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    for (const [bit, constant] of generator.entries()) if ((top >> bit) & 1) sum ^= constant;
  }
  return sum;
}

/** Groups of five bits as bytes; the padding is short and zero. */
function bytesOfWords(words: number[]): Uint8Array | undefined {
  const bytes: number[] = [];
  let [held, bits] = [0, 0];
  for (const word of words) {
    held = ((held << 5) | word) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 0xff);
  }
  return bits < 5 && (held & ((1 << bits) - 1)) === 0 ? Uint8Array.from(bytes) : undefined;
}

function hashScript(address: string): Uint8Array | undefined {
  const decoded = base58(address);
  if (decoded?.length !== 25) return undefined;
  const payload = decoded.slice(0, 21);
  if (!equalBytes(doubleSha256(payload).slice(0, 4), decoded.slice(21))) return undefined;
  const hash = payload.slice(1);
  if (payload[0] === PUBLIC_KEY_HASH) {
    return concat(Uint8Array.of(0x76, 0xa9, 20), hash, Uint8Array.of(0x88, 0xac));
  }
  return payload[0] === SCRIPT_HASH
    ? concat(Uint8Array.of(0xa9, 20), hash, Uint8Array.of(0x87))
    : undefined;
}

function base58(text: string): Uint8Array | undefined {
  if (text.length > 40) return undefined;
  let value = 0n;
  for (const character of text) {
    const digit = BASE58.indexOf(character);
    if (digit < 0) return undefined;
    value = value * 58n + BigInt(digit);
  }
  return new Uint8Array(Buffer.from(value.toString(16).padStart(50, '0'), 'hex'));
}
