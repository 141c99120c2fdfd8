/** What a build depends on, as one hash: builds are cached by content, never by time. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

const IGNORED = /(^|\/)(node_modules|dist)(\/|$)|\.test\.tsx?$/;

function* files(path: string): Generator<string> {
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const child = join(path, entry.name);
    if (IGNORED.test(child)) continue;
    if (entry.isDirectory()) yield* files(child);
    else if (entry.isFile()) yield child;
  }
}

/** SHA-256 over names and contents of all files under `paths` (files or folders under `root`). */
export function contentHash(root: string, paths: string[]): string {
  const hash = createHash('sha256');
  for (const path of paths.map((name) => join(root, name)).sort()) {
    const inside = statSync(path).isFile() ? [path] : [...files(path)].sort();
    for (const file of inside) {
      hash
        .update(`${relative(root, file)}\0`)
        .update(readFileSync(file))
        .update('\0');
    }
  }
  return hash.digest('hex');
}
