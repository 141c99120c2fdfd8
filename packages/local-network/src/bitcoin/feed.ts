/** Keeps a replica's Bitcoin canister level with a node: blocks in, transactions out. */
import type { Replica } from '../replica.ts';
import { parseHeader } from './block.ts';
import { BITCOIN_CANISTER, type BitcoinOutside } from './canister.ts';
import { BitcoinPeer } from './peer.ts';

const ROUND_MS = 250;
const BLOCKS_AT_ONCE = 200;

export type BitcoinFeed = { stop(): void };

/** Connects to the first address that answers, and again whenever the connection ends. */
export function feedBitcoin(
  replica: Replica,
  addresses: readonly string[],
  /** Called when blocks have arrived. */
  arrived: () => void,
): BitcoinFeed {
  let peer: BitcoinPeer | undefined;
  let ready = false;
  let attempt = 0;
  let offered = new Set<string>();
  /** Blocks asked for and not here yet. */
  let wanted = new Set<string>();
  const outside = () => replica.outside(BITCOIN_CANISTER) as BitcoinOutside;

  function connect(): void {
    const { host, port } = addressOf(addresses[attempt++ % addresses.length] as string);
    offered = new Set();
    wanted = new Set();
    peer = new BitcoinPeer(host, port, {
      ready: () => {
        ready = true;
        work();
      },
      news: ask,
      headers: (raw) => {
        const hashes = raw.slice(0, BLOCKS_AT_ONCE).map((each) => parseHeader(each).hash);
        wanted = new Set(hashes);
        if (hashes.length > 0) peer?.askBlocks(hashes);
      },
      block: (raw) => {
        if (replica.deliver(BITCOIN_CANISTER, raw)) arrived();
        wanted.delete(parseHeader(raw.slice(0, 80)).hash);
        if (wanted.size === 0) ask();
      },
      transaction: (id) => outside().outgoing.get(id)?.raw,
      closed: () => {
        ready = false;
        peer = undefined;
      },
    });
  }
  const ask = () => peer?.askHeaders(outside().locator);

  /** Offers what is new to the peer; asks again what an answer was lost for. */
  function work(): void {
    if (!peer) {
      connect();
      return;
    }
    if (!ready) return;
    const fresh = [...outside().outgoing.keys()].filter((id) => !offered.has(id));
    for (const id of fresh) offered.add(id);
    peer.offerTransactions(fresh);
    ask();
  }

  const timer = setInterval(work, ROUND_MS);
  connect();
  return {
    stop: () => {
      clearInterval(timer);
      peer?.close();
    },
  };
}

function addressOf(text: string): { host: string; port: number } {
  const cut = text.lastIndexOf(':');
  return { host: text.slice(0, cut).replace(/^\[|\]$/g, ''), port: Number(text.slice(cut + 1)) };
}
