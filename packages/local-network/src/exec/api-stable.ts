/** Interface spec, "Stable memory". */
import { type ApiFunction, type ApiHost, api, traps } from './api.ts';

const COST = 20;
const GROW_COST = 500;
/** Charged for every 4 KiB of stable memory that a message changes for the first time. */
const DIRTY_PAGE = 1_000;
const MAX_32_BIT_PAGES = 65_536;

function range(host: ApiHost, offset: bigint, size: bigint): [offset: number, size: number] {
  const start = BigInt.asUintN(64, offset);
  const length = BigInt.asUintN(64, size);
  if (start + length > BigInt(host.stable.bytes)) traps(host, 'stable memory out of bounds');
  return [Number(start), Number(length)];
}

/** A position in the wasm memory that came as a 64-bit number. */
function heapPosition(host: ApiHost, position: bigint): number {
  const unsigned = BigInt.asUintN(64, position);
  if (unsigned >= 1n << 32n) traps(host, 'heap out of bounds');
  return Number(unsigned);
}

function read(host: ApiHost, dst: number, offset: bigint, size: bigint): void {
  const [start, length] = range(host, offset, size);
  host.charge(length);
  const to = dst >>> 0;
  const memory = host.memory();
  if (to + length > memory.length) traps(host, 'heap out of bounds');
  host.stable.read(start, memory.subarray(to, to + length));
}

function write(host: ApiHost, offset: bigint, src: number, size: bigint): void {
  const [start, length] = range(host, offset, size);
  host.charge(length);
  const from = src >>> 0;
  const memory = host.memory();
  if (from + length > memory.length) traps(host, 'heap out of bounds');
  const dirty = host.stable.write(start, memory.subarray(from, from + length));
  host.charge(dirty * DIRTY_PAGE);
}

const mustFit32 = (host: ApiHost): void => {
  if (host.stable.size > MAX_32_BIT_PAGES) {
    traps(host, '32 bit stable memory api used on a memory larger than 4GB');
  }
};

const u32 = (value: number): bigint => BigInt(value >>> 0);

export const stableApi: Record<string, ApiFunction> = {
  stable64_size: api('* s', ({ stable }) => BigInt(stable.size), COST),
  stable64_grow: api(
    '* s',
    ({ stable }, pages: bigint) => {
      const wanted = BigInt.asUintN(64, pages);
      return wanted > 1n << 32n ? -1n : BigInt(stable.grow(Number(wanted)));
    },
    GROW_COST,
  ),
  stable64_write: api(
    '* s',
    (host, offset: bigint, src: bigint, size: bigint) =>
      write(host, offset, heapPosition(host, src), size),
    COST,
  ),
  stable64_read: api(
    '* s',
    (host, dst: bigint, offset: bigint, size: bigint) =>
      read(host, heapPosition(host, dst), offset, size),
    COST,
  ),
  stable_size: api(
    '* s',
    (host) => {
      mustFit32(host);
      return host.stable.size;
    },
    COST,
  ),
  stable_grow: api(
    '* s',
    (host, pages: number) => {
      mustFit32(host);
      const wanted = pages >>> 0;
      return host.stable.size + wanted > MAX_32_BIT_PAGES ? -1 : host.stable.grow(wanted);
    },
    GROW_COST,
  ),
  stable_write: api(
    '* s',
    (host, offset: number, src: number, size: number) => {
      mustFit32(host);
      write(host, u32(offset), src, u32(size));
    },
    COST,
  ),
  stable_read: api(
    '* s',
    (host, dst: number, offset: number, size: number) => {
      mustFit32(host);
      read(host, dst, u32(offset), u32(size));
    },
    COST,
  ),
};
