/** The representation-independent hash of ICRC-3 (HASHINGVALUES.md of the standard). */
import { sha256 } from '@noble/hashes/sha2.js';
import type { Value } from './value.ts';

/** Field names come again with every block: a canister hashes each once. */
const keys = new Map<string, Uint8Array>();
const KEYS_MAX = 100;

function hashOfKey(key: string): Uint8Array {
  const known = keys.get(key);
  if (known) return known;
  const hash = sha256(new TextEncoder().encode(key));
  if (keys.size < KEYS_MAX) keys.set(key, hash);
  return hash;
}

/** 32 bytes that are the same for every encoding of the value. */
export function hashOfValue(value: Value): Uint8Array {
  if ('Blob' in value) return sha256(Uint8Array.from(value.Blob));
  if ('Text' in value) return sha256(new TextEncoder().encode(value.Text));
  if ('Nat' in value) return sha256(leb128(value.Nat));
  if ('Int' in value) return sha256(signedLeb128(value.Int));
  if ('Array' in value) return sha256(joined(value.Array.map(hashOfValue)));
  const pairs = value.Map.map(([key, of]) => joined([hashOfKey(key), hashOfValue(of)]));
  return sha256(joined(pairs.sort(byBytes)));
}

/** A `nat` as the tip certificate and the hash have it. */
export function leb128(value: bigint): Uint8Array {
  if (value < 0n) throw new RangeError('a nat is not negative');
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7fn; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  return Uint8Array.from([...bytes, Number(rest)]);
}

function signedLeb128(value: bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x3fn || rest < -0x40n; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  return Uint8Array.from([...bytes, Number(rest & 0x7fn)]);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function byBytes(a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i] - b[i];
  return 0;
}
