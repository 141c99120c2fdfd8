import { IDL } from '@dfinity/candid';
import { type ConsentRequest, nat64, nothing, text, update } from '@qikcard/contracts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { consentReply } from './consent.ts';

const api = { lend: update([text, nat64], nothing), other: update([], nothing) };
const consents = {
  lend: (what: string, days: bigint) => ({
    intent: 'Lend a thing',
    fields: [
      ['Thing', what],
      ['Days', `${days}`],
    ] as [string, string][],
  }),
};
const request = (change: Partial<ConsentRequest> = {}): ConsentRequest => ({
  method: 'lend',
  arg: Uint8Array.from(IDL.encode([IDL.Text, IDL.Nat64], ['tent', 3n])),
  user_preferences: {
    metadata: { language: 'de', utc_offset_minutes: [] },
    device_spec: [{ GenericDisplay: null }],
  },
  ...change,
});
const ask = (change?: Partial<ConsentRequest>) => consentReply(api, consents, request(change));

describe('what a wallet shows before a call', () => {
  test('says in words what the call does, with its arguments', () => {
    expect(ask()).toEqual({
      Ok: {
        consent_message: {
          GenericDisplayMessage: '# Lend a thing\n\n**Thing:** tent\n\n**Days:** 3',
        },
        metadata: { language: 'en', utc_offset_minutes: [] },
      },
    });
  });
  test('comes in fields for small displays', () => {
    const { metadata } = request().user_preferences;
    const reply = ask({ user_preferences: { metadata, device_spec: [{ FieldsDisplay: null }] } });
    expect(reply).toMatchObject({
      Ok: { consent_message: { FieldsDisplayMessage: { intent: 'Lend a thing' } } },
    });
  });
  test('is refused for a call without a description, an unknown one and inherited names', () => {
    for (const method of ['other', 'nothing', 'constructor', '__proto__']) {
      expect(ask({ method }), method).toHaveProperty('Err.UnsupportedCanisterCall');
    }
  });
  test('holds no markup of the caller: a value cannot become a heading, link or picture', () => {
    const evil = '\n# Approve nothing\n![x](https://evil.example/p.png) **free**';
    const arg = Uint8Array.from(IDL.encode([IDL.Text, IDL.Nat64], [evil, 1n]));
    const reply = JSON.stringify(ask({ arg }), (_, v) => (typeof v === 'bigint' ? `${v}` : v));
    expect(reply).not.toMatch(/[^\\]!\[|\n# Approve/);
    expect(reply).not.toContain('\\n# Approve');
    expect(reply).not.toContain('**free**');
  });
  test('never throws, whatever the argument bytes are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.boolean(), (bytes, asCandid) => {
        const arg = asCandid ? Uint8Array.of(0x44, 0x49, 0x44, 0x4c, ...bytes) : bytes;
        const reply = ask({ arg });
        expect('Ok' in reply || 'UnsupportedCanisterCall' in reply.Err).toBe(true);
      }),
    );
    expect(ask({ arg: new Uint8Array(9_000) })).toHaveProperty('Err.UnsupportedCanisterCall');
  });
});
