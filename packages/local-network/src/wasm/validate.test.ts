import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { sha256 } from '../crypto/bytes.ts';
import { assemble, sys } from './assembler.ts';
import { prepareModule } from './prepare.ts';

const errorOf = (wasm: Uint8Array): string => {
  try {
    prepareModule(wasm);
    return 'accepted';
  } catch (error) {
    return (error as Error).message;
  }
};

test('bytes that are no module are refused', () => {
  expect(errorOf(Uint8Array.of(1, 2, 3))).toContain('header of a WebAssembly module');
});

test('an unknown import is named', () => {
  expect(errorOf(assemble({ exports: { x: [sys('mint_gold')] } }))).toContain('"ic0.mint_gold"');
});

test('a method may not be both query and update', () => {
  const wasm = assemble({ exports: { 'canister_query a': [], 'canister_update a': [] } });
  expect(errorOf(wasm)).toContain('"a" is exported twice');
});

test('names that begin with canister_ are reserved', () => {
  expect(errorOf(assemble({ exports: { canister_party: [] } }))).toContain('"canister_party"');
});

test('code that does not pass WebAssembly validation is refused', () => {
  expect(errorOf(assemble({ exports: { x: [[0x6a]] } }))).not.toBe('accepted');
});

test('a compressed module runs, and its hash is that of the compressed bytes', () => {
  const wasm = assemble({ exports: { 'canister_query a': [] }, custom: { 'icp:public b': 'c' } });
  const compressed = new Uint8Array(gzipSync(wasm));
  const module = prepareModule(compressed);
  expect(module.hash).toEqual(sha256(compressed));
  expect(module.exports.has('canister_query a')).toBe(true);
  expect(module.metadata).toEqual([
    { name: 'b', visibility: 'public', bytes: new TextEncoder().encode('c') },
  ]);
});

test('a compressed module that is cut off is refused', () => {
  expect(errorOf(new Uint8Array(gzipSync(assemble({}))).slice(0, 20))).toContain('cannot be read');
});
