/** The real bridge daemon in a process of its own, started as an operator starts it. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

const CLI = resolve(import.meta.dirname, '../../qikpoint-firmware-bridge/bin/qikpoint.mjs');

export class BridgeProcess {
  private child: ChildProcess | undefined;
  /** Everything logged so far, over restarts. */
  log = '';

  constructor(private readonly configPath: string) {}

  /** Resolves when the bridge says that it runs. */
  async start(): Promise<void> {
    const args = [CLI, 'run', '--config', this.configPath];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    this.child = child;
    child.stdout.on('data', (bytes) => {
      this.log += bytes;
    });
    await new Promise<void>((running, failed) => {
      let own = '';
      child.stderr.on('data', (bytes) => {
        this.log += bytes;
        own += bytes;
        if (own.includes('bridge runs')) running();
      });
      child.once('exit', (code) => failed(new Error(`the bridge ended with ${code}: ${own}`)));
    });
  }

  /** Gives the exit code, or null when a signal ended it. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    const { child } = this;
    this.child = undefined;
    if (child === undefined || child.exitCode !== null) return child?.exitCode ?? null;
    const exit = once(child, 'exit');
    child.kill(signal);
    const [code] = await exit;
    return code;
  }
}

/** One `qikpoint` command to its end. */
export function qikpoint(...args: string[]): Promise<{ code: number; output: string }> {
  return new Promise((done) => {
    execFile(process.execPath, [CLI, ...args], (error, stdout, stderr) => {
      done({ code: error ? Number(error.code) : 0, output: stdout + stderr });
    });
  });
}
