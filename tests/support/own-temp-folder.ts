/**
 * Gives a run of the tests a temporary folder of its own and takes it away at the end: what a test
 * leaves behind, or a process that it killed on purpose, does not stay on the machine. Projects
 * share it, and its name is short: browsers put sockets into it, whose paths may be 107 bytes long.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

const PREFIX = 'qik-';

export default function ownTempFolder(): (() => void) | undefined {
  if (basename(tmpdir()).startsWith(PREFIX)) return undefined;
  const before = process.env.TMPDIR;
  const folder = mkdtempSync(join(tmpdir(), PREFIX));
  process.env.TMPDIR = folder;
  return () => {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
}
