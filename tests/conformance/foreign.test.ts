/** What the wallet asks of canisters of others is what they offer, and our stand-ins offer the same. */
import { readFileSync } from 'node:fs';
import { IDL } from '@dfinity/candid';
import { type Api, service } from '@qikcard/contracts';
import { minterApi } from '@qikcard/contracts/foreign/ckbtc-minter';
import { evmRpcApi } from '@qikcard/contracts/foreign/evm-rpc';
import { describe, expect, test } from 'vitest';
import { readDid } from '../../scripts/check/did.ts';
import { buildTestCanister } from '../support/test-canisters/build.ts';

const reference = (name: string) =>
  readDid(readFileSync(new URL(`../data/did/${name}.did`, import.meta.url), 'utf8')).methods;
const asked = (api: Api) =>
  Object.entries(api).map(([name]) => [name, methodOf(api, name)] as const);
const methodOf = (api: Api, name: string) =>
  new Map(service(api)._fields as [string, IDL.FuncClass][]).get(name) as IDL.FuncClass;

describe.each([
  ['minter', 'ckbtc-minter', minterApi],
  ['evm-rpc', 'evm-rpc', evmRpcApi],
] as [string, string, Api][])('the %s', (canister, did, api) => {
  const offered = reference(did);
  test.each(asked(api))('offers what the wallet asks for: %s', (name, ours) => {
    const theirs = offered.get(name) as IDL.FuncClass;
    expect(theirs.annotations).toEqual(ours.annotations);
    expect(IDL.subtype(theirs, ours), theirs.display()).toBe(true);
  });
  test('is stood in for by a canister that offers the same', async () => {
    const wasm = await buildTestCanister(canister);
    const { methods } = readDid(readFileSync(wasm.replace(/wasm$/, 'did'), 'utf8'));
    const shared = [...methods].filter(([name]) => offered.has(name));
    expect(shared.map(([name]) => name)).toEqual(expect.arrayContaining(Object.keys(api)));
    for (const [name, ours] of shared) {
      const theirs = offered.get(name) as IDL.FuncClass;
      expect(ours.annotations, name).toEqual(theirs.annotations);
      expect(IDL.subtype(ours, theirs), `${name}: ${ours.display()}`).toBe(true);
    }
  });
});
