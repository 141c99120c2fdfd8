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

function skipMemoryArgument(reader: WasmReader): void {
  const alignment = reader.u32();
  if (alignment & 0x40) reader.skipLeb();
  reader.skipLeb();
}

/** Passes over the immediates of a one-byte instruction; throws for an unknown opcode, by name. */
export function skipImmediates(reader: WasmReader, opcode: number): void {
  if (opcode >= 0x45 && opcode <= 0xc4) return;
  if (opcode >= 0x28 && opcode <= 0x3e) return skipMemoryArgument(reader);
  switch (opcode) {
    case 0x00:
    case 0x01:
    case 0x05:
    case 0x0b:
    case 0x0f:
    case 0x1a:
    case 0x1b:
    case 0xd1:
      return;
    case 0x02:
    case 0x03:
    case 0x04:
    case 0x0c:
    case 0x0d:
    case 0x10:
    case 0x12:
    case 0x20:
    case 0x21:
    case 0x22:
    case 0x23:
    case 0x24:
    case 0x25:
    case 0x26:
    case 0x3f:
    case 0x40:
    case 0x41:
    case 0x42:
    case 0xd0:
    case 0xd2:
      return reader.skipLeb();
    case 0x11:
    case 0x13:
      reader.skipLeb();
      return reader.skipLeb();
    case 0x0e:
      for (let labels = reader.u32() + 1; labels > 0; labels--) reader.skipLeb();
      return;
    case 0x1c:
      return reader.skip(reader.u32());
    case 0x43:
      return reader.skip(4);
    case 0x44:
      return reader.skip(8);
    default:
      throw new Error(`unsupported instruction with opcode ${hex(opcode)}`);
  }
}

/** Passes over the immediates of an instruction with prefix 0xFC. */
export function skipBulkImmediates(reader: WasmReader, sub: number): void {
  if (sub < bulk.memoryInit) return;
  if (sub > bulk.tableFill) throw new Error(`unsupported instruction with opcode 0xfc ${sub}`);
  reader.skipLeb();
  const two =
    sub === bulk.memoryInit ||
    sub === bulk.memoryCopy ||
    sub === bulk.tableInit ||
    sub === bulk.tableCopy;
  if (two) reader.skipLeb();
}

/** Passes over the immediates of a fixed-width SIMD instruction (prefix 0xFD). */
export function skipSimdImmediates(reader: WasmReader, sub: number): void {
  if (sub > 0xff) throw new Error(`unsupported relaxed SIMD instruction 0xfd ${sub}`);
  if (sub <= 11 || sub === 92 || sub === 93) return skipMemoryArgument(reader);
  if (sub === 12 || sub === 13) return reader.skip(16);
  if (sub >= 21 && sub <= 34) return reader.skip(1);
  if (sub >= 84 && sub <= 91) {
    skipMemoryArgument(reader);
    return reader.skip(1);
  }
}
