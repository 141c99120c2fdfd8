import type { WasmReader } from './reader.ts';

/** Opcodes that the meter treats specially (core spec 5.4, "Instructions"). */
export const op = {
  unreachable: 0x00,
  block: 0x02,
  loop: 0x03,
  if: 0x04,
  else: 0x05,
  end: 0x0b,
  br: 0x0c,
  brIf: 0x0d,
  brTable: 0x0e,
  return: 0x0f,
  call: 0x10,
  callIndirect: 0x11,
  returnCall: 0x12,
  returnCallIndirect: 0x13,
  drop: 0x1a,
  localGet: 0x20,
  localSet: 0x21,
  globalGet: 0x23,
  globalSet: 0x24,
  i32Const: 0x41,
  i64Const: 0x42,
  i64LtS: 0x53,
  i64Sub: 0x7d,
  i64ExtendI32U: 0xad,
  bulk: 0xfc,
  simd: 0xfd,
} as const;

/** Sub-opcodes of the prefix 0xFC. */
export const bulk = {
  memoryInit: 8,
  dataDrop: 9,
  memoryCopy: 10,
  memoryFill: 11,
  tableInit: 12,
  elemDrop: 13,
  tableCopy: 14,
  tableGrow: 15,
  tableSize: 16,
  tableFill: 17,
} as const;

const hex = (value: number) => `0x${value.toString(16).padStart(2, '0')}`;

/** What follows an opcode. */
const shape = { none: 0, leb: 1, lebs: 2, memory: 3, table: 4, types: 5, f32: 6, f64: 7, bad: 8 };

const SHAPES: [first: number, last: number, shape: number][] = [
  [0x00, 0x01, shape.none],
  [0x02, 0x04, shape.leb], // block, loop, if
  [0x05, 0x05, shape.none],
  [0x0b, 0x0b, shape.none],
  [0x0c, 0x0d, shape.leb], // br, br_if
  [0x0e, 0x0e, shape.table],
  [0x0f, 0x0f, shape.none],
  [0x10, 0x10, shape.leb],
  [0x11, 0x11, shape.lebs], // call_indirect
  [0x12, 0x12, shape.leb],
  [0x13, 0x13, shape.lebs],
  [0x1a, 0x1b, shape.none],
  [0x1c, 0x1c, shape.types], // select with types
  [0x20, 0x26, shape.leb], // locals, globals, tables
  [0x28, 0x3e, shape.memory],
  [0x3f, 0x42, shape.leb], // memory.size, memory.grow, integer constants
  [0x43, 0x43, shape.f32],
  [0x44, 0x44, shape.f64],
  [0x45, 0xc4, shape.none], // numeric
  [0xd0, 0xd0, shape.leb],
  [0xd1, 0xd1, shape.none],
  [0xd2, 0xd2, shape.leb], // ref.func
];
const shapes = new Uint8Array(256).fill(shape.bad);
for (const [first, last, value] of SHAPES) shapes.fill(value, first, last + 1);

function skipLebs(reader: WasmReader, count: number): void {
  for (let i = 0; i < count; i++) reader.skipLeb();
}

function skipMemoryArgument(reader: WasmReader): void {
  const alignment = reader.u32();
  skipLebs(reader, alignment & 0x40 ? 2 : 1);
}

/** Passes over the immediates of a one-byte instruction; throws for an unknown opcode, by name. */
export function skipImmediates(reader: WasmReader, opcode: number): void {
  const what = shapes[opcode] as number;
  if (what === shape.none) return;
  if (what <= shape.lebs) skipLebs(reader, what);
  else if (what === shape.memory) skipMemoryArgument(reader);
  else if (what === shape.table) skipLebs(reader, reader.u32() + 1);
  else if (what === shape.types) reader.skip(reader.u32());
  else if (what === shape.f32) reader.skip(4);
  else if (what === shape.f64) reader.skip(8);
  else throw new Error(`unsupported instruction with opcode ${hex(opcode)}`);
}

/** Passes over the immediates of an instruction with prefix 0xFC. */
export function skipBulkImmediates(reader: WasmReader, sub: number): void {
  if (sub < bulk.memoryInit) return;
  if (sub > bulk.tableFill) throw new Error(`unsupported instruction with opcode 0xfc ${sub}`);
  const two =
    sub === bulk.memoryInit ||
    sub === bulk.memoryCopy ||
    sub === bulk.tableInit ||
    sub === bulk.tableCopy;
  skipLebs(reader, two ? 2 : 1);
}

/** Passes over the immediates of a fixed-width SIMD instruction (prefix 0xFD). */
export function skipSimdImmediates(reader: WasmReader, sub: number): void {
  if (sub > 0xff) throw new Error(`unsupported relaxed SIMD instruction 0xfd ${sub}`);
  const withLane = sub >= 84 && sub <= 91;
  if (sub <= 11 || sub === 92 || sub === 93 || withLane) skipMemoryArgument(reader);
  if (sub === 12 || sub === 13) reader.skip(16);
  if (withLane || (sub >= 21 && sub <= 34)) reader.skip(1);
}
