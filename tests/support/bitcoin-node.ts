/** A real Bitcoin node on regtest for tests: mines, relays and verifies as Bitcoin does. */
import { type ChildProcess, fork } from 'node:child_process';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { scriptOf } from '@qikcard/local-network/bitcoin/address';

type Answer = { id?: number; ready?: boolean; value?: unknown; error?: string };

export class BitcoinNode {
  private readonly waiting = new Map<number, (answer: Answer) => void>();
  private count = 0;

  private constructor(
    private readonly child: ChildProcess,
    /** Where it listens, `host:port`. */
    readonly address: string,
  ) {
    child.on('message', (answer: Answer) => {
      if (answer.id === undefined) return;
      this.waiting.get(answer.id)?.(answer);
      this.waiting.delete(answer.id);
    });
  }

  static async start(): Promise<BitcoinNode> {
    const port = await freePort();
    const entry = resolve(import.meta.dirname, 'bitcoin-node-child.cjs');
    const child = fork(entry, [String(port)], {
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    await new Promise<void>((done, fail) => {
      child.once('message', () => done());
      child.once('exit', (code) => fail(new Error(`the Bitcoin node ended: ${code}`)));
    });
    return new BitcoinNode(child, `127.0.0.1:${port}`);
  }

  /** Mines blocks with what waits; rewards go to `address`. Gives the height. */
  mine(count: number, address: string): Promise<number> {
    return this.ask('mine', { count, script: scriptHex(address) }) as Promise<number>;
  }
  /** Mines a branch behind the block at `height`. */
  branch(height: number, count: number, address: string): Promise<number> {
    return this.ask('branch', { height, count, script: scriptHex(address) }) as Promise<number>;
  }
  tip(): Promise<{ height: number; hash: string }> {
    return this.ask('tip') as Promise<{ height: number; hash: string }>;
  }
  /** Ids of the transactions that wait to be mined. */
  pool(): Promise<string[]> {
    return this.ask('pool') as Promise<string[]>;
  }
  /** Whether payments from Taproot outputs, which bcoin cannot check, go through its pool. */
  async relayTaproot(yes: boolean): Promise<void> {
    await this.ask('relayTaproot', { yes });
  }
  block(height: number): Promise<{ id: string; raw: string }[]> {
    return this.ask('block', { height }) as Promise<{ id: string; raw: string }[]>;
  }
  async stop(): Promise<void> {
    const ended = new Promise((done) => this.child.once('exit', done));
    this.child.kill('SIGKILL');
    await ended;
  }

  private ask(command: string, args: object = {}): Promise<unknown> {
    const id = this.count++;
    return new Promise((done, fail) => {
      this.waiting.set(id, ({ value, error }) => {
        if (error === undefined) done(value);
        else fail(new Error(error));
      });
      this.child.send({ id, command, args });
    });
  }
}

function scriptHex(address: string): string {
  const script = scriptOf(address);
  if (!script) throw new Error(`no address of regtest: ${address}`);
  return Buffer.from(script).toString('hex');
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => done(port));
    });
  });
}
