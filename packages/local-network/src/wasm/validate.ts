/**
 * Rules for canister modules beyond those of WebAssembly.
 * Source: interface spec, "Canister module format"; limits of the replica's validation.
 */

import type { FunctionType, ModuleInfo } from './module.ts';
import { type ImportSignature, systemApi } from './system-api.ts';

const LIMITS = {
  functions: 50_000,
  globals: 1_000,
  exportedFunctions: 1_000,
  exportedNameBytes: 20_000,
  customSections: 16,
  customSectionBytes: 1024 * 1024,
};

/** Entry points without a method name, each of type `() -> ()`. */
const HOOKS = new Set([
  'canister_init',
  'canister_inspect_message',
  'canister_heartbeat',
  'canister_global_timer',
  'canister_pre_upgrade',
  'canister_post_upgrade',
  'canister_on_low_wasm_memory',
]);
const METHOD = /^canister_(update|query|composite_query) /;

const V128 = 0x7b;

const refuse = (reason: string): never => {
  throw new Error(reason);
};

/** Throws a sentence naming the rule that the module breaks. */
export function validateModule(info: ModuleInfo): void {
  if (info.memory64) refuse('64-bit memory (wasm64) is not supported by this network');
  if (info.memoryCount > 1)
    refuse(`a canister has one memory, but the module has ${info.memoryCount}`);
  if (info.tableCount > 1)
    refuse(`a canister has one table, but the module has ${info.tableCount}`);
  validateImports(info);
  validateExports(info);
  validateCounts(info);
  const vector = info.globals.some(({ mutable, type }) => mutable && type === V128);
  if (vector) refuse('mutable globals of the type v128 are not supported by this network');
}

function validateImports(info: ModuleInfo): void {
  for (const { module, name, typeIndex } of info.imports) {
    const known = module === 'ic0' ? systemApi[name] : undefined;
    if (!known) throw new Error(`unknown import "${module}.${name}"`);
    const type = info.types[typeIndex];
    if (!type || !sameType(type, known)) refuse(`the import "${module}.${name}" has a wrong type`);
  }
}

const sameType = (type: FunctionType, [params, results]: ImportSignature): boolean =>
  type.params.join() === params.join() && type.results.join() === results.join();

function validateExports(info: ModuleInfo): void {
  const methods = new Set<string>();
  for (const { name, kind, index } of info.exports) {
    if (!name.startsWith('canister_') || kind !== 0) continue;
    const method = METHOD.exec(name);
    if (!method && !HOOKS.has(name)) refuse(`the export "${name}" has a reserved name`);
    const type = info.types[info.functions[index] ?? -1];
    if (type?.params.length !== 0 || type.results.length !== 0) {
      refuse(`the export "${name}" must be a function without parameters and results`);
    }
    if (!method) continue;
    const methodName = name.slice(method[0].length);
    if (methods.has(methodName)) refuse(`the method "${methodName}" is exported twice`);
    methods.add(methodName);
  }
}

function validateCounts(info: ModuleInfo): void {
  const exported = info.exports.filter(({ kind, name }) => kind === 0 && METHOD.test(name));
  const bytes = exported.reduce((sum, { name }) => sum + name.length, 0);
  const custom = info.customSections.filter(({ name }) => name.startsWith('icp:'));
  const customBytes = custom.reduce((sum, part) => sum + part.bytes.length + part.name.length, 0);
  const counts: [number, number, string][] = [
    [info.functions.length - info.imports.length, LIMITS.functions, 'functions'],
    [info.globals.length, LIMITS.globals, 'globals'],
    [exported.length, LIMITS.exportedFunctions, 'exported methods'],
    [bytes, LIMITS.exportedNameBytes, 'bytes of names of exported methods'],
    [custom.length, LIMITS.customSections, 'metadata sections'],
    [customBytes, LIMITS.customSectionBytes, 'bytes of metadata sections'],
  ];
  for (const [count, limit, what] of counts) {
    if (count > limit) refuse(`the module has ${count} ${what}; at most ${limit} are allowed`);
  }
}
