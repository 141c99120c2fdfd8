/** Writes the worker that opens the app without a network: what it keeps is known after the build. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin, Rollup } from 'vite';

type Bundle = Rollup.OutputBundle;
type Chunk = Rollup.OutputChunk & {
  viteMetadata?: { importedCss: Set<string>; importedAssets: Set<string> };
};

const PUBLIC = join(import.meta.dirname, '../public');
const PAGE = 'index.html';
const START = '/src/app/main.tsx';
/** What can be kept of the app: pages by the name that asks for them. */
const PARTS = {
  door: 'features/door/components/door-page.tsx',
  discover: 'features/events/components/discover-page.tsx',
};
/** Files beside the bundle that every page uses. */
const BESIDE = ['/theme.js', '/icon.svg', '/manifest.webmanifest'];
/** The letters that most names are written in; others are drawn with a font of the device. */
const KEPT_FONTS = /-latin-(opsz|wght)-normal-/;

/** Adds `worker.js` to a build. */
export function offlineWorker(): Plugin {
  return {
    name: 'offline-worker',
    enforce: 'post',
    generateBundle(_, bundle) {
      const kept = keptFiles(bundle);
      const source = readFileSync(join(import.meta.dirname, 'worker.js'), 'utf8');
      const hash = createHash('sha256').update(JSON.stringify(kept)).update(textOf(bundle, PAGE));
      for (const path of BESIDE) hash.update(readFileSync(join(PUBLIC, path)));
      const head = JSON.stringify({ version: hash.digest('hex').slice(0, 16), ...kept });
      this.emitFile({
        type: 'asset',
        fileName: 'worker.js',
        source: `const KEPT = ${head};\n${source}`,
      });
    },
  };
}

/** What each part of the app needs, as paths. */
export function keptFiles(bundle: Bundle) {
  const start = chunks(bundle).find(({ moduleIds }) => moduleIds.some((id) => id.endsWith(START)));
  if (!start) throw new Error(`${START} is in no file`);
  // The first file names every page there is; what is no page, such as texts, all pages may need.
  const shell = needed(bundle, [start.fileName], (name) => {
    const module = chunkOf(bundle, name)?.facadeModuleId ?? '';
    return !module.includes('/src/features/') && !module.includes('/src/app/');
  });
  const parts = Object.entries(PARTS).map(([part, page]) => {
    const first = chunks(bundle).find(({ facadeModuleId }) => facadeModuleId?.endsWith(page));
    if (!first) throw new Error(`${page} has no file of its own`);
    const all = needed(bundle, [first.fileName], (_, from) => from !== start.fileName);
    return [part, paths([...all].filter((name) => !shell.has(name)))] as const;
  });
  return {
    entry: `/${start.fileName}`,
    beside: BESIDE,
    shell: paths(shell),
    parts: Object.fromEntries(parts) as Record<keyof typeof PARTS, string[]>,
  };
}

/** All files that those of `start` load, at once or, where `later` says so, on demand. */
function needed(
  bundle: Bundle,
  start: string[],
  later: (name: string, from: string) => boolean,
): Set<string> {
  const found = new Set<string>();
  const waiting = [...start];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    const from = name;
    const chunk = chunkOf(bundle, from);
    if (chunk) {
      const onDemand = chunk.dynamicImports.filter((each) => later(each, from));
      waiting.push(...chunk.imports, ...onDemand, ...(chunk.viteMetadata?.importedCss ?? []));
    }
    waiting.push(...filesNamedIn(bundle, from));
  }
  return found;
}

/** Workers, WebAssembly and fonts are named in the code that loads them. */
function filesNamedIn(bundle: Bundle, name: string): string[] {
  const text = textOf(bundle, name);
  return Object.values(bundle)
    .filter(({ type, fileName }) => type === 'asset' && /\.(js|wasm|woff2)$/.test(fileName))
    .map(({ fileName }) => fileName)
    .filter((fileName) => text.includes(fileName.replace(/^assets\//, '')))
    .filter((fileName) => !fileName.endsWith('.woff2') || KEPT_FONTS.test(fileName));
}

function textOf(bundle: Bundle, name: string): string {
  const file = bundle[name];
  if (file.type === 'chunk') return file.code;
  return /\.(js|css|html)$/.test(name) ? Buffer.from(file.source).toString('utf8') : '';
}

const chunks = (bundle: Bundle): Chunk[] =>
  Object.values(bundle).filter((file): file is Chunk => file.type === 'chunk');
const chunkOf = (bundle: Bundle, name: string): Chunk | undefined =>
  chunks(bundle).find(({ fileName }) => fileName === name);
const paths = (names: Iterable<string>): string[] =>
  [...names].map((name) => `/${name}`).sort((a, b) => a.localeCompare(b));
