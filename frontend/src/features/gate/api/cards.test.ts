import { plainCardPayload, readCredential } from '@qikcard/contracts';
import { expect, test } from 'vitest';
import { cardNumber, readCardText } from './cards.ts';

test('a number is read however people write it', () => {
  const uid = Uint8Array.of(4, 0xa1, 0xb2, 0xc3, 0xd4, 0xe5, 0xf6);
  for (const text of ['04a1b2c3d4e5f6', ' 04:A1:B2:C3:D4:E5:F6 ', cardNumber(uid)]) {
    expect(readCardText(text)).toEqual(plainCardPayload(uid));
  }
});

test('the link of a card that counts is read as what it is', () => {
  const link = `https://example.org/c?e=${'0a'.repeat(16)}&m=${'0b'.repeat(8)}`;
  expect(readCredential(readCardText(link)!)).toMatchObject({ form: 'sun' });
});

test('anything else is no card', () => {
  for (const text of ['', '04a1b2', '04a1b2c3d4', 'hello', 'https://example.org']) {
    expect(readCardText(text)).toBeUndefined();
  }
});
