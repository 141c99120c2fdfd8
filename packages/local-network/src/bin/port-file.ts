import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long a server that has just created its file may take to write its port. */
const STARTUP_MS = 10_000;

/**
 * Creates the port file for this process alone. False when a living server has it already; a file
 * left behind by a server that was killed is replaced.
 */
export async function claimPortFile(path: string): Promise<boolean> {
  for (;;) {
    try {
      writeFileSync(path, '', { flag: 'wx' });
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const content = await contentOf(path);
    if (content === undefined) continue;
    if (await isServerAt(Number.parseInt(content, 10))) return false;
    removeStale(path, content);
  }
}

/** Announces the port in the claimed file. */
export const writePort = (path: string, port: number): void => writeFileSync(path, `${port}\n`);

/** Deletes the file if it still announces this port. */
export function releasePortFile(path: string, port: number): void {
  try {
    if (readFileSync(path, 'utf8') === `${port}\n`) rmSync(path);
  } catch {
    // Whoever deleted it first did what was to be done.
  }
}

/** The announced port; an empty file is given time, its server may still be starting. */
async function contentOf(path: string): Promise<string | undefined> {
  const giveUp = Date.now() + STARTUP_MS;
  for (;;) {
    let content: string;
    try {
      content = readFileSync(path, 'utf8');
    } catch {
      return undefined;
    }
    if (content !== '' || Date.now() > giveUp) return content;
    await sleep(50);
  }
}

async function isServerAt(port: number): Promise<boolean> {
  if (!Number.isInteger(port)) return false;
  try {
    const response = await fetch(`http://127.0.0.1:${port}/status`, {
      signal: AbortSignal.timeout(2_000),
    });
    return response.ok;
  } catch {
    return false;
  }
}

/** Moves the file away before deleting it: another new server may have replaced it meanwhile. */
function removeStale(path: string, content: string): void {
  const aside = `${path}.stale-${process.pid}`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  if (readFileSync(aside, 'utf8') === content) rmSync(aside);
  else renameSync(aside, path);
}
