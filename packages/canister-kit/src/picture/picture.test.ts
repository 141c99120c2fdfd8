import { crc32, deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPicture as read } from './picture.ts';

const limits = { bytesMax: 60_000, pixelsMin: 16, pixelsMax: 1_024 };
const readPicture = (upload: Uint8Array) => read(upload, limits);

const bytes = (...parts: (string | number[] | Uint8Array)[]): Uint8Array =>
  Uint8Array.from(
    Buffer.concat(
      parts.map((part) =>
        typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part),
      ),
    ),
  );
const be = (value: number, length: number) =>
  Array.from({ length }, (_, i) => (value >>> (8 * (length - 1 - i))) & 0xff);
const le = (value: number, length: number) => be(value, length).reverse();
const has = (image: Uint8Array, text: string) => Buffer.from(image).includes(text);

const chunk = (name: string, body: Uint8Array) => {
  const named = bytes(name, body);
  return bytes(be(body.length, 4), named, be(crc32(named), 4));
};
const header = (width: number, height: number) =>
  chunk('IHDR', bytes(be(width, 4), be(height, 4), [8, 0, 0, 0, 0]));
const data = chunk('IDAT', new Uint8Array(deflateSync(new Uint8Array(33 * 32))));
const end = chunk('IEND', new Uint8Array());
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const png = (width = 32, height = 32) =>
  bytes(
    PNG,
    header(width, height),
    chunk('tEXt', bytes('Where\0Paris')),
    data,
    chunk('eXIf', bytes('GPS')),
    end,
    '<script>',
  );

const segment = (marker: number, body: Uint8Array) =>
  bytes([0xff, marker], be(body.length + 2, 2), body);
const frame = segment(0xc2, bytes([8], be(48, 2), be(64, 2), [1, 1, 0x11, 0]));
const jpeg = bytes(
  [0xff, 0xd8],
  segment(0xe0, bytes('JFIF\0')),
  segment(0xe1, bytes('Exif\0GPS Paris')),
  segment(0xee, bytes('Adobe')),
  segment(0xfe, bytes('a comment')),
  frame,
  segment(0xda, bytes([1, 1, 0, 0, 63, 0])),
  [1, 0xff, 0, 2, 0xff, 0xd0, 3],
  // A table between two scans may hold what looks like the end.
  segment(0xc4, bytes([0xff, 0xd9])),
  segment(0xda, bytes([1, 1, 0, 0, 63, 0])),
  [4, 0xff, 0xd9],
  'PK second file',
);

const riff = (...chunks: Uint8Array[]) => {
  const body = bytes('WEBP', ...chunks);
  return bytes('RIFF', le(body.length, 4), body);
};
const webpChunk = (name: string, body: Uint8Array) =>
  bytes(name, le(body.length, 4), body, body.length % 2 ? [0] : []);
const extended = (flags: number) =>
  webpChunk('VP8X', bytes([flags, 0, 0, 0], le(63, 3), le(47, 3)));
const lossy = webpChunk('VP8 ', bytes([0, 0, 0, 0x9d, 1, 0x2a], le(64, 2), le(48, 2)));
const lossless = webpChunk('VP8L', bytes([0x2f], le((63 | (47 << 14)) >>> 0, 4)));

function accepted(upload: Uint8Array) {
  const read = readPicture(upload);
  if ('Err' in read) throw new Error(JSON.stringify(read.Err));
  return read.Ok;
}
const problemOf = (upload: Uint8Array) => {
  const read = readPicture(upload);
  return 'Err' in read ? read.Err : undefined;
};

test('a PNG loses texts, places and what follows its end, and nothing a decoder needs', () => {
  const { image, ...rest } = accepted(png());
  expect(rest).toEqual({ contentType: 'image/png', width: 32, height: 32 });
  expect(image).toEqual(bytes(PNG, header(32, 32), data, end));
});

test('a JPEG of several scans loses Exif, comments and what follows its end', () => {
  const { image, ...rest } = accepted(jpeg);
  expect(rest).toEqual({ contentType: 'image/jpeg', width: 64, height: 48 });
  for (const gone of ['Paris', 'comment', 'second file'])
    expect(has(image, gone), gone).toBe(false);
  for (const kept of ['JFIF', 'Adobe']) expect(has(image, kept), kept).toBe(true);
  expect([...image.slice(-3)]).toEqual([4, 0xff, 0xd9]);
});

test('a WebP of each kind gives its size and loses its metadata', () => {
  expect(accepted(riff(lossy))).toMatchObject({ width: 64, height: 48 });
  expect(accepted(riff(lossless))).toMatchObject({ width: 64, height: 48 });
  const exif = webpChunk('EXIF', bytes('Paris'));
  const { image, width, height } = accepted(riff(extended(0x3c), lossy, exif));
  expect([width, height, has(image, 'Paris')]).toEqual([64, 48, false]);
  // Of the flags only transparency is left, and the length is that of what is left.
  expect(image).toEqual(riff(extended(0x10), lossy));
});

test('pictures that move, have no pixels, or too few or too many are refused', () => {
  expect(problemOf(riff(extended(0x02), lossy))).toMatch('moving');
  expect(problemOf(riff(webpChunk('EXIF', bytes('x'))))).toMatch('no picture');
  expect(problemOf(bytes(PNG, header(32, 32), end))).toMatch('no picture');
  expect(problemOf(png(15, 32))).toMatch('pixels');
  expect(problemOf(png(32, 1_025))).toMatch('pixels');
  expect(problemOf(new Uint8Array(60_001))).toMatch('bytes');
});

test.each([
  '<svg xmlns="http://www.w3.org/2000/svg"/>',
  '<?xml version="1.0"?><svg/>',
  'GIF89a',
  'BM',
  '',
  '%PDF-1.7',
])('%j is no picture', (start) => expect(problemOf(bytes(start))).toMatch('PNG, JPEG or WebP'));

test('a picture cut short or changed anywhere is read or refused, never a failure', () => {
  const samples = fc.constantFrom(png(), jpeg, riff(extended(0x10), lossy), riff(lossless));
  fc.assert(
    fc.property(samples, fc.nat(), fc.nat(255), fc.nat(), (sample, at, byte, length) => {
      const changed = sample.slice(0, 1 + (length % sample.length));
      changed[at % changed.length] = byte;
      const read = readPicture(changed);
      if ('Ok' in read) expect(read.Ok.image.length).toBeLessThanOrEqual(sample.length + 12);
    }),
    { numRuns: 2_000 },
  );
});

test('what was freed of metadata stays as it is when it is read again', () => {
  for (const sample of [png(), jpeg, riff(extended(0x3c), lossy)]) {
    const { image } = accepted(sample);
    expect(accepted(image).image).toEqual(image);
  }
});
