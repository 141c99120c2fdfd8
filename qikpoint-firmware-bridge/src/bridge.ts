/** Puts the pieces together: reader line, desk, spool, uplink. */
import { IC_ROOT_KEY } from '@dfinity/agent';
import { Principal } from '@dfinity/principal';
import { eventCanisterFor, eventShards, localTime } from '@qikcard/client';
import type { FormatTime, LendingVerdict } from '@qikcard/contracts';
import { DoorKeeper } from './alone/door-keeper.ts';
import type { ResolvedConfig } from './config.ts';
import { type Reading, type ReadingDesk, ScanDesk, type Shown } from './desk.ts';
import { deviceIdentity } from './identity/device-key.ts';
import { type HandOver, openHandOvers } from './lend/hand-overs.ts';
import { LendDesk } from './lend/lend-desk.ts';
import { carryHandOvers, type LendPort } from './lend/lend-port.ts';
import { type Log, silentLog } from './log.ts';
import { decodeImage } from './readers/image.ts';
import type { Link } from './readers/link.ts';
import { ReaderSession } from './readers/reader-session.ts';
import { SerialLink } from './readers/serial-link.ts';
import { openSpool } from './spool/libsql-spool.ts';
import { randomScanId } from './spool/scan-id.ts';
import type { Spool, SpoolSummary } from './spool/spool.ts';
import { Courier, type UplinkState } from './uplink/courier.ts';
import { connectEvent, type EventPort, eventPort } from './uplink/event-port.ts';
import { Heart, type ReaderHealth } from './uplink/heart.ts';
import { Uplink } from './uplink/uplink.ts';
import { verdictDisplay } from './verdict/display.ts';

export type BridgeOptions = {
  /** The reader's line instead of the configured serial port, such as one end of `memoryLinkPair`. */
  link?: Link;
  /** The way to the event canister; the configured deployment when absent. */
  port?: EventPort;
  /** The same for a lending desk. */
  lendPort?: LendPort;
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
  kept: {
    summary(): SpoolSummary;
    forgetSettledBefore(atMs: number): unknown;
    forgetMovesBefore?(atMs: number): void;
    close(): void;
  };
  desk: ReadingDesk;
  /** Of doors: which way the next scans go, and what was answered to one. */
  door?: { desk: ScanDesk; spool: Spool };
  uplink: { state: UplinkState; start(): void; stop(): Promise<void> };
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
    parts.kept.forgetSettledBefore(Date.now() - KEEP_SETTLED_MS);
    parts.kept.forgetMovesBefore?.(Date.now() - KEEP_SETTLED_MS);
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
    parts.kept.close();
  }

  /** Whether the next scans let in or out. */
  turn(direction: 'in' | 'out'): void {
    const { door } = this.running();
    if (door === undefined) throw new Error('a lending desk has no direction');
    door.desk.direction = direction;
  }

  status(): BridgeStatus {
    const { kept, uplink, keeper } = this.running();
    return { ...kept.summary(), uplink: uplink.state, guestsOnList: keeper?.ready ?? 0 };
  }

  /** Takes a code as if read here; resolves with the verdict, or with what is known after `withinMs`. */
  async scanText(text: string, withinMs = ONE_SHOT_MS): Promise<Shown> {
    const { desk, door } = this.running();
    const reading = { scanId: randomScanId(), text };
    const shown = await scanOnce(desk, reading, withinMs);
    // Another process on the same spool may have sent it and got the answer.
    const verdict = shown.verdict ?? door?.spool.find(reading.scanId)?.verdict;
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
  return (config.mode === 'lend' ? assembleLending : assembleDoor)(config, options, signal);
}

function assembleDoor(config: ResolvedConfig, options: BridgeOptions, signal: AbortSignal): Parts {
  const { log = silentLog } = options;
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
  const health = () => ({ online: uplink.state === 'online', waiting: spool.waiting() });
  const session = sessionOf(config, options, { desk, health, heart });
  return {
    ...{ kept: spool, desk, uplink, session, door: { desk, spool } },
    ...(heart ? { heart } : {}),
    ...(keeper ? { keeper } : {}),
  };
}

/** The same pieces around a pass and a label; nobody decides there without the network. */
function assembleLending(
  config: ResolvedConfig,
  options: BridgeOptions,
  signal: AbortSignal,
): Parts {
  const { log = silentLog } = options;
  const identity = deviceIdentity(config.keyPath);
  const port = options.port ?? eventPort(config, identity, signal);
  const lending = options.lendPort ?? connectEvent(config, identity, signal);
  const { freeSpaceMinBytes, spoolPath } = config;
  const kept = openHandOvers(spoolPath, { freeSpaceMinBytes });
  const ways = {
    carry: (rows: HandOver[]) => carryHandOvers(rows, lending, kept),
    reach: () => port.reach(),
  };
  const uplink = new Courier<HandOver, LendingVerdict>(kept, ways, log, {
    onSettled: (settlements) => desk.settled(settlements),
    onState: options.onState,
  });
  const wiring = { state: () => uplink.state, wake: () => uplink.wake() };
  const desk = new LendDesk(kept, log, { time: dayAndTime, uplink: wiring });
  const queueDepth = () => kept.waiting();
  const beat = options.beatMs === undefined ? {} : { beatMs: options.beatMs };
  // It carries no list: a desk without a network writes down, and does not decide.
  const noList = { ready: 1, refresh: async () => {} };
  const heart = port.carry && new Heart(port.carry, noList, log, { queueDepth, ...beat });
  const health = () => ({ online: uplink.state === 'online', waiting: queueDepth() });
  const session = sessionOf(config, options, { desk, health, heart });
  return { kept, desk, uplink, session, ...(heart ? { heart } : {}) };
}

/** Loans last longer than a day. */
const dayAndTime: FormatTime = (atNs) =>
  new Date(Number(atNs / 1_000_000n)).toLocaleString([], {
    ...{ weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
  });

type Behind = {
  desk: ReadingDesk;
  health(): { online: boolean; waiting: number };
  heart: Heart | undefined;
};

/** The reader's line, where there is one. */
function sessionOf(
  config: ResolvedConfig,
  { link, log = silentLog, onShown }: BridgeOptions,
  { desk, health, heart }: Behind,
): ReaderSession | undefined {
  const line = link ?? serialLink(config, log);
  const onReader = (said: ReaderHealth) => heart?.heard(said);
  return line && new ReaderSession(line, desk, log, { onShown, health, onReader });
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

function scanOnce(desk: ReadingDesk, reading: Reading, withinMs: number): Promise<Shown> {
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
      if (shown.display.stage === 'final') end();
    });
    void Promise.resolve(kept).then((isKept) => isKept || end());
  });
}
