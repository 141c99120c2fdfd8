import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeCobs, encodeCobs } from './cobs.ts';
import { crc16 } from './crc16.ts';
import { decodeFrame, encodeFrame, type Frame, type FrameFault } from './frame.ts';
import { type Message, toFrame } from './messages.ts';
import { FrameParser } from './parser.ts';
import { fromFrame } from './read-message.ts';
import vectors from './vectors.json' with { type: 'json' };

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const bytes = (text: string) => Uint8Array.from(Buffer.from(text, 'hex'));
const frames = fc.record({
  type: fc.integer({ min: 0, max: 255 }),
  seq: fc.integer({ min: 0, max: 0xffff }),
  payload: fc.uint8Array({ maxLength: 600 }),
});

function parse(pieces: Uint8Array[]): { frames: Frame[]; faults: FrameFault[] } {
  const seen = { frames: [] as Frame[], faults: [] as FrameFault[] };
  const parser = new FrameParser({
    onFrame: (frame) => seen.frames.push(frame),
    onFault: (fault) => seen.faults.push(fault),
  });
  for (const piece of pieces) parser.push(piece);
  return seen;
}

test.each(vectors.crc16)('the checksum of "$ascii" is $crc', ({ ascii, crc }) => {
  expect(crc16(new TextEncoder().encode(ascii)).toString(16)).toBe(crc);
});

test.each(vectors.cobs)('$packet is stuffed as $stuffed', ({ packet, stuffed }) => {
  expect(hex(encodeCobs(bytes(packet)))).toBe(stuffed);
  expect(hex(decodeCobs(bytes(stuffed))!)).toBe(packet);
});

test.each(vectors.frames)('a $message.kind message has its bytes for ever', ({ message, wire }) => {
  const typed = {
    ...message,
    ...('boot' in message ? { boot: bytes(message.boot as string) } : {}),
  } as Message;
  expect(hex(encodeFrame(toFrame(typed)))).toBe(wire);
  const { frames: read } = parse([bytes(wire)]);
  expect(read.map(fromFrame)).toEqual([typed]);
});

test('stuffing has no zero inside and gives every packet back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 1_100 }), (packet) => {
      const stuffed = encodeCobs(packet);
      expect(stuffed.includes(0)).toBe(false);
      expect(decodeCobs(stuffed)).toEqual(packet);
    }),
  );
  for (const length of [253, 254, 255, 508, 509]) {
    const full = new Uint8Array(length).fill(7);
    expect(decodeCobs(encodeCobs(full))).toEqual(full);
  }
});

test('frames arrive whole and in order however the line cuts them', () => {
  fc.assert(
    fc.property(
      fc.array(frames, { maxLength: 5 }),
      fc.integer({ min: 1, max: 50 }),
      (sent, cut) => {
        const wire = Uint8Array.from(sent.flatMap((frame) => [...encodeFrame(frame)]));
        const pieces = Array.from({ length: Math.ceil(wire.length / cut) }, (_, i) =>
          wire.subarray(i * cut, (i + 1) * cut),
        );
        expect(parse(pieces).frames).toEqual(sent);
      },
    ),
  );
});

test('a damaged frame is dropped and the next one is read', () => {
  fc.assert(
    fc.property(
      frames,
      frames,
      fc.nat(),
      fc.integer({ min: 0, max: 7 }),
      (first, second, at, bit) => {
        const damaged = encodeFrame(first);
        damaged[at % (damaged.length - 1)] ^= 1 << bit;
        const { frames: read, faults } = parse([damaged, encodeFrame(second)]);
        // One flipped bit is always found by the checksum or the stuffing.
        expect(read).toEqual([second]);
        expect(faults.length).toBeGreaterThan(0);
      },
    ),
  );
});

test('noise of any kind and length never throws and never hides the frame after a zero', () => {
  fc.assert(
    fc.property(
      fc.array(fc.uint8Array({ maxLength: 3_000 }), { maxLength: 4 }),
      frames,
      (noise, frame) => {
        const { frames: read } = parse([...noise, Uint8Array.of(0), encodeFrame(frame)]);
        expect(read.at(-1)).toEqual(frame);
      },
    ),
  );
});

test('any payload at all is a message or nothing', () => {
  fc.assert(
    fc.property(frames, (frame) => {
      expect(() => fromFrame(frame)).not.toThrow();
    }),
  );
});

test('a frame of another protocol version is refused as such', () => {
  const other = Uint8Array.of(2, 1, 0, 0);
  const sum = crc16(other);
  const packet = Uint8Array.of(...other, sum >> 8, sum & 0xff);
  expect(decodeFrame(encodeCobs(packet))).toBe('version');
});
