import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import codes from '../vectors/code.json' with { type: 'json' };
import tokens from '../vectors/token.json' with { type: 'json' };
import { CODE_MAX_CHARS, doorCode, linkCode, readCode, shareCode } from './code.ts';

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));
const token = hex(tokens.valid[0].token);
const written = {
  door: doorCode(token),
  checkout: shareCode('checkout', token),
  checkin: shareCode('checkin', token),
  link: linkCode('https://qikcard.example', token),
};
type Form = keyof typeof written;

describe('texts inside QR codes', () => {
  test.each(codes.valid)('look like this: $name', ({ form, text }) => {
    expect(written[form as Form]).toBe(text);
  });

  test.each(codes.valid)('are read in every form: $name', ({ form, text }) => {
    expect(readCode(text)).toEqual({ form, payload: token });
  });

  test.each(codes.malformed)('are refused: $name', ({ text }) => {
    expect(readCode(text)).toBeUndefined();
  });

  test.each(['\n', '\r', '\r\n', '\r\n\r\n'])('a reader may add a line end (%j)', (lineEnd) => {
    expect(readCode(written.door + lineEnd)?.payload).toEqual(token);
  });

  test('spaces are digits: they are kept, and one too many is refused', () => {
    const startsWithSpaces = Uint8Array.of(0x06, 0x78);
    expect(doorCode(startsWithSpaces)).toBe('QK1:  0');
    expect(readCode('QK1:  0\n')?.payload).toEqual(startsWithSpaces);
    expect(readCode('QK1:  0 ')).toBeUndefined();
  });

  test('a link is read from any host, also without TLS on a local network', () => {
    expect(readCode(linkCode('http://localhost:8000', token))?.payload).toEqual(token);
  });

  test('a text longer than any code is refused before it is looked at', () => {
    const longest = doorCode(new Uint8Array(338));
    expect(longest.length).toBeLessThanOrEqual(CODE_MAX_CHARS);
    expect(readCode(longest)?.payload).toHaveLength(338);
    expect(readCode(doorCode(new Uint8Array(342)))).toBeUndefined();
  });

  test('every payload survives every form', () => {
    const payloads = fc.uint8Array({ minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(payloads, (payload) => {
        expect(readCode(doorCode(payload))).toEqual({ form: 'door', payload });
        expect(readCode(shareCode('checkin', payload))).toEqual({ form: 'checkin', payload });
        expect(readCode(linkCode('https://a', payload))).toEqual({ form: 'link', payload });
      }),
    );
  });

  test('arbitrary texts never throw', () => {
    const texts = fc.tuple(
      fc.constantFrom('', 'QK1:', 'communityshare://checkin/', 'https://h/t/'),
      fc.string({ unit: 'grapheme', maxLength: 80 }),
    );
    fc.assert(
      fc.property(texts, ([prefix, rest]) => {
        const code = readCode(prefix + rest);
        expect(code === undefined || code.payload.length > 0).toBe(true);
      }),
    );
  });
});
