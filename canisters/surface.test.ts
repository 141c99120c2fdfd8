/** What a canister exports and what its contract promises are the same, method by method. */
import { readFileSync } from 'node:fs';
import {
  type Api,
  apis,
  canisterNames,
  HttpRequest,
  HttpResponse,
  query,
  trustedOriginsApi,
} from '@qikcard/contracts';
import { IDL, idlToString } from 'azle';
import { expect, test } from 'vitest';

// Gateways ask for this one; it is no part of the api that clients have.
const http = { http_request: query([HttpRequest], HttpResponse) };
/** Canisters that hold assets must not name trusted origins (ICRC-28). */
const originsOf = (name: string): Api =>
  name === 'nft' || name === 'wallet' ? {} : trustedOriginsApi;

/** The methods of a `.did` file, `name: (arguments) -> (answer)` and its mode, sorted. */
function methodsOf(candid: string): string[] {
  const lines = candid.split('\n').map((line) => line.trim());
  return lines.filter((line) => line.endsWith(';') && !line.startsWith('type ')).sort();
}
function methodsIn(api: Api): string[] {
  return Object.entries(api)
    .map(([name, { args, ret, mode }]) => {
      const signature = idlToString(IDL.Func(args as [], [ret]))
        // Types that hold themselves are defined before it.
        .replace(/^(type .*\n)*func /, '')
        .trim();
      return `${name}: ${signature}${mode === 'query' ? ' query' : ''};`;
    })
    .sort();
}

test.each(canisterNames)('%s exports its contract, nothing less and nothing else', (name) => {
  const committed = readFileSync(new URL(`./${name}/${name}.did`, import.meta.url), 'utf8');
  const promised = methodsIn({ ...apis[name], ...originsOf(name), ...http });
  expect(promised.length).toBeGreaterThan(10);
  expect(methodsOf(committed)).toEqual(promised);
});
