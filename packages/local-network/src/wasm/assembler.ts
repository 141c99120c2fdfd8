/** A few lines of assembler, with which unit tests write canisters. Not part of the network. */
import { section } from './module.ts';
import { type ImportSignature, systemApi } from './system-api.ts';
import { WasmWriter } from './writer.ts';

/** Bytes of instructions; a System API function by name; an address and length of a text. */
export type Part = number[] | { sys: string } | { text: string };
export type Code = Part[];

const bytes = (write: (out: WasmWriter) => void): number[] => {
  const out = new WasmWriter(16);
  write(out);
  return [...out.finish()];
};

export const i32 = (value: number): number[] => bytes((out) => out.byte(0x41).signed(value));
export const i64 = (value: number): number[] => bytes((out) => out.byte(0x42).signed(value));
export const sys = (name: string): Part => ({ sys: name });
/** Pushes the address and the length of a text in memory. */
export const text = (value: string): Part => ({ text: value });
export const globalGet = (index: number): number[] => [0x23, index];
export const globalSet = (index: number): number[] => [0x24, index];
export const localGet = (index: number): number[] => [0x20, index];
export const localSet = (index: number): number[] => [0x21, index];
export const load = [0x28, 2, 0];
export const store = [0x36, 2, 0];
export const load64 = [0x29, 3, 0];
export const store64 = [0x37, 3, 0];
export const add = [0x6a];
export const drop = [0x1a];
export const unreachable = [0x00];
export const wrap = [0xa7];
export const memoryGrow = [0x40, 0];

/** Adds one to the 32-bit cell at an address. */
export const increment = (address: number): number[] => [
  ...i32(address),
  ...i32(address),
  ...load,
  ...i32(1),
  ...add,
  ...store,
];
/** Appends bytes of memory to the reply and replies. */
export const replyFrom = (address: number, size: number): Code => [
  i32(address),
  i32(size),
  sys('msg_reply_data_append'),
  sys('msg_reply'),
];
export const replyText = (value: string): Code => [
  text(value),
  sys('msg_reply_data_append'),
  sys('msg_reply'),
];
export const forever: Code = [[0x03, 0x40, 0x0c, 0x00, 0x0b]];

export type CanisterSource = {
  /** Exported functions `() -> ()`, e.g. `canister_update add`. */
  exports?: Record<string, Code>;
  /** Functions `(i32) -> ()` in the table, for callbacks. */
  table?: Code[];
  start?: Code;
  /** Initial values of mutable i32 globals. */
  globals?: number[];
  pages?: number;
  custom?: Record<string, string>;
};

const NO_ARGUMENTS: ImportSignature = [[], []];
const CALLBACK: ImportSignature = [[0x7f], []];
/** Texts lie from here on; tests use what is below. */
const TEXTS = 4096;

/** The module of a canister; every function has one i64 and one i32 local. */
export function assemble(source: CanisterSource): Uint8Array {
  return new Assembly(source).module();
}

class Assembly {
  private readonly imports: string[] = [];
  private readonly types: ImportSignature[] = [];
  private readonly texts = new Map<string, number>();
  private textEnd = TEXTS;

  constructor(private readonly source: CanisterSource) {}

  module(): Uint8Array {
    const { exports = {}, table = [], start, globals = [], pages = 1, custom = {} } = this.source;
    const exported = Object.entries(exports);
    const functions = [
      ...exported.map(([, code]) => ({ code, type: NO_ARGUMENTS })),
      ...table.map((code) => ({ code, type: CALLBACK })),
      ...(start ? [{ code: start, type: NO_ARGUMENTS }] : []),
    ];
    for (const { code } of functions) this.collect(code);
    const first = this.imports.length;
    const bodies = functions.map(({ code, type }) => this.body(code, type));
    const sections: [number, number[][]][] = [
      [section.import, this.imports.map((name) => this.importEntry(name))],
      [section.function, functions.map(({ type }) => bytes((out) => out.u32(this.type(type))))],
      [section.table, table.length > 0 ? [[0x70, 0, table.length]] : []],
      [section.memory, [[0, pages]]],
      [section.global, globals.map((value) => [0x7f, 1, ...i32(value), 0x0b])],
      [section.export, exported.map(([name], i) => exportEntry(name, first + i))],
      [section.element, table.length > 0 ? [this.elements(first + exported.length)] : []],
      [section.code, bodies],
      [section.data, [...this.texts].map(([value, at]) => dataEntry(value, at))],
    ];
    sections.unshift([section.type, this.types.map(typeEntry)]);
    const out = new WasmWriter().bytes([0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
    for (const [id, entries] of sections) {
      if (entries.length > 0) writeSection(out, id, entries);
      if (id === section.export && start) out.bytes(startSection(first + functions.length - 1));
    }
    for (const [name, content] of Object.entries(custom)) writeCustom(out, name, content);
    return out.finish();
  }

  private collect(code: Code): void {
    for (const part of code) {
      if ('sys' in part && !this.imports.includes(part.sys)) this.imports.push(part.sys);
      if ('text' in part && !this.texts.has(part.text)) {
        this.texts.set(part.text, this.textEnd);
        this.textEnd += new TextEncoder().encode(part.text).length;
      }
    }
  }

  private body(code: Code, type: ImportSignature): number[] {
    this.type(type);
    const instructions = code.flatMap((part) => this.encode(part));
    const content = [2, 1, 0x7e, 1, 0x7f, ...instructions, 0x0b];
    return bytes((out) => out.u32(content.length).bytes(content));
  }

  private encode(part: Part): number[] {
    if ('sys' in part) {
      return bytes((out) => out.byte(0x10).u32(this.imports.indexOf(part.sys)));
    }
    if ('text' in part) {
      const size = new TextEncoder().encode(part.text).length;
      return [...i32(this.texts.get(part.text) as number), ...i32(size)];
    }
    return part;
  }

  private type(signature: ImportSignature): number {
    const known = this.types.findIndex((type) => String(type) === String(signature));
    return known >= 0 ? known : this.types.push(signature) - 1;
  }

  private importEntry(name: string): number[] {
    const signature = systemApi[name] ?? NO_ARGUMENTS;
    return bytes((out) => out.name('ic0').name(name).byte(0).u32(this.type(signature)));
  }

  private elements(firstFunction: number): number[] {
    const count = this.source.table?.length ?? 0;
    const indices = Array.from({ length: count }, (_, i) => firstFunction + i);
    return [0, ...i32(0), 0x0b, count, ...indices.flatMap((i) => bytes((out) => out.u32(i)))];
  }
}

const exportEntry = (name: string, index: number) =>
  bytes((out) => out.name(name).byte(0).u32(index));
const typeEntry = ([params, results]: ImportSignature) => [
  0x60,
  params.length,
  ...params,
  results.length,
  ...results,
];
const dataEntry = (value: string, at: number) => [
  0,
  ...i32(at),
  0x0b,
  ...bytes((out) => out.name(value)),
];
const startSection = (index: number) => {
  const content = bytes((out) => out.u32(index));
  return [section.start, content.length, ...content];
};

function writeSection(out: WasmWriter, id: number, entries: number[][]): void {
  const content = bytes((inner) => {
    inner.u32(entries.length);
    for (const entry of entries) inner.bytes(entry);
  });
  out.byte(id).u32(content.length).bytes(content);
}

function writeCustom(out: WasmWriter, name: string, content: string): void {
  const body = bytes((inner) => inner.name(name).bytes(new TextEncoder().encode(content)));
  out.byte(section.custom).u32(body.length).bytes(body);
}
