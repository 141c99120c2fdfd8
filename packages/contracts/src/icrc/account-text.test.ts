import { decodeIcrcAccount, encodeIcrcAccount } from '@dfinity/ledger-icrc';
import { Principal } from '@dfinity/principal';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accountOf } from './account.ts';
import { accountFromText, accountToText } from './account-text.ts';

const owner = Principal.fromText('k2t6j-2nvnp-4zjm3-25dtz-6xhaa-c7boj-5gayf-oj3xs-i43lp-teztq-6ae');

describe('accounts as text', () => {
  // The examples of ICRC-1, "Textual encoding of accounts".
  test.each([
    [new Uint8Array(32), owner.toText()],
    [
      Uint8Array.from({ length: 32 }, (_, i) => i + 1),
      `${owner.toText()}-dfxgiyy.102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20`,
    ],
    [new Uint8Array(32).fill(1, 31), `${owner.toText()}-6cc627i.1`],
  ])('are those of the standard', (subaccount, text) => {
    expect(accountToText(accountOf(owner, subaccount))).toBe(text);
    expect(accountFromText(text)?.owner.toText()).toBe(owner.toText());
  });
  test('are what the public library makes and reads, whatever the account is', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 29 }),
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        (raw, subaccount) => {
          const who = Principal.fromUint8Array(raw);
          const text = accountToText(accountOf(who, subaccount));
          expect(text).toBe(encodeIcrcAccount({ owner: who as never, subaccount }));
          const back = accountFromText(text);
          expect(back?.owner.toText()).toBe(who.toText());
          expect(decodeIcrcAccount(text).owner.toText()).toBe(who.toText());
          expect(back?.subaccount[0] ?? new Uint8Array(32)).toEqual(subaccount);
        },
      ),
    );
  });
  test.each([
    ['a wrong checksum', `${owner.toText()}-6cc627j.1`],
    ['no checksum', `${owner.toText()}.1`],
    ['leading zeros', `${owner.toText()}-6cc627i.01`],
    ['capitals', `${owner.toText()}-6cc627i.A`],
    ['the default subaccount named', `${owner.toText()}-q6bn32y.0`],
    ['two dots', `${owner.toText()}-6cc627i.1.1`],
    ['no principal', 'hello'],
    ['nothing', ''],
    ['far too much', 'a'.repeat(10_000)],
  ])('with %s are refused', (_, text) => {
    expect(accountFromText(text)).toBeUndefined();
  });
});
