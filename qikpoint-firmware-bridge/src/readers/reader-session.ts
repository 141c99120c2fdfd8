/**
 * The bridge's side of the reader protocol on one line (docs/bridge-protocol.md): learns who the
 * reader is, hands readings to the desk, acknowledges after the commit, shows verdicts.
 */
import type { ReadingDesk, Shown } from '../desk.ts';
import { encodeFrame } from '../frame/frame.ts';
import { type Message, toFrame } from '../frame/messages.ts';
import { FrameParser } from '../frame/parser.ts';
import { fromFrame } from '../frame/read-message.ts';
import type { Log } from '../log.ts';
import { scanIdOf } from '../spool/scan-id.ts';
import type { Link } from './link.ts';

export type SessionOptions = {
  onShown?(shown: Shown): void;
  /** What heartbeats tell the reader. */
  health(): { online: boolean; waiting: number };
  /** What the reader says of itself. */
  onReader?(said: { firmware?: string; batteryPercent?: number; waiting?: number }): void;
};

type Reader = { device: string; boot: Uint8Array };
type Outgoing = Message extends infer M
  ? M extends { seq: number }
    ? Omit<M, 'seq'>
    : never
  : never;

export class ReaderSession {
  private readonly parser = new FrameParser({
    onFrame: (frame) => {
      const message = fromFrame(frame);
      if (message) this.receive(message);
    },
    onFault: (fault) => {
      this.faults++;
      this.log.debug({ fault, faults: this.faults }, 'noise on the reader line');
    },
  });
  private reader: Reader | undefined;
  private nextSeq = 0;
  private faults = 0;

  constructor(
    private readonly link: Link,
    private readonly desk: ReadingDesk,
    private readonly log: Log,
    private readonly options: SessionOptions,
  ) {}

  async start(): Promise<void> {
    await this.link.start({
      onBytes: (bytes) => this.parser.push(bytes),
      onUp: () => {
        this.parser.reset();
        this.send({ kind: 'identify' });
      },
      // Another reader may be plugged in next: its numbers mean nothing under the old name.
      onDown: () => {
        this.reader = undefined;
      },
    });
  }

  async stop(): Promise<void> {
    await this.link.stop();
  }

  private receive(message: Message): void {
    switch (message.kind) {
      case 'hello':
        this.reader = { device: message.device, boot: message.boot };
        this.log.info({ device: message.device, firmware: message.firmware }, 'reader says hello');
        this.options.onReader?.({ firmware: message.firmware });
        return;
      case 'scan':
        this.receiveScan(message);
        return;
      case 'heartbeat':
        if (this.reader === undefined) this.send({ kind: 'identify' });
        this.options.onReader?.({
          waiting: message.waiting,
          batteryPercent: message.batteryPercent,
        });
        this.send({ kind: 'heartbeat', ...this.options.health() });
        return;
    }
  }

  private receiveScan({ seq, text, capturedAtMs }: Extract<Message, { kind: 'scan' }>): void {
    // Without a name and a run there is no id that a repeat would share.
    if (this.reader === undefined) {
      this.send({ kind: 'identify' });
      return;
    }
    const scanId = scanIdOf({ ...this.reader, seq });
    const kept = this.desk.accept({ scanId, text, capturedAtMs }, (shown) => {
      // A verdict known at once still follows the acknowledgement.
      setImmediate(() => this.show(seq, shown));
    });
    const acknowledge = (isKept: boolean) => isKept && this.send({ kind: 'ack', scan: seq });
    if (typeof kept === 'boolean') acknowledge(kept);
    else void kept.then(acknowledge);
  }

  private show(scan: number, shown: Shown): void {
    this.send({ kind: 'verdict', scan, display: shown.display });
    this.options.onShown?.(shown);
  }

  /** A lost answer is no error: the reader repeats its scan and gets it again. */
  private send(message: Outgoing): void {
    const seq = this.nextSeq;
    this.nextSeq = (this.nextSeq + 1) & 0xffff;
    const bytes = encodeFrame(toFrame({ ...message, seq } as Message));
    this.link.write(bytes).catch((error) => {
      this.log.debug({ error: String(error), kind: message.kind }, 'not sent to the reader');
    });
  }
}
