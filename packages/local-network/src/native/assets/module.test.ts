import { expect, test } from 'vitest';
import { assetStorageDid } from './did.ts';
import { methods } from './methods.ts';
import { assetStorageModule } from './module.ts';

const text = (section: ArrayBuffer | undefined) =>
  Buffer.from(section ?? new ArrayBuffer(0)).toString();

test('the module is valid wasm that names the canister and its interface', () => {
  const module = new WebAssembly.Module(assetStorageModule() as Uint8Array<ArrayBuffer>);
  const section = (name: string) => text(WebAssembly.Module.customSections(module, name)[0]);
  expect(section('native-canister')).toBe('asset-storage');
  expect(section('icp:public candid:service')).toBe(assetStorageDid);
});

test('the interface text lists the methods that exist, queries as queries', () => {
  const service = assetStorageDid.slice(assetStorageDid.indexOf('service :'));
  const lines = [...service.matchAll(/^ {2}(\w+) : (.*);$/gm)];
  const written = lines.map(([, name, type]) => [name, type?.endsWith(' query')]);
  const actual = Object.entries(methods).map(([name, { isQuery }]) => [name, isQuery]);
  expect(Object.fromEntries(written)).toEqual(Object.fromEntries(actual));
});
