/**
 * Looks at the type table of a Candid message before `@dfinity/candid` does. A dozen bytes can
 * claim a vector of 2^28 nulls, which a decoder walks through one by one: 40 billion instructions
 * at the canister's expense (Candid specification, "Deserialisation": implementations should bound
 * this). Nothing in our apis has such types, so messages that declare them are refused unread.
 */

/** Our own clients send larger messages too; theirs have the table that needs no guard. */
const MESSAGE_BYTES_MAX = 64 * 1024;
/** Far more than any client of ours has: the largest table of our own takes some hundred bytes. */
const TYPES_MAX = 200;
/** In one record, with those of the records inside it: each may be read for a single byte. */
const FIELDS_MAX = 100;
const ARGS_MAX = 50;

const NULL = -1;
const RESERVED = -16;
const EMPTY = -17;
const OPT = -18;
const VEC = -19;
const RECORD = -20;
const VARIANT = -21;

/** What a type is made of: numbers of other types, or below zero of primitive ones. */
type Entry = { kind: number; parts: number[] };
type Weight = { fields: number; empty: boolean };

/** Throws when the message's types could cost more than its length warrants. */
export function guardMessage(message: Uint8Array): void {
  if (message.length > MESSAGE_BYTES_MAX) throw new RangeError('message too large');
  const reader = new TableReader(message);
  const types = reader.table();
  const weigh = weigherOf(types);
  types.forEach(({ kind, parts }, type) => {
    weigh(type);
    if (kind === VEC && weigh(parts[0]).empty) throw new RangeError('a vector of nothing');
  });
  if (reader.unsigned() > ARGS_MAX) throw new RangeError('too many arguments');
}

/** Weighs a type by its parts; throws when it holds itself or too many fields. */
function weigherOf(types: readonly Entry[]): (type: number) => Weight {
  const known = new Map<number, Weight>();
  const underWay = new Set<number>();
  const weigh = (type: number): Weight => {
    if (type < 0) return { fields: 1, empty: [NULL, RESERVED, EMPTY].includes(type) };
    const found = known.get(type);
    if (found !== undefined) return found;
    // No api of ours has such types; one nests as deep as its message is long.
    if (underWay.has(type)) throw new RangeError('a type that holds itself');
    if (types[type] === undefined) throw new RangeError('no such type');
    underWay.add(type);
    const { kind, parts } = types[type];
    const inside = parts.map(weigh);
    underWay.delete(type);
    const isRecord = kind === RECORD;
    const fields = isRecord ? inside.reduce((sum, part) => sum + part.fields, 1) : 1;
    if (fields > FIELDS_MAX) throw new RangeError('too many fields');
    const weight = { fields, empty: isRecord && inside.every(({ empty }) => empty) };
    known.set(type, weight);
    return weight;
  };
  return weigh;
}

class TableReader {
  /** Behind `DIDL`; a message without it is refused by the decoder. */
  private at = 4;

  constructor(private readonly bytes: Uint8Array) {}

  private byte(): number {
    if (this.at >= this.bytes.length) throw new RangeError('message ends too early');
    return this.bytes[this.at++];
  }
  /** LEB128 of at most 32 bits. */
  unsigned(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw new RangeError('number too large');
  }
  private signed(): number {
    const start = this.at;
    const value = this.unsigned();
    const bits = 7 * (this.at - start);
    return value >= 2 ** (bits - 1) ? value - 2 ** bits : value;
  }
  table(): Entry[] {
    const count = this.unsigned();
    if (count > TYPES_MAX) throw new RangeError('too many types');
    return Array.from({ length: count }, () => this.entry());
  }
  private entry(): Entry {
    const kind = this.signed();
    if (kind === VEC || kind === OPT) return { kind, parts: [this.signed()] };
    if (kind !== RECORD && kind !== VARIANT) {
      throw new RangeError('functions and services are not taken');
    }
    const count = this.unsigned();
    if (count > FIELDS_MAX) throw new RangeError('too many fields');
    const parts = Array.from({ length: count }, () => {
      this.unsigned();
      return this.signed();
    });
    return { kind, parts };
  }
}
