/**
 * Azle embeds the absolute path of the bundle in the wasm, so canisters are always built at one
 * fixed path: the same sources give the same module hash from any clone (docs/builds.md).
 */
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export const stageDirectory =
  process.env.QIKCARD_BUILD_DIR ??
  (process.platform === 'win32' ? join(tmpdir(), 'qikcard-build') : '/tmp/qikcard-build');
const lockFile = `${stageDirectory}.lock`;

/** Runs `build` while this process alone owns the fixed path. */
export async function staged<T>(root: string, build: () => Promise<T>): Promise<T> {
  await lock();
  try {
    rmSync(stageDirectory, { recursive: true, force: true });
    mkdirSync(stageDirectory, { recursive: true });
    for (const linked of ['node_modules', 'canisters']) {
      symlinkSync(resolve(root, linked), join(stageDirectory, linked), 'junction');
    }
    for (const copied of ['dfx.json', 'tsconfig.json']) {
      cpSync(join(root, copied), join(stageDirectory, copied));
    }
    return await build();
  } finally {
    rmSync(lockFile, { force: true });
  }
}

async function lock(): Promise<void> {
  for (let waited = 0; ; waited++) {
    try {
      writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
      return;
    } catch {
      if (!ownerLives()) rmSync(lockFile, { force: true });
      else if (waited === 5) console.log('Another build is running; waiting for it …');
      await sleep(200);
    }
  }
}

function ownerLives(): boolean {
  if (!existsSync(lockFile)) return false;
  const pid = Number(readFileSync(lockFile, 'utf8'));
  // An empty file is a lock being written this very moment.
  if (!pid) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
