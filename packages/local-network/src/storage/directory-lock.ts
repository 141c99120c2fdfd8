import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Takes the lock of a state directory for this process; returns how to release it. A lock left by
 * a process that was killed is taken over. Throws while another living process has it.
 */
export function lockDirectory(path: string): () => void {
  const lock = join(path, 'lock');
  const mine = `${process.pid} ${startOf(process.pid)}`;
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      writeFileSync(lock, mine, { flag: 'wx' });
      return () => rmSync(lock, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const [pid, start] = readFileSync(lock, 'utf8').split(' ');
      if (isAlive(Number(pid), start ?? '')) {
        throw new Error(`The state in ${path} is in use by process ${pid}; stop that one first`);
      }
      rmSync(lock, { force: true });
    }
  }
  throw new Error(`The state in ${path} is being opened by another process`);
}

/** Process ids are reused; on Linux the start time tells the processes apart. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

function isAlive(pid: number, start: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return startOf(pid) === start;
}
