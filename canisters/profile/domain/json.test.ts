import { Principal } from '@dfinity/principal';
import { expect, test } from 'vitest';
import { jsonOf } from './json.ts';

test('an exported row is plain JSON', () => {
  const row = {
    atNs: 5n,
    who: Principal.fromText('2vxsx-fae'),
    image: Uint8Array.of(1, 255),
    list: [{ url: 'https://a.example' }],
    gone: undefined,
    on: true,
  };
  expect(JSON.parse(jsonOf(row))).toEqual({
    atNs: '5',
    who: '2vxsx-fae',
    image: '01ff',
    list: [{ url: 'https://a.example' }],
    on: true,
  });
});
