/** One connection to a Bitcoin node (developer reference, "P2P network"): asks, offers, answers. */
import { createConnection, type Socket } from 'node:net';
import { concat, equalBytes, fromHex, toHex, utf8 } from '../crypto/bytes.ts';
import { HEADER_BYTES, listBytes } from './block.ts';
import { BitcoinReader, doubleSha256, u32le, u64le } from './wire.ts';

/** Magic number of regtest. */
const MAGIC = Uint8Array.of(0xfa, 0xbf, 0xb5, 0xda);
const PROTOCOL = 70_015;
const ENVELOPE_BYTES = 24;
const MESSAGE_MAX = 32 * 1024 * 1024;
const kinds = {
  transaction: 1,
  block: 2,
  witnessTransaction: 0x40000001,
  witnessBlock: 0x40000002,
};

export type PeerEvents = {
  /** The peer has agreed to talk. */
  ready(): void;
  /** It has blocks that were not asked for yet. */
  news(): void;
  headers(raw: Uint8Array[]): void;
  block(raw: Uint8Array): void;
  /** It wants this transaction; undefined when there is none any more. */
  transaction(id: string): Uint8Array | undefined;
  closed(): void;
};

/** Speaks with the node at `host:port`. */
export class BitcoinPeer {
  private readonly socket: Socket;
  private received: Uint8Array = new Uint8Array(0);

  constructor(
    host: string,
    port: number,
    private readonly events: PeerEvents,
  ) {
    this.socket = createConnection({ host, port });
    this.socket.on('connect', () => this.send('version', versionBytes()));
    this.socket.on('data', (bytes) => this.take(bytes));
    this.socket.on('error', () => {});
    this.socket.on('close', () => events.closed());
  }

  /** Asks for headers behind the last one that both know. */
  askHeaders(locator: readonly string[]): void {
    const known = listBytes(locator.map(fromHex));
    this.send('getheaders', concat(u32le(PROTOCOL), known, new Uint8Array(32)));
  }

  askBlocks(hashes: readonly string[]): void {
    this.send('getdata', inventory(kinds.witnessBlock, hashes));
  }

  offerTransactions(ids: readonly string[]): void {
    if (ids.length > 0) this.send('inv', inventory(kinds.transaction, ids));
  }

  close(): void {
    this.socket.destroy();
  }

  private send(command: string, payload: Uint8Array): void {
    if (this.socket.destroyed) return;
    const name = new Uint8Array(12);
    name.set(utf8(command));
    const checksum = doubleSha256(payload).slice(0, 4);
    this.socket.write(concat(MAGIC, name, u32le(payload.length), checksum, payload));
  }

  private take(bytes: Uint8Array): void {
    this.received = concat(this.received, bytes);
    try {
      for (let message = this.next(); message; message = this.next()) this.answer(...message);
    } catch {
      // Whoever does not speak the protocol is left; the feed connects anew.
      this.close();
    }
  }

  private next(): [command: string, payload: Uint8Array] | undefined {
    if (this.received.length < ENVELOPE_BYTES) return undefined;
    const reader = new BitcoinReader(this.received);
    if (!equalBytes(reader.bytes(4), MAGIC)) throw new Error('another network');
    const command = Buffer.from(reader.bytes(12)).toString('latin1').replace(/\0+$/, '');
    const length = reader.u32();
    if (length > MESSAGE_MAX) throw new Error('too long a message');
    const checksum = reader.bytes(4);
    if (reader.left < length) return undefined;
    const payload = reader.bytes(length);
    if (!equalBytes(doubleSha256(payload).slice(0, 4), checksum)) throw new Error('a torn message');
    this.received = this.received.slice(ENVELOPE_BYTES + length);
    return [command, payload];
  }

  private answer(command: string, payload: Uint8Array): void {
    const reader = new BitcoinReader(payload);
    if (command === 'version') this.send('verack', new Uint8Array(0));
    else if (command === 'verack') this.events.ready();
    else if (command === 'ping') this.send('pong', payload);
    else if (command === 'headers') this.events.headers(reader.list(() => headerOf(reader)));
    else if (command === 'block') this.events.block(payload);
    else if (command === 'inv') this.hear(entriesOf(reader));
    else if (command === 'getdata') this.hand(entriesOf(reader));
  }

  private hear(entries: Entry[]): void {
    if (entries.some(({ kind }) => kind === kinds.block)) this.events.news();
  }

  private hand(entries: Entry[]): void {
    for (const { kind, hash } of entries) {
      if (kind !== kinds.transaction && kind !== kinds.witnessTransaction) continue;
      const raw = this.events.transaction(hash);
      if (raw) this.send('tx', raw);
    }
  }
}

type Entry = { kind: number; hash: string };
const entriesOf = (reader: BitcoinReader): Entry[] =>
  reader.list(() => ({ kind: reader.u32(), hash: toHex(reader.bytes(32)) }));

const inventory = (kind: number, hashes: readonly string[]): Uint8Array =>
  listBytes(hashes.map((hash) => concat(u32le(kind), fromHex(hash))));

/** A header is followed by a number of transactions that is always zero. */
function headerOf(reader: BitcoinReader): Uint8Array {
  const raw = reader.bytes(HEADER_BYTES);
  reader.count();
  return raw;
}

const NO_ADDRESS = new Uint8Array(26);

/** Offers no services; asks to be told of transactions' relay like any node. */
function versionBytes(): Uint8Array {
  const now = BigInt(Math.floor(Date.now() / 1_000));
  const nonce = crypto.getRandomValues(new Uint8Array(8));
  const agent = utf8('/local-network:1/');
  return concat(
    ...[u32le(PROTOCOL), u64le(0n), u64le(now), NO_ADDRESS, NO_ADDRESS, nonce],
    ...[Uint8Array.of(agent.length), agent, u32le(0), Uint8Array.of(1)],
  );
}
