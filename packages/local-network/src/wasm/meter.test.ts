import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { add, assemble, type Code, drop, i32, load, localGet, localSet } from './assembler.ts';
import { parseModule, section } from './module.ts';
import { hostExport, rewriteModule } from './rewrite.ts';
import { WasmWriter } from './writer.ts';

const LIMIT = 1_000_000n;

/** Runs the exported function `run` of a metered module; instructions charged. */
function charged(code: Code, extra: { globals?: number[] } = {}, limit = LIMIT): number {
  const wasm = assemble({ exports: { run: code }, ...extra });
  const { exports } = instance(wasm);
  const counter = exports[hostExport.counter] as WebAssembly.Global;
  counter.value = limit;
  (exports['run'] as () => void)();
  return Number(limit - counter.value);
}

function instance(wasm: Uint8Array): WebAssembly.Instance {
  const metered = rewriteModule(parseModule(wasm)) as Uint8Array<ArrayBuffer>;
  expect(WebAssembly.validate(metered)).toBe(true);
  return new WebAssembly.Instance(new WebAssembly.Module(metered), {});
}

test('an empty function costs 1, so that endless empty calls end', () => {
  expect(charged([])).toBe(1);
});

test('straight code costs the sum of its weights: 1 + two constants, add, drop', () => {
  expect(charged([i32(1), i32(2), add, drop])).toBe(5);
});

test('division costs 10, memory.size 20, globals 2', () => {
  expect(charged([i32(6), i32(2), [0x6d], drop])).toBe(1 + 1 + 1 + 10 + 1);
  expect(charged([[0x3f, 0], drop])).toBe(1 + 20 + 1);
  expect(
    charged(
      [
        [0x23, 0],
        [0x24, 0],
      ],
      { globals: [7] },
    ),
  ).toBe(1 + 2 + 2);
});

test('only the branch that is taken is charged', () => {
  // if (local 1) { nop x3 } else { nop }: entry 1 + get 1 + if 2, then one of the two arms
  const arms: Code = [localGet(1), [0x04, 0x40], [0x01, 0x01, 0x01], [0x05], [0x01], [0x0b]];
  expect(charged([i32(1), localSet(1), ...arms])).toBe(1 + 2 + 1 + 2 + 3);
  expect(charged([i32(0), localSet(1), ...arms])).toBe(1 + 2 + 1 + 2 + 1);
});

test('a loop is charged once for every pass', () => {
  // local 1 counts down from 4: loop { local -= 1; br_if 0 (local) }
  const pass = [...localGet(1), ...i32(1), 0x6b, ...localSet(1), ...localGet(1), 0x0d, 0x00];
  const cost = 1 + 1 + 1 + 1 + 1 + 2; // get, const, sub, set, get, br_if
  expect(charged([i32(4), localSet(1), [0x03, 0x40], pass, [0x0b]])).toBe(1 + 2 + 4 * cost);
});

test('bulk memory operations also cost one instruction for every byte', () => {
  const fill = [...i32(0), ...i32(7), ...i32(500), 0xfc, 11, 0];
  expect(charged([fill])).toBe(1 + 3 + 100 + 500);
});

test('a call costs 5 and the callee pays for itself', () => {
  const { exports } = instance(
    assemble({
      exports: {
        callee: [[0x01]],
        run: [
          [0x10, 0],
          [0x10, 0],
        ],
      },
    }),
  );
  const counter = exports[hostExport.counter] as WebAssembly.Global;
  counter.value = LIMIT;
  (exports['run'] as () => void)();
  expect(Number(LIMIT - counter.value)).toBe(1 + 2 * 5 + 2 * (1 + 1));
});

test('an endless loop traps when the instructions are used up', () => {
  const { exports } = instance(assemble({ exports: { run: [[0x03, 0x40, 0x0c, 0, 0x0b]] } }));
  const counter = exports[hostExport.counter] as WebAssembly.Global;
  counter.value = 1000n;
  expect(() => (exports['run'] as () => void)()).toThrow(WebAssembly.RuntimeError);
  expect(counter.value).toBeLessThan(0n);
});

test('a bulk operation that costs too much does not run', () => {
  const huge = [...i32(0), ...i32(7), ...i32(60_000), 0xfc, 11, 0];
  const { exports } = instance(assemble({ exports: { run: [huge] } }));
  const counter = exports[hostExport.counter] as WebAssembly.Global;
  counter.value = 10_000n;
  expect(() => (exports['run'] as () => void)()).toThrow(WebAssembly.RuntimeError);
  const memory = exports[hostExport.memory] as WebAssembly.Memory;
  expect(new Uint8Array(memory.buffer)[0]).toBe(0);
});

test('the start function runs only when the host calls it', () => {
  const { exports } = instance(assemble({ start: [i32(1), [0x24, 0]], globals: [0] }));
  const cell = exports[hostExport.global(0)] as WebAssembly.Global;
  expect(cell.value).toBe(0);
  (exports[hostExport.counter] as WebAssembly.Global).value = LIMIT;
  (exports[hostExport.start] as () => void)();
  expect(cell.value).toBe(1);
});

test('metering changes no result: plain and metered code leave the same memory', () => {
  // local 1 runs from 4096 down; each pass stores a product of the previous cells
  const pass = [
    ...localGet(1),
    ...localGet(1),
    ...load,
    ...i32(1_103_515_245),
    0x6c,
    ...localGet(1),
    0x6a,
    ...[0x36, 2, 4],
    ...localGet(1),
    ...i32(4),
    0x6b,
    ...localSet(1),
    ...localGet(1),
    0x0d,
    0x00,
  ];
  const wasm = assemble({ exports: { run: [i32(4096), localSet(1), [0x03, 0x40], pass, [0x0b]] } });
  const metered = instance(wasm).exports;
  const plain = new WebAssembly.Instance(
    new WebAssembly.Module(exposeMemory(wasm) as Uint8Array<ArrayBuffer>),
  ).exports;
  (metered[hostExport.counter] as WebAssembly.Global).value = LIMIT;
  for (const exports of [metered, plain]) (exports['run'] as () => void)();
  const bytesOf = (memory: unknown) => new Uint8Array((memory as WebAssembly.Memory).buffer);
  const result = bytesOf(plain['memory']);
  expect(Buffer.compare(bytesOf(metered[hostExport.memory]), result)).toBe(0);
  expect(result.some((byte) => byte !== 0)).toBe(true);
});

/** The unmetered module with its memory exported, by an export section of its own making. */
function exposeMemory(wasm: Uint8Array): Uint8Array {
  const info = parseModule(wasm);
  const exports = new WasmWriter().u32(2).name('run').byte(0).u32(0).name('memory').byte(2).u32(0);
  info.sections.set(section.export, exports.finish());
  const out = new WasmWriter().bytes([0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
  for (const [id, content] of info.sections) out.byte(id).u32(content.length).bytes(content);
  return out.finish();
}

const modules = new URL('../../../../node_modules/', import.meta.url);

test.each(['azle/dist/canister_templates/stable.wasm', 'zxing-wasm/dist/full/zxing_full.wasm'])(
  "a compiler's module stays valid: %s",
  (path) => {
    const wasm = new Uint8Array(readFileSync(new URL(path, modules)));
    expect(WebAssembly.validate(rewriteModule(parseModule(wasm)) as Uint8Array<ArrayBuffer>)).toBe(
      true,
    );
  },
);
