import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { doorCode } from '@qikcard/contracts';
import QRCode from 'qrcode';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { decodeImage } from './image.ts';

// Base45 has spaces, also at the end: the text must come back exactly.
const texts = [
  doorCode(Uint8Array.from({ length: 47 }, (_, i) => i * 5)),
  doorCode(Uint8Array.from({ length: 115 }, (_, i) => 255 - i)),
  'QK1:A B ',
  'communityshare://checkout/AAECAw',
];

beforeEach(() => {
  vi.stubGlobal('fetch', () => {
    throw new Error('a reader must not need the internet to decode');
  });
});
afterEach(() => vi.unstubAllGlobals());

test.each(texts)(
  'the picture of %s gives its text back, exactly and without a network',
  async (text) => {
    const png = await QRCode.toBuffer(text, { errorCorrectionLevel: 'Q', width: 280 });
    expect(await decodeImage(png)).toBe(text);
  },
);

test('a tilted, blurred, noisy JPEG is read', async () => {
  const jpeg = readFileSync(join(import.meta.dirname, 'photographed-code.jpg'));
  expect(await decodeImage(jpeg)).toBe(texts[0]);
});

test('a picture without a code, and bytes that are no picture, give nothing', async () => {
  const onePixel = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
    'base64',
  );
  expect(await decodeImage(onePixel)).toBeUndefined();
  expect(await decodeImage(Uint8Array.of(1, 2, 3))).toBeUndefined();
});
