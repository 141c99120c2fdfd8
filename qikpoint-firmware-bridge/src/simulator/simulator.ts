/**
 * The reference QikPoint reader in software: numbers its readings, keeps each until it is
 * acknowledged, sends it again, shows what the bridge tells it. Tests and the demo use it in the
 * place of the hardware, on a serial port or in-process.
 */
import { randomBytes } from 'node:crypto';
import { encodeFrame } from '../frame/frame.ts';
import { BOOT_BYTES, type Display, type Message, toFrame } from '../frame/messages.ts';
import { FrameParser } from '../frame/parser.ts';
import { fromFrame } from '../frame/read-message.ts';
import { decodeImage } from '../readers/image.ts';
import type { Link } from '../readers/link.ts';
import { Unacknowledged } from './unacknowledged.ts';

export type SimulatorOptions = {
  device?: string;
  /** A reading that is not acknowledged is sent again after this time. */
  resendMs?: number;
  heartbeatMs?: number;
  /** Absent: it has no battery. */
  batteryPercent?: number;
  /** How long a verdict is waited for; older ones are not shown (the guest has gone on). */
  patienceMs?: number;
  onShow?(display: Display): void;
};

const defaults = {
  device: 'qikpoint-simulator',
  resendMs: 500,
  heartbeatMs: 5_000,
  patienceMs: 10_000,
};
const SEQ_END = 0x1_0000;

export class Simulator {
  private readonly options: typeof defaults & SimulatorOptions;
  private readonly kept = new Unacknowledged();
  private readonly waiting = new Map<number, (display: Display) => void>();
  private readonly parser = new FrameParser({
    onFrame: (frame) => {
      const message = fromFrame(frame);
      if (message) this.receive(message);
    },
  });
  private boot = newBoot();
  private nextSeq = 1;
  private timers: NodeJS.Timeout[] = [];

  constructor(
    private readonly link: Link,
    options: SimulatorOptions = {},
  ) {
    this.options = { ...defaults, ...options };
  }

  async start(): Promise<void> {
    const { resendMs, heartbeatMs } = this.options;
    await this.link.start({
      onBytes: (bytes) => this.parser.push(bytes),
      onUp: () => {
        this.parser.reset();
        this.hello();
      },
    });
    this.timers = [
      setInterval(() => this.resend(), resendMs),
      setInterval(() => this.heartbeat(), heartbeatMs),
    ];
  }

  async stop(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    await this.link.stop();
  }

  /** Readings that the bridge has not acknowledged. */
  get unacknowledged(): number {
    return this.kept.size;
  }

  /** Reads a text; resolves with the first verdict, or with the last thing shown in time. */
  scanText(text: string): Promise<Display> {
    const seq = this.takeSeq();
    this.kept.keep(seq, { kind: 'scan', seq, text, capturedAtMs: Date.now() });
    return new Promise((resolve, reject) => {
      let last: Display | undefined;
      const end = () => {
        clearTimeout(timer);
        this.waiting.delete(seq);
        if (last) resolve(last);
        else reject(new Error('the bridge did not answer'));
      };
      const timer = setTimeout(end, this.options.patienceMs);
      this.waiting.set(seq, (display) => {
        last = display;
        this.options.onShow?.(display);
        // The confirmation that follows a provisional answer is still shown.
        if (display.stage === 'provisional') resolve(display);
        if (display.stage === 'final') end();
      });
      this.send(this.kept.get(seq)!);
    });
  }

  /** Reads the code in a picture file. */
  async scanImage(bytes: Uint8Array): Promise<Display> {
    const text = await decodeImage(bytes);
    if (text === undefined) throw new Error('There is no QR code in this picture.');
    return this.scanText(text);
  }

  private receive(message: Message): void {
    switch (message.kind) {
      case 'identify':
        this.hello();
        // Everything unanswered goes out again under the name just given.
        this.resend();
        break;
      case 'ack':
        this.kept.forget(message.scan);
        break;
      case 'verdict':
        this.waiting.get(message.scan)?.(message.display);
        break;
    }
  }

  /** One boot id names one run of numbers: before a number would come again, a new run begins. */
  private takeSeq(): number {
    if (this.nextSeq === SEQ_END) {
      if (this.kept.size > 0) throw new Error('the reader is full; wait for the bridge');
      this.boot = newBoot();
      this.nextSeq = 1;
      this.hello();
    }
    return this.nextSeq++;
  }

  private hello(): void {
    const { device } = this.options;
    this.send({ kind: 'hello', seq: 0, device, boot: this.boot, firmware: 'simulator 1' });
  }

  private heartbeat(): void {
    const { batteryPercent } = this.options;
    const battery = batteryPercent === undefined ? {} : { batteryPercent };
    this.send({ kind: 'heartbeat', seq: 0, online: true, waiting: this.kept.size, ...battery });
  }

  private resend(): void {
    for (const message of this.kept.all()) this.send(message);
  }

  private send(message: Message): void {
    // A line that is down is no error for a reader: it keeps the reading.
    this.link.write(encodeFrame(toFrame(message))).catch(() => {});
  }
}

const newBoot = () => Uint8Array.from(randomBytes(BOOT_BYTES));

/** A reader at the other end of a line; it does nothing before `start()`. */
export function createSimulator(link: Link, options?: SimulatorOptions): Simulator {
  return new Simulator(link, options);
}
