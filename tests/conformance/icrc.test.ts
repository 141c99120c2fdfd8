/** The ledgers promise what the standards ask for: every method of theirs, with types that fit. */
import { readFileSync } from 'node:fs';
import { IDL } from '@dfinity/candid';
import { apis, service } from '@qikcard/contracts';
import { describe, expect, test } from 'vitest';
import { readDid } from '../../scripts/check/did.ts';

const reference = (name: string) =>
  readDid(readFileSync(new URL(`../data/did/${name}.did`, import.meta.url), 'utf8')).methods;
const ours = (canister: 'wallet' | 'nft') =>
  new Map(service(apis[canister] as never)._fields as [string, IDL.FuncClass][]);

describe.each([
  ['wallet', 'ICRC-1'],
  ['wallet', 'ICRC-2'],
  ['wallet', 'ICRC-3'],
  ['wallet', 'ICRC-10'],
  ['wallet', 'ICRC-21'],
  ['nft', 'ICRC-3'],
  ['nft', 'ICRC-7'],
  ['nft', 'ICRC-10'],
  ['nft', 'ICRC-21'],
  ['nft', 'ICRC-37'],
] as const)('%s, %s', (canister, standard) => {
  const promised = ours(canister);
  // The file of ICRC-37 says errors where its text, and every implementation, gives results.
  const methods = [...reference(standard)].filter(([name]) => name !== 'icrc37_approve_collection');
  test.each(methods)('%s', (name, method) => {
    const found = promised.get(name);
    expect(found?.annotations).toEqual(method.annotations);
    expect(IDL.subtype(found as IDL.FuncClass, method), found?.display()).toBe(true);
  });
});
