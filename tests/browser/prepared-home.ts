/** The demo's state right after it was seeded, made once for all files of a run. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { bringUp } from '../../scripts/demo/bring-up.ts';

const folder = join(tmpdir(), 'demo');
const done = join(folder, 'done');
const home = join(folder, 'home');
const quiet = () => {};

/** A copy of it; whoever asks first makes it, others wait. The folder goes with the run's own. */
export async function copyOfPreparedHome(name: string): Promise<string> {
  while (!existsSync(done)) {
    if (begins()) await prepare();
    else await sleep(200);
  }
  const copy = mkdtempSync(join(tmpdir(), `${name}-`));
  cpSync(home, copy, { recursive: true });
  return copy;
}

/** Whether it is this process that makes it: a folder can be made once. */
function begins(): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false;
  }
}

async function prepare(): Promise<void> {
  try {
    const demo = await bringUp({ home, port: 0 }, quiet, quiet);
    await demo.stop();
    writeFileSync(done, '');
  } catch (error) {
    // Whoever waits tries again, and fails with the reason too.
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}
