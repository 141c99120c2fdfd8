/**
 * Azle embeds the absolute path of the bundle in the wasm, so canisters are always built at one
 * fixed path: the same sources give the same module hash from any clone (docs/builds.md).
 */
import { cpSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export const stageDirectory =
  process.env.QIKCARD_BUILD_DIR ??
  (process.platform === 'win32' ? join(tmpdir(), 'qikcard-build') : '/tmp/qikcard-build');

/** Runs `build` while this process alone owns the fixed path. */
export async function staged<T>(root: string, build: () => Promise<T>): Promise<T> {
  const held = await lock();
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
    held.close();
  }
}

const LOCK_PORT = 47_391;
const WAIT_MS = 10 * 60_000;

/**
 * One build at a time on this machine. The lock is a listening socket: the system gives it to one
 * process and takes it back however that process ends, so that no stale lock can remain.
 */
async function lock(): Promise<Server> {
  const giveUpAt = Date.now() + WAIT_MS;
  for (let tries = 0; ; tries++) {
    const held = await listen();
    if (held) return held;
    if (tries === 5) console.log('Another build is running; waiting for it …');
    if (Date.now() > giveUpAt) {
      throw new Error(
        `port ${LOCK_PORT} on 127.0.0.1, the lock of builds, is taken by another program`,
      );
    }
    await sleep(200);
  }
}

function listen(): Promise<Server | undefined> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(undefined));
    server.listen(LOCK_PORT, '127.0.0.1', () => resolve(server));
  });
}
