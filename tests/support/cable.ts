/** A network cable between a bridge and a network: it can be cut, or lose the answers only. */

import type { AddressInfo } from 'node:net';
import { connect, createServer, type Server, type Socket } from 'node:net';

export class Cable {
  private state: 'whole' | 'cut' | 'answers lost' = 'whole';
  private readonly sockets = new Set<Socket>();
  private server: Server | undefined;
  /** Bytes that went up since the answers were lost. */
  bytesUp = 0;

  constructor(private readonly target: string) {}

  /** The URL at this end. */
  async start(): Promise<string> {
    this.server = createServer((near) => this.join(near));
    await new Promise<void>((done) => this.server?.listen(0, '127.0.0.1', done));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  cut(): void {
    this.state = 'cut';
    for (const socket of this.sockets) socket.destroy();
  }

  loseAnswers(): void {
    this.state = 'answers lost';
    this.bytesUp = 0;
  }

  mend(): void {
    this.state = 'whole';
  }

  async stop(): Promise<void> {
    this.cut();
    await new Promise((done) => this.server?.close(done));
  }

  private join(near: Socket): void {
    if (this.state === 'cut') {
      near.destroy();
      return;
    }
    const { hostname, port } = new URL(this.target);
    const far = connect(Number(port), hostname);
    near.on('data', (bytes) => {
      this.bytesUp += bytes.length;
      far.write(bytes);
    });
    far.on('data', (bytes) => {
      if (this.state === 'whole') near.write(bytes);
    });
    for (const [end, other] of [
      [near, far],
      [far, near],
    ]) {
      this.sockets.add(end);
      end.on('error', () => {});
      end.on('close', () => {
        this.sockets.delete(end);
        other.destroy();
      });
    }
  }
}
