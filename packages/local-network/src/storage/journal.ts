/**
 * Append-only file of frames: length and CRC-32 (little-endian, 4 bytes each), then the payload.
 * One frame is one batch, so a write cut short by a crash can only damage the last frame.
 */
import { closeSync, fdatasyncSync, ftruncateSync, openSync, readFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { writeFully } from './durable-file.ts';

const FRAME_HEADER_BYTES = 8;

export type JournalContent = {
  frames: Uint8Array[];
  /** Length of the intact part. */
  intactBytes: number;
  /** Bytes after it: a frame that a crash cut short. */
  tornBytes: number;
};

/** Reads all intact frames; throws when a damaged frame is followed by more data. */
export function readJournal(path: string): JournalContent {
  const file = readFileSync(path);
  const frames: Uint8Array[] = [];
  let at = 0;
  while (at + FRAME_HEADER_BYTES <= file.length) {
    const end = at + FRAME_HEADER_BYTES + file.readUInt32LE(at);
    if (end > file.length) break;
    const payload = file.subarray(at + FRAME_HEADER_BYTES, end);
    if (crc32(payload) !== file.readUInt32LE(at + 4)) {
      if (end === file.length) break;
      throw new Error(
        `The journal ${path} is damaged at byte ${at}; it was not cut short by a crash`,
      );
    }
    frames.push(payload);
    at = end;
  }
  return { frames, intactBytes: at, tornBytes: file.length - at };
}

/** Appends frames; {@link append} returns once the frame is durable. */
export class JournalWriter {
  private readonly file: number;
  bytes: number;

  /** Continues after the intact part of an existing journal; what follows is cut off. */
  constructor(path: string, intactBytes: number) {
    this.file = openSync(path, 'a', 0o600);
    ftruncateSync(this.file, intactBytes);
    this.bytes = intactBytes;
  }

  append(payload: Uint8Array): void {
    const frame = Buffer.alloc(FRAME_HEADER_BYTES + payload.length);
    frame.writeUInt32LE(payload.length, 0);
    frame.writeUInt32LE(crc32(payload), 4);
    frame.set(payload, FRAME_HEADER_BYTES);
    writeFully(this.file, frame);
    fdatasyncSync(this.file);
    this.bytes += frame.length;
  }

  close(): void {
    closeSync(this.file);
  }
}
