/**
 * A serial port that is opened again for as long as the bridge runs. A data consumer is always
 * attached: without one, an unplugged port says nothing and stays "open" (measured).
 */
import { backoffMs, pause } from '@qikcard/client';
import { SerialPort } from 'serialport';
import type { Log } from '../log.ts';
import type { Link, LinkHandlers } from './link.ts';

export type SerialOptions = { path: string; baudRate?: number };

const BAUD_RATE = 115_200;
const REOPEN = { firstMs: 100, mostMs: 3_000 };
const WRITE_TIMEOUT_MS = 2_000;

export class SerialLink implements Link {
  private readonly stopping = new AbortController();
  private port: SerialPort | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly options: SerialOptions,
    private readonly log: Log,
  ) {}

  async start(handlers: LinkHandlers): Promise<void> {
    this.running = this.keepOpen(handlers, this.stopping.signal);
  }

  async write(bytes: Uint8Array): Promise<void> {
    const { port } = this;
    if (port === undefined) throw new Error(`${this.options.path} is not open`);
    try {
      await written(port, bytes);
    } catch (error) {
      // A port that does not take bytes is gone, whatever it says about itself.
      shut(port);
      throw error;
    }
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    if (this.port) shut(this.port);
    await this.running;
  }

  private async keepOpen(handlers: LinkHandlers, signal: AbortSignal): Promise<void> {
    const { path } = this.options;
    let failures = 0;
    while (!signal.aborted) {
      try {
        const reason = await this.useOnce(handlers, () => {
          failures = 0;
        });
        if (!signal.aborted) this.log.warn({ path, reason }, 'reader line lost');
        handlers.onDown?.(reason);
      } catch (error) {
        // Said once for each absence, not for each attempt.
        if (failures === 0) this.log.warn({ path, error: String(error) }, 'reader line not there');
      }
      if (!signal.aborted) await pause(backoffMs(++failures, REOPEN), signal);
    }
  }

  /** Opens the port and resolves with a reason when it is gone. */
  private async useOnce(handlers: LinkHandlers, opened: () => void): Promise<string> {
    const port = await open(this.options);
    const closed = new Promise<string>((resolve) => {
      port.once('close', (error?: Error) => resolve(error?.message ?? 'closed'));
      port.on('error', (error) => {
        this.log.debug({ error: error.message }, 'reader line error');
        if (!port.isOpen) resolve(error.message);
      });
    });
    port.on('data', (bytes: Buffer) => handlers.onBytes(Uint8Array.from(bytes)));
    raiseModemLines(port);
    this.port = port;
    // A stop may have come while the port was being opened.
    if (this.stopping.signal.aborted) shut(port);
    this.log.info({ path: this.options.path }, 'reader line open');
    opened();
    handlers.onUp?.();
    const reason = await closed;
    this.port = undefined;
    return reason;
  }
}

function open({ path, baudRate = BAUD_RATE }: SerialOptions): Promise<SerialPort> {
  const port = new SerialPort({ path, baudRate, autoOpen: false });
  return new Promise((resolve, reject) => {
    port.open((error) => (error ? reject(error) : resolve(port)));
  });
}

/** Closes without waiting and as often as asked; the port's `close` event says when it is done. */
function shut(port: SerialPort): void {
  if (port.isOpen && !port.closing) port.close(() => {});
}

/** Some readers only send with DTR and RTS up; a pseudo terminal has no such lines. */
function raiseModemLines(port: SerialPort): void {
  port.set({ dtr: true, rts: true }, () => {});
}

/** A write after an unplug may never call back: it is given a time. */
function written(port: SerialPort, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the write timed out')), WRITE_TIMEOUT_MS);
    port.write(Buffer.from(bytes), (error) => {
      clearTimeout(timer);
      if (error) reject(error);
      else resolve();
    });
  });
}
