import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ByteReader, ByteWriter } from '../binary.ts';
import type { Value } from './value.ts';
import { hashOfValue } from './value-hash.ts';
import { valueField } from './value-row.ts';

const { value } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.record({ Blob: fc.uint8Array({ maxLength: 40 }) }),
    fc.record({ Text: fc.string({ unit: 'grapheme', maxLength: 20 }) }),
    fc.record({ Nat: fc.bigInt({ min: 0n, max: 2n ** 130n }) }),
    fc.record({ Int: fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }) }),
    fc.record({ Array: fc.array(tie('value'), { maxLength: 4 }) }),
    fc.record({
      Map: fc.array(fc.tuple(fc.string({ maxLength: 8 }), tie('value')), { maxLength: 4 }),
    }),
  ) as fc.Arbitrary<Value>,
}));

test('a stored value is the value that was stored, hash and all', () => {
  fc.assert(
    fc.property(value, (stored) => {
      const writer = new ByteWriter();
      valueField.write(writer, stored);
      const reader = new ByteReader(writer.bytes());
      const found = valueField.read(reader);
      expect(reader.done()).toBe(true);
      expect(found).toEqual(stored);
      expect(hashOfValue(found)).toEqual(hashOfValue(stored));
    }),
  );
});
