import { compareBytes, concat, leb128, sha256, utf8 } from './bytes.ts';

/** What a hashed map may hold (interface spec, "Representation-independent hashing of structured data"). */
export type Hashable =
  | string
  | Uint8Array
  | number
  | bigint
  | readonly Hashable[]
  | { readonly [name: string]: Hashable | undefined };

/** Representation-independent hash of one value: text and blobs as they are, naturals as LEB128. */
export function hashOfValue(value: unknown): Uint8Array {
  if (typeof value === 'string') return sha256(value);
  if (value instanceof Uint8Array) return sha256(value);
  if (typeof value === 'bigint' || typeof value === 'number') return sha256(leb128(value));
  if (Array.isArray(value)) return sha256(concat(...value.map(hashOfValue)));
  if (typeof value === 'object' && value !== null) return hashOfMap(value);
  throw new TypeError(`A ${value === null ? 'null' : typeof value} has no hash`);
}

/** Hash of a map: the sorted concatenation of the hashes of its names and values; undefined fields are absent. */
export function hashOfMap(map: object): Uint8Array {
  const pairs: Uint8Array[] = [];
  for (const [name, value] of Object.entries(map)) {
    if (value !== undefined) pairs.push(concat(sha256(name), hashOfValue(value)));
  }
  return sha256(concat(...pairs.sort(compareBytes)));
}

/** Request id of the content map of an envelope (interface spec, "Request ids"). */
export const requestId = (content: object): Uint8Array => hashOfMap(content);

/** A domain separator as the interface spec writes them: one length byte, then the text. */
export function domainSeparator(text: string): Uint8Array {
  return concat(Uint8Array.of(text.length), utf8(text));
}
