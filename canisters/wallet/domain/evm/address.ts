/** Addresses of Ethereum and the chains of its kind (EIP-55). */
import { secp256k1 } from '@noble/curves/secp256k1';
import { keccak_256 } from '@noble/hashes/sha3';

const ADDRESS = /^0x[0-9a-fA-F]{40}$/;

export const hexOf = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

export function bytesOf(hex: string): Uint8Array {
  const digits = hex.replace(/^0x/, '');
  const padded = digits.length % 2 === 0 ? digits : `0${digits}`;
  return Uint8Array.from(padded.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** EIP-55: the capitals of an address are its checksum. */
function withChecksum(lower: string): string {
  const hash = hexOf(keccak_256(new TextEncoder().encode(lower)));
  const mixed = Array.from(lower, (char, i) =>
    Number.parseInt(hash[i] as string, 16) >= 8 ? char.toUpperCase() : char,
  );
  return `0x${mixed.join('')}`;
}

/**
 * An address as EIP-55 writes it; undefined for what is none, also where its capitals contradict
 * it. All small or all capital letters carry no checksum and are taken.
 */
export function evmAddress(text: string): string | undefined {
  if (!ADDRESS.test(text)) return undefined;
  const digits = text.slice(2);
  const checked = withChecksum(digits.toLowerCase());
  const bare = digits === digits.toLowerCase() || digits === digits.toUpperCase();
  return bare || checked === text ? checked : undefined;
}

/** The address of a public key (SEC1, compressed or not). */
export function addressOfKey(publicKey: Uint8Array): string {
  const point = secp256k1.ProjectivePoint.fromHex(publicKey).toRawBytes(false);
  return withChecksum(hexOf(keccak_256(point.slice(1)).slice(12)));
}
