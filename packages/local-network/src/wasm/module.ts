import { WasmReader } from './reader.ts';

/** Section ids (core spec 5.5.2). */
export const section = {
  custom: 0,
  type: 1,
  import: 2,
  function: 3,
  table: 4,
  memory: 5,
  global: 6,
  export: 7,
  start: 8,
  element: 9,
  code: 10,
  data: 11,
  dataCount: 12,
} as const;

export type FunctionType = { params: number[]; results: number[] };
export type ImportEntry = { module: string; name: string; kind: number; typeIndex: number };
export type ExportEntry = { name: string; kind: number; index: number };
export type CustomSection = { name: string; bytes: Uint8Array };

/** What the rest of the network must know of a module, without its code. */
export type ModuleInfo = {
  /** Contents of the known sections by id. */
  sections: Map<number, Uint8Array>;
  types: FunctionType[];
  imports: ImportEntry[];
  /** Type index of every function, imported ones first. */
  functions: number[];
  tableCount: number;
  memoryCount: number;
  memory64: boolean;
  /** For each global of the module, whether it is mutable; value type beside it. */
  globals: { mutable: boolean; type: number }[];
  exports: ExportEntry[];
  startFunction: number | undefined;
  customSections: CustomSection[];
};

const MAGIC = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];

/** Reads everything but code and data; throws a sentence when the bytes are not a module. */
export function parseModule(bytes: Uint8Array): ModuleInfo {
  if (MAGIC.some((byte, i) => bytes[i] !== byte)) {
    throw new Error('the bytes do not start with the header of a WebAssembly module');
  }
  const info: ModuleInfo = {
    sections: new Map(),
    types: [],
    imports: [],
    functions: [],
    tableCount: 0,
    memoryCount: 0,
    memory64: false,
    globals: [],
    exports: [],
    startFunction: undefined,
    customSections: [],
  };
  const reader = new WasmReader(bytes, MAGIC.length);
  while (!reader.done) {
    const id = reader.byte();
    const content = reader.take(reader.u32());
    if (id === section.custom) {
      const custom = new WasmReader(content);
      info.customSections.push({ name: custom.name(), bytes: content.slice(custom.offset) });
    } else {
      if (info.sections.has(id)) throw new Error(`section ${id} appears twice`);
      info.sections.set(id, content);
      parseSection(info, id, new WasmReader(content));
    }
  }
  return info;
}

type SectionParser = (info: ModuleInfo, reader: WasmReader) => void;

const each =
  (read: SectionParser): SectionParser =>
  (info, reader) => {
    for (let count = reader.u32(); count > 0; count--) read(info, reader);
  };
const unread: SectionParser = () => {};

const parsers: Record<number, SectionParser> = {
  [section.type]: each((info, reader) => info.types.push(readType(reader))),
  [section.import]: each(readImport),
  [section.function]: each((info, reader) => info.functions.push(reader.u32())),
  [section.table]: (info, reader) => {
    info.tableCount += reader.u32();
  },
  [section.memory]: each(readMemory),
  [section.global]: each((info, reader) => info.globals.push(readGlobal(reader))),
  [section.export]: each((info, reader) =>
    info.exports.push({ name: reader.name(), kind: reader.byte(), index: reader.u32() }),
  ),
  [section.start]: (info, reader) => {
    info.startFunction = reader.u32();
  },
  [section.element]: unread,
  [section.code]: unread,
  [section.data]: unread,
  [section.dataCount]: unread,
};

function parseSection(info: ModuleInfo, id: number, reader: WasmReader): void {
  const parser = parsers[id];
  if (!parser) throw new Error(`unsupported section with id ${id}`);
  parser(info, reader);
}

const valueTypes = (reader: WasmReader) => [...reader.take(reader.u32())];

function readType(reader: WasmReader): FunctionType {
  const form = reader.byte();
  if (form !== 0x60) throw new Error(`unsupported type form 0x${form.toString(16)}`);
  return { params: valueTypes(reader), results: valueTypes(reader) };
}

function readImport(info: ModuleInfo, reader: WasmReader): void {
  const module = reader.name();
  const name = reader.name();
  const kind = reader.byte();
  if (kind !== 0) {
    const what = ['function', 'table', 'memory', 'global'][kind] ?? `kind ${kind}`;
    throw new Error(`a canister can import functions only, but "${module}.${name}" is a ${what}`);
  }
  const typeIndex = reader.u32();
  info.imports.push({ module, name, kind, typeIndex });
  info.functions.push(typeIndex);
}

function readMemory(info: ModuleInfo, reader: WasmReader): void {
  const flags = reader.byte();
  info.memoryCount++;
  if (flags & 0x04) info.memory64 = true;
  reader.skipLeb();
  if (flags & 0x01) reader.skipLeb();
}

function readGlobal(reader: WasmReader): { mutable: boolean; type: number } {
  const type = reader.byte();
  const mutable = reader.byte() === 1;
  for (let opcode = reader.byte(); opcode !== 0x0b; opcode = reader.byte()) {
    if (opcode === 0x43) reader.skip(4);
    else if (opcode === 0x44) reader.skip(8);
    else if (opcode === 0xfd) {
      reader.skipLeb();
      reader.skip(16);
    } else if (opcode === 0x41 || opcode === 0x42 || opcode === 0x23 || opcode >= 0xd0)
      reader.skipLeb();
  }
  return { mutable, type };
}
