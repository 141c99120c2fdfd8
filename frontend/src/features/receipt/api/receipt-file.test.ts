import { expect, test } from 'vitest';
import { readReceipt, readReceiptLink, receiptLink, writeReceipt } from './receipt-file.ts';

const admission = {
  ...{ event_id: 1n << 48n, registration_id: 7n, at_ns: 1_800_000_000_000_000_001n },
  receipt: Uint8Array.of(1, 2, 255),
  certificate: Uint8Array.of(0, 9),
  witness: new Uint8Array(300).fill(200),
};

test('a proof of entry comes back from its file and from its link, byte for byte', () => {
  expect(readReceipt(writeReceipt(admission))).toEqual(admission);
  const link = new URL(receiptLink(admission, 'https://example.org'));
  expect(readReceiptLink(link.hash)).toEqual(admission);
  // What stands behind the # is sent to nobody.
  expect(`${link.origin}${link.pathname}${link.search}`).toBe('https://example.org/receipt');
});

test('anything else is no proof, and no error', () => {
  const written = writeReceipt(admission);
  const others = ['', '{}', 'null', '[]', written.replace('qikcard', 'other')];
  for (const text of [...others, written.replace(/"at": "\d+"/, '"at": "x"'), 'x'.repeat(70_000)]) {
    expect(readReceipt(text)).toBeUndefined();
  }
  expect(readReceiptLink('#%%%')).toBeUndefined();
});
