/** Stable memories as small files: most of their pages are empty. */
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';

const PAGE_BYTES = 4_096;
const HEAD_BYTES = 8;
const EMPTY = Buffer.alloc(PAGE_BYTES);

/** Length, then the pages that are not empty, each behind its number; compressed. */
export function packMemory(memory: Uint8Array): Uint8Array {
  const pieces: Uint8Array[] = [numberBytes(BigInt(memory.length))];
  for (let at = 0; at < memory.length; at += PAGE_BYTES) {
    const page = memory.subarray(at, at + PAGE_BYTES);
    if (EMPTY.equals(page)) continue;
    pieces.push(numberBytes(BigInt(at / PAGE_BYTES)), page);
  }
  return brotliCompressSync(Buffer.concat(pieces), {
    params: { [constants.BROTLI_PARAM_LGWIN]: 24 },
  });
}

/** The memory that was packed, byte for byte. */
export function unpackMemory(file: Uint8Array): Uint8Array {
  const packed = brotliDecompressSync(file);
  const memory = new Uint8Array(Number(packed.readBigUInt64BE(0)));
  for (let at = HEAD_BYTES; at < packed.length; at += HEAD_BYTES + PAGE_BYTES) {
    const start = Number(packed.readBigUInt64BE(at)) * PAGE_BYTES;
    const page = packed.subarray(at + HEAD_BYTES, at + HEAD_BYTES + PAGE_BYTES);
    memory.set(page.subarray(0, memory.length - start), start);
  }
  return memory;
}

function numberBytes(value: bigint): Uint8Array {
  const bytes = Buffer.alloc(HEAD_BYTES);
  bytes.writeBigUInt64BE(value);
  return bytes;
}
