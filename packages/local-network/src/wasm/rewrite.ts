import { chargeSizeBody, type MeterIndices, meterBody } from './meter.ts';
import { type ModuleInfo, section } from './module.ts';
import { WasmReader } from './reader.ts';
import { WasmWriter } from './writer.ts';

/** Names of the exports that the rewriter adds. */
export const hostExport = {
  counter: '__host counter',
  memory: '__host memory',
  table: '__host table',
  start: '__host start',
  global: (index: number) => `__host global ${index}`,
};

const KIND = { function: 0, table: 1, memory: 2, global: 3 };
const I32 = 0x7f;
const I64 = 0x7e;
const ORDER = [1, 2, 3, 4, 5, 6, 7, 9, 12, 10, 11];

/**
 * The module with metering and with everything exported that the host must reach: memory, table,
 * mutable globals, the start function (which no longer runs by itself) and the counter. Added
 * types, functions and globals come last, so that no index changes.
 */
export function rewriteModule(info: ModuleInfo): Uint8Array {
  const indices: MeterIndices = {
    counter: info.globals.length,
    chargeSize: info.functions.length,
  };
  const rewritten = new Map(info.sections);
  rewritten.delete(section.start);
  rewritten.set(section.type, append(info, section.type, helperType));
  rewritten.set(
    section.function,
    append(info, section.function, (out) => out.u32(info.types.length)),
  );
  rewritten.set(section.global, append(info, section.global, counterGlobal));
  rewritten.set(section.export, writeExports(info, indices));
  rewritten.set(section.code, writeCode(info, indices));
  const codeBytes = rewritten.get(section.code)?.length ?? 0;
  const out = new WasmWriter(codeBytes + (info.sections.get(section.data)?.length ?? 0) + 65536);
  out.bytes([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]);
  for (const id of ORDER) {
    const content = rewritten.get(id);
    if (content) out.byte(id).u32(content.length).bytes(content);
  }
  return out.finish();
}

const helperType = (out: WasmWriter) => out.byte(0x60).u32(1).byte(I32).u32(1).byte(I32);
const counterGlobal = (out: WasmWriter) => out.byte(I64).byte(1).byte(0x42).byte(0).byte(0x0b);

/** A vector section with one more entry at its end. */
function append(info: ModuleInfo, id: number, entry: (out: WasmWriter) => void): Uint8Array {
  const reader = new WasmReader(info.sections.get(id) ?? Uint8Array.of(0));
  const count = reader.u32();
  const out = new WasmWriter(reader.bytes.length + 64);
  out.u32(count + 1).bytes(reader.bytes.subarray(reader.offset));
  entry(out);
  return out.finish();
}

function writeExports(info: ModuleInfo, indices: MeterIndices): Uint8Array {
  const added: [name: string, kind: number, index: number][] = [
    [hostExport.counter, KIND.global, indices.counter],
  ];
  if (info.memoryCount > 0) added.push([hostExport.memory, KIND.memory, 0]);
  if (info.tableCount > 0) added.push([hostExport.table, KIND.table, 0]);
  if (info.startFunction !== undefined) {
    added.push([hostExport.start, KIND.function, info.startFunction]);
  }
  info.globals.forEach(({ mutable }, i) => {
    if (mutable) added.push([hostExport.global(i), KIND.global, i]);
  });
  const reader = new WasmReader(info.sections.get(section.export) ?? Uint8Array.of(0));
  const count = reader.u32();
  const out = new WasmWriter(reader.bytes.length + 1024);
  out.u32(count + added.length).bytes(reader.bytes.subarray(reader.offset));
  for (const [name, kind, index] of added) out.name(name).byte(kind).u32(index);
  return out.finish();
}

function writeCode(info: ModuleInfo, indices: MeterIndices): Uint8Array {
  const code = new WasmReader(info.sections.get(section.code) ?? Uint8Array.of(0));
  const out = new WasmWriter(Math.ceil(code.bytes.length * 1.4) + 1024);
  const count = code.u32();
  out.u32(count + 1);
  for (let i = 0; i < count; i++) meterBody(code.take(code.u32()), indices, out);
  out.bytes(chargeSizeBody(indices.counter));
  return out.finish();
}
