import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '../crypto/bytes.ts';
import { scriptOf } from './address.ts';
import { parseBlock, parseHeader, parseTransaction } from './block.ts';
import { addBlock, GENESIS, locatorOf, newChain, tipOf } from './chain.ts';

describe('addresses of regtest become the scripts they stand for', () => {
  test.each([
    [
      'bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080',
      '0014751e76e8199196d454941c45d1b3a323f1433bd6',
    ],
    [
      'bcrt1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqc8gma6',
      '512079be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798',
    ],
    ['mgA7SfyBBrVGVSpQ7oqGHPhxpp2gUZWtfc', '76a914070707070707070707070707070707070707070788ac'],
  ])('%s', (address, script) => {
    expect(toHex(scriptOf(address) ?? new Uint8Array())).toBe(script);
  });
  test.each([
    ['another network', 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4'],
    ['a wrong letter', 'bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt081'],
    ['the checksum of the other version', 'bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7k7grplx'],
    ['nothing', ''],
  ])('but not %s', (_, address) => {
    expect(scriptOf(address)).toBeUndefined();
  });
});

test('the first block is the one everybody knows', () => {
  expect(parseHeader(GENESIS).hash).toBe(
    '06226e46111a0b59caaf126043eb5bbf28c34f3a5e332a1fc7b2b73cf188910f',
  );
});

test('the size of a transaction counts witnesses by a quarter', () => {
  // BIP-143, "Native P2WPKH": the signed example.
  const raw =
    '01000000000102fff7f7881a8099afa6940d42d1e7f6362bec38171ea3edf433541db4e4ad969f00000000494830450221008b9d1dc26ba6a9cb62127b02742fa9d754cd3bebf337f7a55d114c8e5cdd30be022040529b194ba3f9281a99f2b1c0a19c0489bc22ede944ccf4ecbab4cc618ef3ed01eeffffffef51e1b804cc89d182d279655c3aa89e815b1b309fe287d9b2b55d57b90ec68a0100000000ffffffff02202cb206000000001976a9148280b37df378db99f66f85c95a783a76ac7a6d5988ac9093510d000000001976a9143bde42dbee7e4dbe6a21b2d50ce2f0167faa815988ac000247304402203609e17b84f6a7d30c80bfa610b5b4542f32a8a0d5447a12fb1366d7f01cc44a0220573a954c4518331561406f90300e8f3358f51928d43c212a8caed02de67eebee0121025476c2e83188368da1ff3e292e7acafcdb3566bb0ad253f62fc70f07aeee635711000000';
  const { inputs, outputs, virtualBytes } = parseTransaction(fromHex(raw));
  expect(inputs).toHaveLength(2);
  expect(outputs.map(({ value }) => value)).toEqual([112_340_000n, 223_450_000n]);
  expect(virtualBytes).toBe(261);
});

describe('a chain', () => {
  test('begins with the first block', () => {
    const chain = newChain();
    expect(tipOf(chain).height).toBe(0);
    expect(locatorOf(chain)).toEqual([tipOf(chain).hash]);
  });
  test('takes no block without proof of work', () => {
    const header = GENESIS.slice();
    header[76] = 1;
    const block = new Uint8Array([...header, 0]);
    expect(() => parseBlock(block)).toThrow();
    expect(() => addBlock(newChain(), block)).toThrow();
  });
});
