/**
 * Gives a run of the tests a temporary folder of its own and takes it away at the end: what a test
 * leaves behind, or a process that it killed on purpose, does not stay on the machine.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export default function ownTempFolder(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'qikcard-tests-'));
  process.env.TMPDIR = folder;
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
