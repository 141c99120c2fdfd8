/** A real pseudo-terminal pair made by socat: two serial ports with a cable between them. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from './wait.ts';

export const hasSocat = (() => {
  try {
    execFileSync('socat', ['-V'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();
/** The reason that skipped tests state. */
export const NO_SOCAT = 'socat is not installed (apt-get install socat)';

export class PtyPair {
  private readonly folder = mkdtempSync(join(tmpdir(), 'qikpoint-pty-'));
  readonly readerPath = join(this.folder, 'reader');
  readonly bridgePath = join(this.folder, 'bridge');
  private socat: ChildProcess | undefined;

  async plug(): Promise<void> {
    const end = (link: string) => `pty,raw,echo=0,link=${link}`;
    this.socat = spawn('socat', [end(this.readerPath), end(this.bridgePath)], { stdio: 'ignore' });
    await until('the pty pair is there', () => {
      return existsSync(this.readerPath) && existsSync(this.bridgePath);
    });
  }

  async unplug(): Promise<void> {
    const { socat } = this;
    this.socat = undefined;
    if (socat === undefined) return;
    const gone = once(socat, 'exit');
    socat.kill();
    await gone;
  }
}
