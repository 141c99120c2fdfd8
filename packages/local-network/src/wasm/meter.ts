import { bulk, op, skipBulkImmediates, skipImmediates, skipSimdImmediates } from './opcodes.ts';
import { WasmReader } from './reader.ts';
import { bulkWeights, plainWeights, simdWeights } from './weights.ts';
import { WasmWriter } from './writer.ts';

/** Index of the counter global and of the helper that charges bulk operations by their size. */
export type MeterIndices = { counter: number; chargeSize: number };

/** Kinds of injection points; a re-entrant block also checks whether the counter ran out. */
const REENTRANT = 0;
const PLAIN = 1;
const DYNAMIC = 2;

/**
 * Finds where the replica charges: at the start of the function, of every loop and of every
 * straight piece of code, and before bulk operations. Flat triples of position, cost and kind.
 */
function injectionPoints(reader: WasmReader): number[] {
  const points: number[] = [];
  let position = reader.offset;
  let kind = REENTRANT;
  let cost = 1;
  const close = (nextKind: number) => {
    if (cost > 0 || kind === REENTRANT) points.push(position, cost, kind);
    position = reader.offset;
    kind = nextKind;
    cost = 0;
  };
  /** Bulk points lie inside a piece whose own point is written before them. */
  let dynamic: number[] = [];
  const closeAll = (nextKind: number) => {
    close(nextKind);
    if (dynamic.length > 0) points.push(...dynamic);
    dynamic = [];
  };
  while (!reader.done) {
    const start = reader.offset;
    const opcode = reader.byte();
    if (opcode === op.bulk) {
      const sub = reader.u32();
      skipBulkImmediates(reader, sub);
      cost += bulkWeights[sub] as number;
      if (chargesSize(sub)) dynamic.push(start, 0, DYNAMIC);
    } else if (opcode === op.simd) {
      const sub = reader.u32();
      skipSimdImmediates(reader, sub);
      cost += simdWeights[sub] as number;
    } else {
      skipImmediates(reader, opcode);
      cost += plainWeights[opcode] as number;
      if (opcode === op.loop) closeAll(REENTRANT);
      else if (endsPiece[opcode]) closeAll(PLAIN);
    }
  }
  return points;
}

/** Opcodes after which a new straight piece of code begins, marked for quick look-up. */
const endsPiece = new Uint8Array(256);
for (const opcode of [
  op.if,
  op.else,
  op.end,
  op.br,
  op.brIf,
  op.brTable,
  op.return,
  op.unreachable,
  op.returnCall,
  op.returnCallIndirect,
]) {
  endsPiece[opcode] = 1;
}

const chargesSize = (sub: number): boolean =>
  sub === bulk.memoryInit ||
  sub === bulk.memoryCopy ||
  sub === bulk.memoryFill ||
  sub === bulk.tableInit ||
  sub === bulk.tableCopy ||
  sub === bulk.tableFill;

/** Start of the instructions of a function body: after its declarations of locals. */
function skipLocals(reader: WasmReader): void {
  for (let groups = reader.u32(); groups > 0; groups--) {
    reader.u32();
    reader.skipLeb();
  }
}

/**
 * Writes one function body with the replica's metering (its `inject_metering`); the counter
 * falls, and execution traps at a re-entrant point when it has become negative.
 */
export function meterBody(body: Uint8Array, indices: MeterIndices, out: WasmWriter): void {
  const reader = new WasmReader(body);
  skipLocals(reader);
  const points = injectionPoints(reader);
  const length = out.openLength();
  let copied = 0;
  for (let i = 0; i < points.length; i += 3) {
    const position = points[i] as number;
    out.bytes(body.subarray(copied, position));
    copied = position;
    if (points[i + 2] === DYNAMIC) out.byte(op.call).u32(indices.chargeSize);
    else {
      writeCharge(out, indices.counter, points[i + 1] as number);
      if (points[i + 2] === REENTRANT) writeCheck(out, indices.counter);
    }
  }
  out.bytes(body.subarray(copied));
  out.closeLength(length);
}

function writeCharge(out: WasmWriter, counter: number, cost: number): void {
  out.byte(op.globalGet).u32(counter).byte(op.i64Const).signed(cost);
  out.byte(op.i64Sub).byte(op.globalSet).u32(counter);
}

const EMPTY_BLOCK = 0x40;

function writeCheck(out: WasmWriter, counter: number): void {
  out.byte(op.globalGet).u32(counter).byte(op.i64Const).byte(0).byte(op.i64LtS);
  out.byte(op.if).byte(EMPTY_BLOCK).byte(op.unreachable).byte(op.end);
}

/** The helper `(i32) -> (i32)`: charges its argument and returns it unchanged. */
export function chargeSizeBody(counter: number): Uint8Array {
  const out = new WasmWriter(64);
  const length = out.openLength();
  out.u32(0); // no locals
  out.byte(op.globalGet).u32(counter).byte(op.localGet).u32(0).byte(op.i64ExtendI32U);
  out.byte(op.i64Sub).byte(op.globalSet).u32(counter);
  writeCheck(out, counter);
  out.byte(op.localGet).u32(0).byte(op.end);
  return out.closeLength(length).finish();
}
