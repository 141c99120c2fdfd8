/** ICRC-1 accounts as text: `principal` or `principal-checksum.subaccount`. */
import { Principal } from '@dfinity/principal';
import { type Account, accountOf, SUBACCOUNT_BYTES } from './account.ts';

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';
/** A principal of 29 bytes, its checksum and a whole subaccount. */
const TEXT_MAX_CHARS = 63 + 1 + 7 + 1 + 64;

/** CRC-32 (ISO 3309), as principals use it. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

function checksumOf(owner: Principal, subaccount: Uint8Array): string {
  const crc = crc32(Uint8Array.of(...owner.toUint8Array(), ...subaccount));
  let text = '';
  // 32 bits as base 32, the last letter filled up with zeros.
  for (let bit = 0; bit < 35; bit += 5) {
    const shift = 32 - 5 - bit;
    text += BASE32[(shift >= 0 ? crc >>> shift : crc << -shift) & 31];
  }
  return text;
}

/** The text of an account; the default subaccount is not named. */
export function accountToText({ owner, subaccount: [bytes] }: Account): string {
  const hex = Array.from(bytes ?? [], (byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .replace(/^0+/, '');
  if (bytes === undefined || hex === '') return owner.toText();
  return `${owner.toText()}-${checksumOf(owner, bytes)}.${hex}`;
}

/** The account of a text; undefined for what ICRC-1 does not call one. */
export function accountFromText(given: string): Account | undefined {
  const text = given.trim();
  if (text.length > TEXT_MAX_CHARS) return undefined;
  const [head, hex] = text.split('.');
  try {
    if (hex === undefined) return accountOf(Principal.fromText(head));
    const at = head.lastIndexOf('-');
    const owner = Principal.fromText(head.slice(0, at));
    if (!/^[1-9a-f][0-9a-f]{0,63}$/.test(hex)) return undefined;
    const padded = hex.padStart(SUBACCOUNT_BYTES * 2, '0').match(/../g) as string[];
    const subaccount = Uint8Array.from(padded, (pair) => Number.parseInt(pair, 16));
    const account = accountOf(owner, subaccount);
    return accountToText(account) === text ? account : undefined;
  } catch {
    return undefined;
  }
}
