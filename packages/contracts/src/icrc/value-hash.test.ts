import { describe, expect, test } from 'vitest';
import type { Value } from './value.ts';
import { hashOfValue } from './value-hash.ts';

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'));
const blob = (hex: string): Value => ({ Blob: bytes(hex) });

describe('the vectors of the standard (HASHINGVALUES.md)', () => {
  test.each<[Value, string]>([
    [{ Nat: 42n }, '684888c0ebb17f374298b65ee2807526c066094c701bcc7ebbe1c1095f494fc1'],
    [{ Int: -42n }, 'de5a6f78116eca62d7fc5ce159d23ae6b889b365a1739ad2cf36f925a140d0cc'],
    [{ Text: 'Hello, World!' }, 'dffd6021bb2bd5b0af676290809ec3a53191dd81c7f70a4b28688a362182986f'],
    [blob('01020304'), '9f64a747e1b97f131fabb6b447296c9b6f0201e79fb3c5356e6c77e89b6a806a'],
    [
      { Array: [{ Nat: 3n }, { Text: 'foo' }, blob('0506')] },
      '514a04011caa503990d446b7dec5d79e19c221ae607fb08b2848c67734d468d6',
    ],
    [
      {
        Map: [
          ['from', blob('00abcdef0012340056789a00bcdef000012345678900abcdef01')],
          ['to', blob('00ab0def0012340056789a00bcdef000012345678900abcdef01')],
          ['amount', { Nat: 42n }],
          ['created_at', { Nat: 1_699_218_263n }],
          ['memo', { Nat: 0n }],
        ],
      },
      'c56ece650e1de4269c5bdeff7875949e3e2033f85b2d193c2ff4f7f78bdcfc75',
    ],
  ])('%o', (value, hash) => {
    expect(Buffer.from(hashOfValue(value)).toString('hex')).toBe(hash);
  });
});

test('the order of a map does not matter, that of an array does', () => {
  const one: [string, Value] = ['one', { Nat: 1n }];
  const two: [string, Value] = ['two', { Nat: 2n }];
  expect(hashOfValue({ Map: [one, two] })).toEqual(hashOfValue({ Map: [two, one] }));
  const inOrder = hashOfValue({ Array: [one[1], two[1]] });
  expect(inOrder).not.toEqual(hashOfValue({ Array: [two[1], one[1]] }));
});
