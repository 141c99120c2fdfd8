import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import vectors from '../vectors/sun.json' with { type: 'json' };
import { cardLinkTemplate, plainCardPayload, readCard, readCardLink, sunPayload } from './card.ts';
import { readCode } from './code.ts';
import { aesCmac, diversifiedKey, readPiccData, sunMac } from './sun.ts';

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));
const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const { sun } = vectors;

describe('the secrets of cards', () => {
  test.each(vectors.cmac)('AES-CMAC of "$message" is as RFC 4493 shows', (vector) => {
    expect(toHex(aesCmac(hex(vector.key), hex(vector.message)))).toBe(vector.mac);
  });

  test('the key of a card comes from the master key as AN10922 shows', () => {
    const { masterKey, input, key } = vectors.diversified;
    expect(toHex(diversifiedKey(hex(masterKey), hex(input)))).toBe(key);
    expect(() => diversifiedKey(hex(masterKey), new Uint8Array(32))).toThrow(RangeError);
  });

  test('a short input is padded to two blocks, which plain CMAC would not do', () => {
    const key = hex(vectors.diversified.masterKey);
    const input = Uint8Array.of(1, 2, 3);
    expect(diversifiedKey(key, input)).not.toEqual(aesCmac(key, Uint8Array.of(1, ...input)));
  });

  test('a tap says UID and counter, under the MAC that AN12196 shows', () => {
    const picc = readPiccData(hex(sun.key), hex(sun.piccData));
    expect(picc).toEqual({ uid: hex(sun.uid), counter: sun.counter });
    expect(toHex(sunMac(hex(sun.key), picc!))).toBe(sun.mac);
  });

  test('another counter or card has another MAC', () => {
    const picc = { uid: hex(sun.uid), counter: sun.counter };
    const macs = [picc, { ...picc, counter: 62 }, { ...picc, uid: picc.uid.with(0, 5) }];
    expect(new Set(macs.map((each) => toHex(sunMac(hex(sun.key), each)))).size).toBe(3);
  });
});

describe('what a card shows', () => {
  const link = `https://qikcard.example/c?e=${sun.piccData.toUpperCase()}&m=${sun.mac.toUpperCase()}`;
  const payload = sunPayload(hex(sun.piccData), hex(sun.mac));

  test('is read from its link, by every reader of codes', () => {
    expect(readCardLink(link)).toEqual(payload);
    expect(readCode(`${link}\r\n`)).toEqual({ form: 'card', payload });
    expect(readCard(payload)).toEqual({
      form: 'sun',
      piccData: hex(sun.piccData),
      mac: hex(sun.mac),
    });
    expect(readCardLink(cardLinkTemplate('https://qikcard.example'))).toHaveLength(25);
  });

  test('may be a plain number of 4, 7 or 10 bytes, and nothing else', () => {
    for (const length of [4, 7, 10]) {
      const uid = new Uint8Array(length).fill(length);
      expect(readCard(plainCardPayload(uid))).toEqual({ form: 'plain_card', uid });
    }
    expect(() => plainCardPayload(new Uint8Array(5))).toThrow(RangeError);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (noise) => {
        const reading = readCard(noise);
        const fits = noise[0] === 4 ? [25] : noise[0] === 5 ? [5, 8, 11] : [];
        expect(reading !== undefined).toBe(fits.includes(noise.length));
      }),
    );
  });
});
