/** The best chain of blocks, and what is unspent on it; a better branch replaces the one that was. */
import { toHex } from '../crypto/bytes.ts';
import { type Block, outpoint, parseBlock, parseHeader } from './block.ts';

/** Header of the first block of regtest (`chainparams.cpp` of Bitcoin Core). */
export const GENESIS = new Uint8Array(
  Buffer.from(
    `01000000${'00'.repeat(32)}3ba3edfd7a7b12b27ac72c3e67768f617fc81bc3888a51323a9fb8aa4b1e5e4adae5494dffff7f2002000000`,
    'hex',
  ),
);
/** The easiest target that regtest allows. */
const TARGET_MAX = 0x7fffff_00000000_00000000_00000000_00000000_00000000_00000000_00000000n << 8n;

export type Unspent = { txid: Uint8Array; vout: number; value: bigint; height: number };
type Coin = Unspent & { script: string };
type Known = { raw: Uint8Array; previous: string; height: number; work: bigint };
/** What a block on the best chain did, so that it can be undone. */
type Effect = { created: string[]; spent: [string, Coin][]; feeRates: bigint[] };

/** Structured-clonable: the replica keeps it. */
export type ChainState = {
  known: Map<string, Known>;
  blocks: Map<string, Uint8Array>;
  /** Hashes of the best chain by height. */
  best: string[];
  effects: Map<string, Effect>;
  coins: Map<string, Coin>;
  byScript: Map<string, Set<string>>;
};

/** A chain that consists of the first block. */
export function newChain(): ChainState {
  const { hash, previous } = parseHeader(GENESIS);
  return {
    known: new Map([[hash, { raw: GENESIS, previous, height: 0, work: 1n }]]),
    blocks: new Map(),
    best: [hash],
    effects: new Map([[hash, { created: [], spent: [], feeRates: [] }]]),
    coins: new Map(),
    byScript: new Map(),
  };
}

export const tipOf = ({ best }: ChainState): { hash: string; height: number } => ({
  hash: best.at(-1) as string,
  height: best.length - 1,
});

/** Takes a block whose predecessor is known; throws for what is no valid block of regtest. */
export function addBlock(state: ChainState, raw: Uint8Array): void {
  const block = parseBlock(raw);
  const { hash, previous, target } = block.header;
  if (state.known.has(hash)) return;
  const before = state.known.get(previous);
  if (!before) throw new RangeError('a block behind an unknown one');
  if (target > TARGET_MAX) throw new RangeError('a block with too little work');
  const work = before.work + (1n << 256n) / (target + 1n);
  state.known.set(hash, { raw: block.header.raw, previous, height: before.height + 1, work });
  state.blocks.set(hash, raw);
  const tip = state.known.get(tipOf(state).hash) as Known;
  if (work > tip.work) switchTo(state, hash);
}

/** Undoes what is not on the branch that ends in `hash`, then applies the branch. */
function switchTo(state: ChainState, hash: string): void {
  const branch: string[] = [];
  for (let at = hash; state.best[(state.known.get(at) as Known).height] !== at; ) {
    branch.unshift(at);
    at = (state.known.get(at) as Known).previous;
  }
  const fork = (state.known.get(branch[0] as string) as Known).height;
  while (state.best.length > fork) undo(state, state.best.pop() as string);
  for (const each of branch) {
    const raw = state.blocks.get(each) as Uint8Array;
    apply(state, parseBlock(raw), state.best.length);
    state.best.push(each);
  }
}

function apply(state: ChainState, { header, transactions }: Block, height: number): void {
  const effect: Effect = { created: [], spent: [], feeRates: [] };
  for (const { id, inputs, outputs, virtualBytes } of transactions) {
    const coins = inputs.flatMap((input) => {
      const coin = state.coins.get(input);
      if (!coin) return [];
      forget(state, input, coin);
      effect.spent.push([input, coin]);
      return [coin];
    });
    for (const [vout, { value, script }] of outputs.entries()) {
      if (script[0] === 0x6a) continue;
      const name = outpoint(id, vout);
      remember(state, name, { txid: id, vout, value, height, script: toHex(script) });
      effect.created.push(name);
    }
    if (coins.length === 0) continue;
    const sum = (values: { value: bigint }[]) => values.reduce((all, { value }) => all + value, 0n);
    effect.feeRates.push(((sum(coins) - sum(outputs)) * 1_000n) / BigInt(virtualBytes));
  }
  state.effects.set(header.hash, effect);
}

function undo(state: ChainState, hash: string): void {
  const { created, spent } = state.effects.get(hash) as Effect;
  for (const [name, coin] of spent) remember(state, name, coin);
  for (const name of created) {
    const coin = state.coins.get(name);
    if (coin) forget(state, name, coin);
  }
  state.effects.delete(hash);
}

function remember(state: ChainState, name: string, coin: Coin): void {
  state.coins.set(name, coin);
  const held = state.byScript.get(coin.script) ?? new Set();
  state.byScript.set(coin.script, held.add(name));
}

function forget(state: ChainState, name: string, coin: Coin): void {
  state.coins.delete(name);
  state.byScript.get(coin.script)?.delete(name);
}

/** What a script held when the block at `height` was the last, highest first. */
export function unspentAt(state: ChainState, script: Uint8Array, height: number): Unspent[] {
  const wanted = toHex(script);
  const found = [...(state.byScript.get(wanted) ?? [])].map(
    (name) => state.coins.get(name) as Coin,
  );
  for (const hash of state.best.slice(height + 1)) {
    const { spent } = state.effects.get(hash) as Effect;
    found.push(...spent.flatMap(([, coin]) => (coin.script === wanted ? [coin] : [])));
  }
  return found
    .filter((coin) => coin.height <= height)
    .sort(
      (a, b) => b.height - a.height || (toHex(a.txid) < toHex(b.txid) ? -1 : 1) || a.vout - b.vout,
    );
}

const FEE_BLOCKS = 10_000;
/** 101 percentiles of the fee rates of recent transactions, in thousandths of a satoshi per byte. */
export function feePercentiles(state: ChainState): bigint[] {
  const recent = state.best.slice(-FEE_BLOCKS);
  const rates = recent.flatMap((hash) => (state.effects.get(hash) as Effect).feeRates);
  rates.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  if (rates.length === 0) return [];
  return Array.from(
    { length: 101 },
    (_, i) => rates[Math.max(0, Math.ceil((i * rates.length) / 100) - 1)] as bigint,
  );
}

/** Headers of the best chain, both heights included. */
export const headersBetween = (state: ChainState, first: number, last: number): Uint8Array[] =>
  state.best.slice(first, last + 1).map((hash) => (state.known.get(hash) as Known).raw);

/** Hashes of the best chain by which a peer finds the fork: dense at its end, then ever fewer. */
export function locatorOf({ best }: ChainState): string[] {
  const found: string[] = [];
  for (let height = best.length - 1, step = 1; height > 0; height -= step) {
    found.push(best[height] as string);
    if (found.length > 10) step *= 2;
  }
  return [...found, best[0] as string];
}
