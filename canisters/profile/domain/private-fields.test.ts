import { privateFields, SEALED_BYTES_MAX, SEALED_BYTES_MIN } from '@qikcard/contracts';
import { expect, test } from 'vitest';
import {
  fieldOfNumber,
  nameOfField,
  numberOfField,
  problemOfSealed,
  problemOfTransportKey,
} from './private-fields.ts';

const phone = { Phone: null };
const sealed = (bytes: number) => ({
  field: phone,
  sealed: [new Uint8Array(bytes)] as [Uint8Array],
});

test('the number of a field never changes', () => {
  expect(privateFields.map((name) => numberOfField({ [name]: null } as never))).toEqual([
    0, 1, 2, 3, 4, 5,
  ]);
  expect(nameOfField(fieldOfNumber(5))).toBe('Notes');
});

test('a field is stored sealed, once, or not at all', () => {
  expect(problemOfSealed([])).toBeUndefined();
  expect(problemOfSealed([sealed(SEALED_BYTES_MIN)])).toBeUndefined();
  expect(problemOfSealed([{ field: phone, sealed: [] }])).toBeUndefined();
  for (const edits of [
    [sealed(SEALED_BYTES_MIN - 1)],
    [sealed(SEALED_BYTES_MAX + 1)],
    [sealed(100), { field: phone, sealed: [] as [] }],
  ]) {
    expect(problemOfSealed(edits)).toMatchObject({ Invalid: { field: 'private_fields' } });
  }
});

test('a transport key is a compressed point', () => {
  const key = new Uint8Array(48);
  expect(problemOfTransportKey(key)).toHaveProperty('Invalid');
  key[0] = 0xa0;
  expect(problemOfTransportKey(key)).toBeUndefined();
  expect(problemOfTransportKey(key.slice(1))).toHaveProperty('Invalid');
});
