/** Bitcoin's number and list formats (developer reference, "Protocol documentation"): little-endian. */
import { sha256 } from '../crypto/bytes.ts';

/** SHA-256 of SHA-256: ids of blocks and transactions. */
export const doubleSha256 = (bytes: Uint8Array): Uint8Array => sha256(sha256(bytes));

/** Reads a message from its start; reading past its end throws. */
export class BitcoinReader {
  at = 0;
  private readonly view: DataView;

  constructor(private readonly source: Uint8Array) {
    this.view = new DataView(source.buffer, source.byteOffset, source.byteLength);
  }
  get left(): number {
    return this.source.length - this.at;
  }
  bytes(length: number): Uint8Array {
    if (length > this.left) throw new RangeError('the message ends too soon');
    this.at += length;
    return this.source.slice(this.at - length, this.at);
  }
  u8(): number {
    return this.bytes(1)[0] as number;
  }
  u32(): number {
    this.at += 4;
    return this.view.getUint32(this.at - 4, true);
  }
  u64(): bigint {
    this.at += 8;
    return this.view.getBigUint64(this.at - 8, true);
  }
  /** A length before a list ("variable length integer"). */
  count(): number {
    const first = this.u8();
    if (first < 0xfd) return first;
    if (first === 0xfd) return this.u8() | (this.u8() << 8);
    if (first === 0xfe) return this.u32();
    return Number(this.u64());
  }
  /** Bytes behind their length. */
  blob(): Uint8Array {
    return this.bytes(this.count());
  }
  list<T>(read: () => T): T[] {
    return Array.from({ length: this.count() }, read);
  }
  /** What was read since `start`. */
  since(start: number): Uint8Array {
    return this.source.slice(start, this.at);
  }
}

export function u32le(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return bytes;
}
export function u64le(value: bigint): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, value, true);
  return bytes;
}
/** A length as `BitcoinReader.count` reads it; up to 2^32 - 1. */
export function countBytes(value: number): Uint8Array {
  if (value < 0xfd) return Uint8Array.of(value);
  if (value < 0x10000) return Uint8Array.of(0xfd, value & 0xff, value >> 8);
  return Uint8Array.of(0xfe, ...u32le(value));
}
