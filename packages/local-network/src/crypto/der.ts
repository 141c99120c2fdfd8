import { concat, equalBytes, fromHex } from './bytes.ts';

/** Object identifiers of the algorithms of the interface spec, section "Signatures". */
const algorithms = {
  ed25519: '06032b6570',
  ecPublicKey: '06072a8648ce3d0201',
  cose: '060a2b0601040183b8430101',
  canisterSignature: '060a2b0601040183b8430102',
} as const;
const curves = { p256: '06082a8648ce3d030107', secp256k1: '06052b8104000a' } as const;

export type DerKey = {
  kind: 'ed25519' | 'p256' | 'secp256k1' | 'cose' | 'canisterSignature';
  /** Content of the bit string. */
  raw: Uint8Array;
};

type Element = { tag: number; start: number; content: Uint8Array; end: number };

function element(der: Uint8Array, start: number): Element {
  const tag = der[start];
  let length = der[start + 1];
  let offset = start + 2;
  if (tag === undefined || length === undefined) throw new Error('truncated DER');
  if (length & 0x80) {
    const count = length & 0x7f;
    if (count < 1 || count > 3) throw new Error('unsupported DER length');
    length = 0;
    for (let i = 0; i < count; i++) length = length * 256 + (der[offset++] ?? 0);
  }
  const end = offset + length;
  if (end > der.length) throw new Error('truncated DER');
  return { tag, start, content: der.subarray(offset, end), end };
}

/**
 * Reads a DER SubjectPublicKeyInfo (RFC 5280, section 4.1) of one of the algorithms that users of
 * the Internet Computer may sign with; throws on anything else, trailing bytes included.
 */
export function parseDerKey(der: Uint8Array): DerKey {
  const outer = element(der, 0);
  if (outer.tag !== 0x30 || outer.end !== der.length) throw new Error('not a DER public key');
  const algorithm = element(outer.content, 0);
  const bits = element(outer.content, algorithm.end);
  if (bits.tag !== 0x03 || bits.content[0] !== 0 || bits.end !== outer.content.length)
    throw new Error('not a DER public key');
  return { kind: keyKind(algorithm.content), raw: bits.content.slice(1) };
}

function keyKind(algorithm: Uint8Array): DerKey['kind'] {
  const is = (...hex: string[]) => equalBytes(algorithm, fromHex(hex.join('')));
  if (is(algorithms.ed25519)) return 'ed25519';
  if (is(algorithms.ecPublicKey, curves.p256)) return 'p256';
  if (is(algorithms.ecPublicKey, curves.secp256k1)) return 'secp256k1';
  if (is(algorithms.cose)) return 'cose';
  if (is(algorithms.canisterSignature)) return 'canisterSignature';
  throw new Error('unsupported public key algorithm');
}

/** DER form of a raw Ed25519 public key, 44 bytes (RFC 8410, section 4). */
export const ed25519KeyToDer = (raw: Uint8Array): Uint8Array =>
  concat(fromHex('302a300506032b6570032100'), raw);

/** DER form of an uncompressed P-256 point (RFC 5480, section 2). */
export const p256KeyToDer = (point: Uint8Array): Uint8Array =>
  concat(fromHex('3059301306072a8648ce3d020106082a8648ce3d030107034200'), point);

/** PKCS#8 form of an Ed25519 seed (RFC 8410, section 7), the form `node:crypto` imports. */
export const ed25519SeedToPkcs8 = (seed: Uint8Array): Uint8Array =>
  concat(fromHex('302e020100300506032b657004220420'), seed);
