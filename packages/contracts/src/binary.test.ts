import { Principal } from '@dfinity/principal';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import vectors from '../vectors/binary.json' with { type: 'json' };
import {
  ByteReader,
  ByteWriter,
  bytes,
  type Field,
  fixedBytes,
  flag,
  list,
  oneOf,
  optional,
  principalField,
  str,
  struct,
  u8,
  u16,
  u32,
  u64,
  versioned,
} from './binary.ts';

const sample = struct({
  id: u64,
  count: u32,
  port: u16,
  small: u8,
  open: flag,
  name: str,
  raw: bytes,
  hash: fixedBytes(4),
  holder: principalField,
  state: oneOf('draft', 'published'),
  until: optional(u64),
  gates: list(str),
});
const codec = versioned(3, sample);
const hex = (data: Uint8Array): string => Buffer.from(data).toString('hex');
const unhex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));

const anyPrincipal = fc
  .uint8Array({ maxLength: 29 })
  .map((raw) => Principal.fromUint8Array(Uint8Array.from(raw)));
const anyRow = fc.record({
  id: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  count: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  port: fc.integer({ min: 0, max: 65_535 }),
  small: fc.integer({ min: 0, max: 255 }),
  open: fc.boolean(),
  name: fc.string({ unit: 'grapheme', maxLength: 80 }),
  raw: fc.uint8Array({ maxLength: 300 }),
  hash: fc.uint8Array({ minLength: 4, maxLength: 4 }),
  holder: anyPrincipal,
  state: fc.constantFrom('draft' as const, 'published' as const),
  until: fc.option(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), { nil: undefined }),
  gates: fc.array(fc.string({ maxLength: 10 }), { maxLength: 5 }),
});

describe('row codec', () => {
  test('stored rows have these bytes for ever', () => {
    const { row, hex: expected } = vectors.sample;
    const value = {
      ...row,
      id: BigInt(row.id),
      raw: unhex(row.raw),
      hash: unhex(row.hash),
      holder: Principal.fromText(row.holder),
      state: row.state as 'published',
      until: BigInt(row.until),
    };
    expect(hex(codec.encode(value))).toBe(expected);
    expect(codec.decode(unhex(expected))).toEqual(value);
  });

  test('every row is read back as it was written', () => {
    fc.assert(
      fc.property(anyRow, (row) => {
        expect(codec.decode(codec.encode(row))).toEqual(row);
      }),
    );
  });

  test('a row that was cut anywhere is an error, never a default', () => {
    fc.assert(
      fc.property(anyRow, fc.nat(), (row, at) => {
        const whole = codec.encode(row);
        expect(() => codec.decode(whole.slice(0, at % whole.length))).toThrow(RangeError);
      }),
    );
  });

  test('a row of an older version is upgraded as it is read', () => {
    const second = versioned(2, struct({ name: str, seats: u32 }), {
      1: (reader) => ({ name: str.read(reader), seats: 0 }),
    });
    const stored = versioned(1, struct({ name: str })).encode({ name: 'Hall' });
    expect(second.decode(stored)).toEqual({ name: 'Hall', seats: 0 });
  });

  test('a row from the future is an error', () => {
    expect(() => codec.decode(Uint8Array.of(4, 0, 0))).toThrow('unknown row version 4');
  });

  test.each<[string, Field<never>, unknown]>([
    ['a word that is not in the list', oneOf('a', 'b') as Field<never>, 'c'],
    ['fixed bytes of another length', fixedBytes(4) as Field<never>, new Uint8Array(5)],
    ['bytes beyond the length prefix', bytes as Field<never>, new Uint8Array(65_536)],
    ['a text beyond the length prefix', str as Field<never>, 'x'.repeat(65_536)],
  ])('is not written: %s', (_, field, value) => {
    expect(() => field.write(new ByteWriter(), value as never)).toThrow(RangeError);
  });

  test('reading past the end is an error for every primitive', () => {
    for (const read of [u8.read, u16.read, u32.read, u64.read, bytes.read]) {
      expect(() => read(new ByteReader(new Uint8Array(0)))).toThrow(RangeError);
    }
  });

  test('a reader knows when a row is used up', () => {
    const reader = new ByteReader(Uint8Array.of(1, 2));
    expect(reader.done()).toBe(false);
    reader.u16();
    expect(reader.done()).toBe(true);
  });
});
