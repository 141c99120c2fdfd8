/** Keys as bytes whose order is the order of the values: big-endian, fixed length. */
import { Principal } from '@dfinity/principal';

/** What a table needs of its key. */
export type KeyCodec<K> = { encode(key: K): Uint8Array };
/** A fixed-length key, alone or as a part of a composite one. */
export type KeyPart<K> = KeyCodec<K> & {
  length: number;
  write(target: DataView, at: number, key: K): void;
  read(source: DataView, at: number): K;
};

function part<K>(length: number, write: KeyPart<K>['write'], read: KeyPart<K>['read']): KeyPart<K> {
  return {
    length,
    write,
    read,
    encode(key) {
      const bytes = new Uint8Array(length);
      write(new DataView(bytes.buffer), 0, key);
      return bytes;
    },
  };
}

const viewOf = (view: DataView, at: number, length: number) =>
  new Uint8Array(view.buffer, view.byteOffset + at, length);

export const u8Key = part<number>(
  1,
  (view, at, key) => view.setUint8(at, key),
  (view, at) => view.getUint8(at),
);
export const u16Key = part<number>(
  2,
  (view, at, key) => view.setUint16(at, key),
  (view, at) => view.getUint16(at),
);
export const u32Key = part<number>(
  4,
  (view, at, key) => view.setUint32(at, key),
  (view, at) => view.getUint32(at),
);
export const u64Key = part<bigint>(
  8,
  (view, at, key) => view.setBigUint64(at, key),
  (view, at) => view.getBigUint64(at),
);

const PRINCIPAL_MAX = 29;
/** Padded to 29 bytes; the length behind them keeps principals that end in zeros apart. */
export const principalKey = part<Principal>(
  PRINCIPAL_MAX + 1,
  (view, at, key) => {
    const raw = key.toUint8Array();
    viewOf(view, at, raw.length).set(raw);
    view.setUint8(at + PRINCIPAL_MAX, raw.length);
  },
  (view, at) =>
    Principal.fromUint8Array(viewOf(view, at, view.getUint8(at + PRINCIPAL_MAX)).slice()),
);

/** Exactly `length` bytes. */
export function bytesKey(length: number): KeyPart<Uint8Array> {
  return part(
    length,
    (view, at, key) => {
      if (key.length !== length)
        throw new RangeError(`expected ${length} bytes, got ${key.length}`);
      viewOf(view, at, length).set(key);
    },
    (view, at) => viewOf(view, at, length).slice(),
  );
}

/** Any text; for tables only, since its length varies. */
export const textKey: KeyCodec<string> = { encode: (key) => new TextEncoder().encode(key) };

// biome-ignore lint/suspicious/noExplicitAny: a part of any value type
export type AnyPart = KeyPart<any>;
/** The values that a list of parts describes. */
export type KeyValues<P extends AnyPart[]> = {
  [I in keyof P]: P[I] extends KeyPart<infer K> ? K : never;
};
/** The first values of a composite key. */
export type PrefixOf<T extends readonly unknown[]> = T extends readonly [...infer Head, unknown]
  ? T | PrefixOf<Head>
  : [];

export type CompositeKey<T extends readonly unknown[]> = KeyCodec<T> & {
  length: number;
  decode(bytes: Uint8Array): T;
  /** Bytes that every key beginning with these values starts with. */
  prefix(values: PrefixOf<T>): Uint8Array;
};

/** Several parts as one key, most significant first. */
export function compositeKey<P extends AnyPart[]>(...parts: P): CompositeKey<KeyValues<P>> {
  const length = parts.reduce((sum, { length }) => sum + length, 0);
  const encode = (values: readonly unknown[]) => {
    const used = parts.slice(0, values.length);
    const bytes = new Uint8Array(used.reduce((sum, { length }) => sum + length, 0));
    const view = new DataView(bytes.buffer);
    let at = 0;
    for (let i = 0; i < used.length; i++) {
      used[i].write(view, at, values[i]);
      at += used[i].length;
    }
    return bytes;
  };
  return {
    length,
    encode,
    prefix: encode as (values: unknown) => Uint8Array,
    decode(bytes) {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      let at = 0;
      const values = parts.map((each) => {
        const value = each.read(view, at);
        at += each.length;
        return value;
      });
      return values as unknown as KeyValues<P>;
    },
  };
}
