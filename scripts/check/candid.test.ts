import { readFileSync } from 'node:fs';
import { IDL } from '@dfinity/candid';
import { type Api, authApi, eventApi, nftApi, profileApi, service } from '@qikcard/contracts';
import { describe, expect, test } from 'vitest';
import { incompatibilities } from './candid.ts';
import { readDid } from './did.ts';

const did = (methods: string, init = '()') => `service: ${init} -> {\n${methods}\n}\n`;
const before = did(`
    find: (nat64) -> (opt record {id:nat64; name:text}) query;
    join: (record {event:nat64; note:opt text}) -> (variant {Ok:nat64; Err:variant {Full}});
`);
const problems = (now: string) => incompatibilities(before, did(now));
const find = 'find: (nat64) -> (opt record {id:nat64; name:text}) query;';
const join =
  'join: (record {event:nat64; note:opt text}) -> (variant {Ok:nat64; Err:variant {Full}});';

describe('a canister built now', () => {
  test('may be the same, and may add methods, optional arguments and answered fields', () => {
    expect(problems(`${find} ${join}`)).toEqual([]);
    expect(
      problems(`
        find: (nat64, opt text) -> (opt record {id:nat64; name:text; seen:bool}) query;
        join: (record {event:nat64; note:opt text; seat:opt nat8}) -> (variant {Ok:nat64; Err:variant {Full}});
        leave: (nat64) -> ();
      `),
    ).toEqual([]);
  });
  test.each([
    ['a method that is gone', find, /^join is gone$/],
    ['a query that became an update', `${find.replace(' query', '')} ${join}`, /^find was a query/],
    [
      'a required argument',
      `${find.replace('(nat64)', '(nat64, text)')} ${join}`,
      /^find no longer takes/,
    ],
    [
      'a required field in what clients send',
      `${find} ${join.replace('note:', 'seat:nat8; note:')}`,
      /^join no longer takes/,
    ],
    [
      'a refusal that clients do not know',
      `${find} ${join.replace('{Full}', '{Full; Closed}')}`,
      /^join answers/,
    ],
    [
      'a number that became a text',
      `${find} ${join.replace('Ok:nat64', 'Ok:text')}`,
      /^join answers/,
    ],
  ])('is refused for %s, and the method is named', (_, now, sentence) => {
    const found = problems(now);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(sentence);
  });
  test('must still understand what it was installed with', () => {
    const old = did('', '(opt record {admins:vec principal})');
    expect(
      incompatibilities(old, did('', '(opt record {admins:vec principal; shard:opt nat16})')),
    ).toEqual([]);
    expect(incompatibilities(old, did('', '(text)'))).toEqual([
      'the init argument is no longer understood',
    ]);
  });
});

describe('the reader of Candid files', () => {
  test.each([
    ['auth', authApi],
    ['event', eventApi],
    ['nft', nftApi],
  ] as [string, Api][])('finds in %s.did what the contract of its version says', (name) => {
    const path = `${import.meta.dirname}/../../canisters/${name}/${name}.did`;
    const { methods, init } = readDid(readFileSync(path, 'utf8'));
    expect(methods.size).toBeGreaterThan(10);
    expect(init).toHaveLength(1);
    expect(methods.get('http_request')?.annotations).toEqual(['query']);
  });
  test('reads every type as Candid has it', () => {
    const methods = service(profileApi)._fields;
    const text = did(
      methods
        .map(
          ([name, func]) =>
            `${name}: ${func
              .display()
              .replace(/^func /, '')
              .replaceAll('→', '->')};`,
        )
        .join('\n'),
    );
    const read = readDid(text).methods;
    for (const [name, func] of methods) {
      const both = [IDL.subtype(read.get(name)!, func), IDL.subtype(func, read.get(name)!)];
      expect(both, name).toEqual([true, true]);
    }
  });
  test('says where it does not understand', () => {
    expect(() => readDid('service: () -> { a: (Named) -> () }')).toThrow('"Named" is not a type');
    expect(() => readDid('type A = nat;')).toThrow('"service" expected');
  });
});
