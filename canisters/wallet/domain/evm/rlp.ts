/** Recursive Length Prefix, as Ethereum writes transactions (Yellow Paper, appendix B). */

export type Rlp = Uint8Array | bigint | readonly Rlp[];

const SHORT_MAX = 55;
const BYTES = 0x80;
const LIST = 0xc0;

/** A number in as few bytes as it can be; nothing at all for zero. */
export function bigEndian(value: bigint): Uint8Array {
  if (value < 0n) throw new RangeError('only what is not negative can be written');
  const hex = value === 0n ? '' : value.toString(16);
  const pairs = hex.padStart(hex.length + (hex.length % 2), '0').match(/../g) ?? [];
  return Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16));
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

function prefix(length: number, kind: number): Uint8Array {
  if (length <= SHORT_MAX) return Uint8Array.of(kind + length);
  const size = bigEndian(BigInt(length));
  return Uint8Array.of(kind + SHORT_MAX + size.length, ...size);
}

/** The bytes of a value: byte strings, numbers and lists of them. */
export function rlp(value: Rlp): Uint8Array {
  if (typeof value === 'bigint') return rlp(bigEndian(value));
  if (value instanceof Uint8Array) {
    const [first] = value;
    if (value.length === 1 && first !== undefined && first < BYTES) return value;
    return join([prefix(value.length, BYTES), value]);
  }
  const inner = join(value.map(rlp));
  return join([prefix(inner.length, LIST), inner]);
}
