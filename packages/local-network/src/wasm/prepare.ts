import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { sha256, toHex } from '../crypto/bytes.ts';
import { type ModuleInfo, parseModule } from './module.ts';
import { rewriteModule } from './rewrite.ts';
import { validateModule } from './validate.ts';

export type MetadataSection = {
  name: string;
  visibility: 'public' | 'private';
  bytes: Uint8Array;
};

/** A module that was checked and is ready to run. */
export type PreparedModule = {
  /** SHA-256 of the bytes as uploaded, compressed or not. */
  hash: Uint8Array;
  uploaded: Uint8Array;
  /** Name of the host's canister that this module stands for. */
  native: string | undefined;
  compiled: WebAssembly.Module | undefined;
  /** Names of exported functions, `canister_update NAME` and so on. */
  exports: Set<string>;
  /** Indices and value types of the mutable globals. */
  mutableGlobals: { index: number; type: number }[];
  metadata: MetadataSection[];
  /** Whether the heap must be kept on upgrades (Motoko's enhanced orthogonal persistence). */
  keepsMemory: boolean;
  binarySize: number;
  customSectionsSize: number;
};

/** Part of the names of cached files: changes with everything that the rewriter does. */
const REWRITER_VERSION = 1;
const KEPT_MODULES = 64;
const MAX_UNCOMPRESSED = 100 * 1024 * 1024;
/** Modules are immutable, so instances in one process share them. */
const prepared = new Map<string, PreparedModule>();

/** Checks, meters and compiles a module; throws a sentence saying what is wrong with it. */
export function prepareModule(uploaded: Uint8Array, cacheDir?: string): PreparedModule {
  const hash = sha256(uploaded);
  const key = toHex(hash);
  const known = prepared.get(key);
  if (known) return known;
  const module = prepare(uploaded.slice(), hash, cacheDir && join(cacheDir, cacheName(key)));
  prepared.set(key, module);
  if (prepared.size > KEPT_MODULES) {
    const [oldest] = prepared.keys();
    prepared.delete(oldest as string);
  }
  return module;
}

const cacheName = (key: string) => `${key}.metered-${REWRITER_VERSION}.wasm`;

function prepare(uploaded: Uint8Array, hash: Uint8Array, cacheFile: string | undefined) {
  const wasm = uncompressed(uploaded);
  const info = parseModule(wasm);
  const native = info.customSections.find(({ name }) => name === 'native-canister');
  validateModule(info);
  const metadata = metadataOf(info);
  return {
    hash,
    uploaded,
    native: native && new TextDecoder().decode(native.bytes),
    compiled: native ? undefined : compile(wasm, info, cacheFile),
    exports: new Set(info.exports.filter(({ kind }) => kind === 0).map(({ name }) => name)),
    mutableGlobals: info.globals.flatMap(({ mutable, type }, index) =>
      mutable ? [{ index, type }] : [],
    ),
    metadata,
    keepsMemory: metadata.some(({ name }) => name === 'enhanced-orthogonal-persistence'),
    binarySize: uploaded.length,
    customSectionsSize: metadata.reduce((sum, m) => sum + m.bytes.length + m.name.length, 0),
  };
}

/** Interface spec, "install_code": the module may be compressed with gzip. */
function uncompressed(uploaded: Uint8Array): Uint8Array {
  if (uploaded[0] !== 0x1f || uploaded[1] !== 0x8b) return uploaded;
  try {
    return new Uint8Array(gunzipSync(uploaded, { maxOutputLength: MAX_UNCOMPRESSED }));
  } catch (error) {
    throw new Error(`the compressed module cannot be read: ${(error as Error).message}`);
  }
}

function compile(wasm: Uint8Array, info: ModuleInfo, cacheFile: string | undefined) {
  if (cacheFile && existsSync(cacheFile)) {
    return new WebAssembly.Module(readFileSync(cacheFile));
  }
  const source = wasm as Uint8Array<ArrayBuffer>;
  if (!WebAssembly.validate(source)) new WebAssembly.Module(source); // throws the reason
  const rewritten = rewriteModule(info) as Uint8Array<ArrayBuffer>;
  const compiled = new WebAssembly.Module(rewritten);
  if (cacheFile) writeCache(cacheFile, rewritten);
  return compiled;
}

/**
 * Workers of this process and other processes may write and read the same file meanwhile: it appears
 * under its name at once, and whoever comes second leaves the first one's, which is the same.
 */
function writeCache(file: string, bytes: Uint8Array): void {
  mkdirSync(join(file, '..'), { recursive: true });
  const temporary = `${file}.${randomUUID()}`;
  writeFileSync(temporary, bytes);
  try {
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    if (!existsSync(file)) throw error;
  }
}

/** Interface spec, "Canister metadata": custom sections `icp:public NAME` and `icp:private NAME`. */
function metadataOf(info: ModuleInfo): MetadataSection[] {
  return info.customSections.flatMap(({ name, bytes }) => {
    const found = /^icp:(public|private) (.*)$/s.exec(name);
    if (!found) return [];
    return [{ visibility: found[1] as 'public' | 'private', name: found[2] as string, bytes }];
  });
}
