import { createHash, type Hash } from 'node:crypto';

const utf8 = (text: string) => new TextEncoder().encode(text);

/** A length before every variable part keeps different values from having the same encoding. */
function absorb(hash: Hash, tag: string, bytes: Uint8Array): void {
  hash.update(`${tag}${bytes.length}:`).update(bytes);
}

function absorbValue(hash: Hash, value: unknown): void {
  if (value instanceof Uint8Array) absorb(hash, 'b', value);
  else if (value instanceof Map) absorbList(hash, 'm', [...value].flat(1));
  else if (Array.isArray(value)) absorbList(hash, 'a', value);
  else if (value !== null && typeof value === 'object') absorbFields(hash, value);
  else absorb(hash, typeof value, utf8(String(value)));
}

function absorbFields(hash: Hash, value: object): void {
  const present = Object.entries(value).filter(([, field]) => field !== undefined);
  present.sort(([a], [b]) => (a < b ? -1 : 1));
  absorbList(hash, 'o', present.flat(1));
}

function absorbList(hash: Hash, tag: string, values: unknown[]): void {
  hash.update(`${tag}${values.length}:`);
  for (const value of values) absorbValue(hash, value);
}

/** Digest of an exported state: equal for networks that went through the same inputs. */
export function hashState(state: unknown): string {
  const hash = createHash('sha256');
  absorbValue(hash, state);
  return hash.digest('hex');
}
