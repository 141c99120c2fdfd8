/** Puts the pieces together: reader line, desk, spool, uplink. */
import { IC_ROOT_KEY } from '@dfinity/agent';
import { Principal } from '@dfinity/principal';
import { eventCanisterFor, eventShards, localTime } from '@qikcard/client';
import { DoorKeeper } from './alone/door-keeper.ts';
import type { ResolvedConfig } from './config.ts';
import { type Reading, ScanDesk, type Shown } from './desk.ts';
import { deviceIdentity } from './identity/device-key.ts';
import { type Log, silentLog } from './log.ts';
import { decodeImage } from './readers/image.ts';
import type { Link } from './readers/link.ts';
import { ReaderSession } from './readers/reader-session.ts';
import { SerialLink } from './readers/serial-link.ts';
import { openSpool } from './spool/libsql-spool.ts';
import { randomScanId } from './spool/scan-id.ts';
import type { Spool, SpoolSummary } from './spool/spool.ts';
import { type EventPort, eventPort } from './uplink/event-port.ts';
import { Heart, type ReaderHealth } from './uplink/heart.ts';
import { Uplink, type UplinkState } from './uplink/uplink.ts';
import { verdictDisplay } from './verdict/display.ts';

export type BridgeOptions = {
  /** The reader's line instead of the configured serial port, such as one end of `memoryLinkPair`. */
  link?: Link;
  /** The way to the event canister; the configured deployment when absent. */
  port?: EventPort;
  log?: Log;
  /** Everything a reader is told to show, for a terminal. */
  onShown?(shown: Shown): void;
  onState?(state: UplinkState): void;
  /** How often the bridge says how it is; once a minute when absent. */
  beatMs?: number;
};
export type BridgeStatus = SpoolSummary & {
  uplink: UplinkState;
  /** On the list that this bridge would decide by; 0 when it cannot decide alone. */
  guestsOnList: number;
};

const KEEP_SETTLED_MS = 7 * 24 * 60 * 60 * 1_000;
const ONE_SHOT_MS = 9_000;

type Parts = {
  spool: Spool;
  desk: ScanDesk;
  uplink: Uplink;
  session?: ReaderSession;
  heart?: Heart;
  keeper?: DoorKeeper;
};

export class Bridge {
  private readonly stopping = new AbortController();
  private parts: Parts | undefined;

  constructor(
    private readonly config: ResolvedConfig,
    private readonly options: BridgeOptions,
  ) {}

  /** The principal that an organizer pairs and may revoke; makes the key when there is none. */
  get deviceId(): string {
    return deviceIdentity(this.config.keyPath).getPrincipal().toText();
  }

  async start(): Promise<void> {
    const parts = assemble(this.config, this.options, this.stopping.signal);
    this.parts = parts;
    parts.spool.forgetSettledBefore(Date.now() - KEEP_SETTLED_MS);
    parts.spool.forgetMovesBefore(Date.now() - KEEP_SETTLED_MS);
    parts.uplink.start();
    parts.heart?.start();
    await parts.session?.start();
  }

  /** Closes the line, ends requests, closes the file. What was accepted stays in the spool. */
  async stop(): Promise<void> {
    const { parts } = this;
    this.parts = undefined;
    if (parts === undefined) return;
    await parts.session?.stop();
    parts.desk.close();
    this.stopping.abort();
    await parts.heart?.stop();
    await parts.uplink.stop();
    parts.spool.close();
  }

  /** Whether the next scans let in or out. */
  turn(direction: 'in' | 'out'): void {
    this.running().desk.direction = direction;
  }

  status(): BridgeStatus {
    const { spool, uplink, keeper } = this.running();
    return { ...spool.summary(), uplink: uplink.state, guestsOnList: keeper?.ready ?? 0 };
  }

