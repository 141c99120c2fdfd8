/**
 * What an instruction costs on the Internet Computer.
 * Source: the replica's `instruction_to_cost` (wasm32); instructions not listed cost 1.
 */
type Range = [first: number, last: number, weight: number];

const PLAIN: Range[] = [
  [0x02, 0x03, 0], // block, loop
  [0x04, 0x04, 2], // if
  [0x05, 0x05, 0], // else
  [0x0b, 0x0b, 0], // end
  [0x0c, 0x0e, 2], // br, br_if, br_table
  [0x10, 0x10, 5], // call
  [0x11, 0x11, 10], // call_indirect
  [0x12, 0x12, 3], // return_call
  [0x13, 0x13, 60], // return_call_indirect
  [0x23, 0x24, 2], // global.get, global.set
  [0x25, 0x26, 5], // table.get, table.set
  [0x3f, 0x3f, 20], // memory.size
  [0x40, 0x40, 300], // memory.grow
  [0x5b, 0x66, 3], // float comparisons
  [0x6d, 0x70, 10], // i32 division and remainder
  [0x7f, 0x82, 10], // i64 division and remainder
  [0x8d, 0x90, 2], // f32 ceil, floor, trunc, nearest
  [0x91, 0x91, 5], // f32.sqrt
  [0x92, 0x94, 2], // f32 add, sub, mul
  [0x95, 0x95, 3], // f32.div
  [0x96, 0x97, 18], // f32 min, max
  [0x98, 0x98, 2], // f32.copysign
  [0x9b, 0x9e, 2], // f64 ceil, floor, trunc, nearest
  [0x9f, 0x9f, 8], // f64.sqrt
  [0xa0, 0xa2, 2], // f64 add, sub, mul
  [0xa3, 0xa3, 5], // f64.div
  [0xa4, 0xa5, 18], // f64 min, max
  [0xa6, 0xa6, 3], // f64.copysign
  [0xa8, 0xab, 20], // i32.trunc_f*
  [0xae, 0xb1, 20], // i64.trunc_f*
  [0xb2, 0xb2, 3],
  [0xb3, 0xb3, 16], // unsigned conversions cost more than signed ones
  [0xb4, 0xb4, 3],
  [0xb5, 0xb5, 16],
  [0xb7, 0xb7, 3],
  [0xb8, 0xb8, 16],
  [0xb9, 0xb9, 3],
  [0xba, 0xba, 16],
  [0xd1, 0xd1, 5], // ref.is_null
  [0xd2, 0xd2, 130], // ref.func
];

const BULK: Range[] = [
  [0, 7, 20], // saturating truncations
  [8, 8, 100],
  [9, 9, 300], // data.drop
  [10, 12, 100],
  [13, 13, 300], // elem.drop
  [14, 14, 100],
  [15, 15, 300], // table.grow
  [16, 17, 100],
];

const SIMD: Range[] = [
  [13, 13, 3],
  [38, 38, 2],
  [40, 40, 2],
  [48, 48, 2],
  [50, 50, 2],
  [58, 58, 2],
  [60, 60, 2],
  [98, 98, 3],
  [0x67, 0x6a, 2],
  [0x6b, 0x6c, 3],
  [0x6d, 0x6d, 2],
  [0x74, 0x75, 2],
  [0x7a, 0x7a, 2],
  [0x7d, 0x7d, 2],
  [0x7f, 0x7f, 3],
  [0x8b, 0x8d, 2],
  [0x94, 0x94, 2],
  [0x9d, 0x9d, 2],
  [0x9f, 0x9f, 2],
  [0xab, 0xad, 2],
  [0xb5, 0xb5, 2],
  [0xbc, 0xbf, 2],
  [0xcb, 0xcb, 2],
  [0xcc, 0xcc, 3],
  [0xcd, 0xcd, 2],
  [0xd5, 0xd5, 4],
  [0xe0, 0xe1, 2],
  [0xe3, 0xe3, 5],
  [0xe4, 0xe6, 2],
  [0xe7, 0xe7, 10],
  [0xe8, 0xe9, 4],
  [0xec, 0xed, 2],
  [0xef, 0xef, 14],
  [0xf0, 0xf2, 2],
  [0xf3, 0xf3, 12],
  [0xf4, 0xf4, 4],
  [0xf5, 0xf5, 5],
  [0xf8, 0xf8, 2],
  [0xf9, 0xf9, 4],
  [0xfb, 0xfb, 4],
  [0xfc, 0xfc, 2],
  [0xfd, 0xfd, 3],
];

function table(ranges: Range[]): Uint16Array {
  const weights = new Uint16Array(256).fill(1);
  for (const [first, last, weight] of ranges) weights.fill(weight, first, last + 1);
  return weights;
}

/** Weights of one-byte instructions by opcode. */
export const plainWeights = table(PLAIN);
/** Weights of instructions with prefix 0xFC; copying ones also cost 1 per byte or element. */
export const bulkWeights = table(BULK);
/** Weights of SIMD instructions, prefix 0xFD. */
export const simdWeights = table(SIMD);
