import { decode, encode } from 'cborg';
import { concat } from './bytes.ts';

const selfDescribed = 55799;
const selfDescribedTag = Uint8Array.of(0xd9, 0xd9, 0xf7);

/** CBOR with the self-describe tag 55799 that the interface spec ("CBOR") asks of both sides. */
export function encodeCbor(value: unknown): Uint8Array {
  return concat(selfDescribedTag, encode(value, { ignoreUndefinedProperties: true }));
}

/**
 * Decodes CBOR with or without the self-describe tag (RFC 8949, section 3.4.6); throws on
 * malformed or trailing bytes. Integers beyond 2^53 become bigint.
 */
export function decodeCbor(bytes: Uint8Array): unknown {
  return decode(new Uint8Array(bytes), {
    tags: { [selfDescribed]: (content) => content() },
    rejectDuplicateMapKeys: true,
  });
}

/** A field of a decoded CBOR map, undefined when the value is no map or has no such field. */
export function field(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}