  /** Takes a code as if read here; resolves with the verdict, or with what is known after `withinMs`. */
  async scanText(text: string, withinMs = ONE_SHOT_MS): Promise<Shown> {
    const { desk, spool } = this.running();
    const reading = { scanId: randomScanId(), text };
    const shown = await scanOnce(desk, reading, withinMs);
    // Another process on the same spool may have sent it and got the answer.
    const verdict = shown.verdict ?? spool.find(reading.scanId)?.verdict;
    return verdict ? { ...shown, verdict, display: verdictDisplay(verdict, localTime) } : shown;
  }

  /** The same for a picture file; throws when there is no code in it. */
  async scanImage(bytes: Uint8Array, withinMs?: number): Promise<Shown> {
    const text = await decodeImage(bytes);
    if (text === undefined) throw new Error('There is no QR code in this picture.');
    return this.scanText(text, withinMs);
  }

  private running(): Parts {
    if (this.parts === undefined) throw new Error('the bridge is not started');
    return this.parts;
  }
}

/** A bridge for a checked config; it does nothing before `start()`. */
export function createBridge(config: ResolvedConfig, options: BridgeOptions = {}): Bridge {
  return new Bridge(config, options);
}

function assemble(config: ResolvedConfig, options: BridgeOptions, signal: AbortSignal): Parts {
  const { log = silentLog, onShown } = options;
  const port = options.port ?? eventPort(config, deviceIdentity(config.keyPath), signal);
  const { freeSpaceMinBytes, gate, direction } = config;
  const spool = openSpool(config.spoolPath, { freeSpaceMinBytes });
  const uplink = new Uplink(spool, port, log, {
    onSettled: (settlements) => desk.settled(settlements),
    onState: options.onState,
  });
  const wiring = { state: () => uplink.state, wake: () => uplink.wake() };
  const eventId = BigInt(config.eventId);
  const keeper = port.carry && keeperOf(config, spool);
  const heart =
    port.carry &&
    keeper &&
    new Heart(port.carry, keeper, log, {
      queueDepth: () => spool.waiting(),
      ...(options.beatMs === undefined ? {} : { beatMs: options.beatMs }),
    });
  const place = { eventId, gate, time: localTime, uplink: wiring, ...(keeper ? { keeper } : {}) };
  const desk = new ScanDesk(spool, log, place, direction);
  const link = options.link ?? serialLink(config, log);
  const health = () => ({ online: uplink.state === 'online', waiting: spool.waiting() });
  const onReader = (said: ReaderHealth) => heart?.heard(said);
  const session = link && new ReaderSession(link, desk, log, { onShown, health, onReader });
  return {
    spool,
    desk,
    uplink,
    session,
    ...(heart ? { heart } : {}),
    ...(keeper ? { keeper } : {}),
  };
}

/** Decides by a list that is kept beside the spool and proven by the key of the network. */
function keeperOf(config: ResolvedConfig, spool: Spool): DoorKeeper {
  const { network, gate, spoolPath } = config;
  const eventId = BigInt(config.eventId);
  const canisterId = Principal.fromText(eventCanisterFor(eventId, eventShards(network)));
  const rootKey = Uint8Array.from(Buffer.from(network.rootKey ?? IC_ROOT_KEY, 'hex'));
  const trust = { canisterId, rootKey };
  return new DoorKeeper(spool, { eventId, gate, path: `${spoolPath}.list`, trust });
}

function serialLink({ reader }: ResolvedConfig, log: Log): Link | undefined {
  return reader && new SerialLink({ path: reader.serialPath, baudRate: reader.baudRate }, log);
}

function scanOnce(desk: ScanDesk, reading: Reading, withinMs: number): Promise<Shown> {
  return new Promise((resolve, reject) => {
    let last: Shown | undefined;
    const end = () => {
      clearTimeout(timer);
      if (last) resolve(last);
      else reject(new Error('The scan is saved, but there was no answer in time.'));
    };
    const timer = setTimeout(end, withinMs);
    const kept = desk.accept(reading, (shown) => {
      last = shown;
      if (shown.verdict) end();
    });
    void Promise.resolve(kept).then((isKept) => isKept || end());
  });
}
