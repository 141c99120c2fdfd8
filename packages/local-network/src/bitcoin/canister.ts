/**
 * The Bitcoin canister of a local network with a regtest peer: the methods of the interface spec
 * ("IC Bitcoin API") over the chain that the peer sends. Blocks count by their proof of work alone.
 */
import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import { fromHex, toHex } from '../crypto/bytes.ts';
import { candidOf, type NativeMethod, nativeService } from '../native/system/native-service.ts';
import type { NativeCanister, NativeEnv } from '../replica.ts';
import { scriptOf } from './address.ts';
import { parseBlock, parseTransaction } from './block.ts';
import {
  addBlock,
  type ChainState,
  feePercentiles,
  headersBetween,
  locatorOf,
  newChain,
  tipOf,
  unspentAt,
} from './chain.ts';

/** Where PocketIC has the canister that speaks to a regtest node. */
export const BITCOIN_CANISTER = Principal.fromText('g4xu7-jiaaa-aaaan-aaaaq-cai').toUint8Array();
export const BITCOIN_CANISTER_NAME = 'bitcoin-regtest';

const { Nat32, Nat64, Null, Opt, Record, Text, Variant, Vec } = IDL;
const Blob = Vec(IDL.Nat8);
const network = Variant({ mainnet: Null, testnet: Null, regtest: Null });
const BalanceArgs = Record({ network, address: Text, min_confirmations: Opt(Nat32) });
const UtxosArgs = Record({
  network,
  address: Text,
  filter: Opt(Variant({ min_confirmations: Nat32, page: Blob })),
});
const Utxo = Record({
  outpoint: Record({ txid: Blob, vout: Nat32 }),
  value: Nat64,
  height: Nat32,
});
const Utxos = Record({
  utxos: Vec(Utxo),
  tip_block_hash: Blob,
  tip_height: Nat32,
  next_page: Opt(Blob),
});
const HeadersArgs = Record({ network, start_height: Nat32, end_height: Opt(Nat32) });
const Headers = Record({ tip_height: Nat32, block_headers: Vec(Blob) });
const Info = Record({
  height: Nat32,
  block_hash: Blob,
  timestamp: Nat32,
  difficulty: IDL.Nat,
  utxos_length: Nat64,
});

/** Cycles that a call has to bring (Bitcoin canister, `Fees` of mainnet). */
const PRICES = {
  balance: 100_000_000n,
  utxos: 10_000_000_000n,
  headers: 10_000_000_000n,
  fees: 100_000_000n,
  send: 5_000_000_000n,
  sendByte: 20_000_000n,
};
const CONFIRMATIONS_MAX = 144;
const PAGE_UTXOS = 1_000;
const HEADERS_MAX = 100;
const OUTGOING_MAX = 200;
/** What no block took for a day is not offered any longer. */
const OUTGOING_BLOCKS = 144;

type Outgoing = { raw: Uint8Array; sinceHeight: number };
type State = {
  chain: ChainState;
  /** Transactions that no block has yet, by id, in the order they came. */
  outgoing: Map<string, Outgoing>;
};
/** What the connection to the peer reads. */
export type BitcoinOutside = { locator: string[]; outgoing: Map<string, Outgoing> };

type Network = { network: Record<string, null> };
type Filter = { min_confirmations: number } | { page: Uint8Array };

function charge(env: NativeEnv, cycles: bigint): void {
  if (env.acceptCycles(cycles) < cycles) {
    throw new Error(`Received too few cycles. ${cycles} cycles are required.`);
  }
}

function checkNetwork(args: Network): void {
  if (!('regtest' in args.network)) throw new Error('Network must be regtest.');
}

function scriptNamed(address: string): Uint8Array {
  const script = scriptOf(address);
  if (!script) throw new Error('MalformedAddress');
  return script;
}

/** The last height that has this many confirmations. */
function heightOf({ chain }: State, confirmations: number): number {
  if (confirmations > CONFIRMATIONS_MAX) {
    throw new Error(
      `MinConfirmationsTooLarge { given: ${confirmations}, max: ${CONFIRMATIONS_MAX} }`,
    );
  }
  return tipOf(chain).height - Math.max(0, confirmations - 1);
}

function getBalance(
  state: State,
  args: Network & { address: string; min_confirmations: number[] },
) {
  checkNetwork(args);
  const height = heightOf(state, args.min_confirmations[0] ?? 0);
  const found = unspentAt(state.chain, scriptNamed(args.address), height);
  return found.reduce((sum, { value }) => sum + value, 0n);
}

function getUtxos(state: State, args: Network & { address: string; filter: Filter[] }) {
  checkNetwork(args);
  const [filter = { min_confirmations: 0 }] = args.filter;
  const { height, from } =
    'page' in filter
      ? pageOf(state, filter.page)
      : { height: heightOf(state, filter.min_confirmations), from: 0 };
  const all = unspentAt(state.chain, scriptNamed(args.address), height);
  const tip = state.chain.best[Math.max(0, height)] as string;
  const behind = from + PAGE_UTXOS;
  const named = ({ txid, vout, ...rest }: (typeof all)[number]) => ({
    outpoint: { txid, vout },
    value: rest.value,
    height: rest.height,
  });
  return {
    utxos: all.slice(from, behind).map(named),
    tip_block_hash: fromHex(tip),
    tip_height: Math.max(0, height),
    next_page: behind < all.length ? [new TextEncoder().encode(`${tip}:${behind}`)] : [],
  };
}

/** A page names the block it was made at, so that all pages show one moment. */
function pageOf({ chain }: State, page: Uint8Array): { height: number; from: number } {
  const [hash = '', from = ''] = new TextDecoder().decode(page).split(':');
  const height = chain.best.indexOf(hash);
  if (!/^\d{1,9}$/.test(from)) throw new Error('MalformedPage');
  if (height < 0) throw new Error(`UnknownTipBlockHash { tip_block_hash: ${hash} }`);
  return { height, from: Number(from) };
}

function sendTransaction(
  state: State,
  env: NativeEnv,
  args: Network & { transaction: Uint8Array },
): undefined {
  checkNetwork(args);
  const raw = Uint8Array.from(args.transaction);
  charge(env, PRICES.send + PRICES.sendByte * BigInt(raw.length));
  let id: string;
  try {
    id = toHex(parseTransaction(raw).id);
  } catch {
    throw new Error('MalformedTransaction');
  }
  if (state.outgoing.size >= OUTGOING_MAX) throw new Error('QueueFull');
  state.outgoing.set(id, { raw, sinceHeight: tipOf(state.chain).height });
  return undefined;
}

function getHeaders(
  { chain }: State,
  args: Network & { start_height: number; end_height: number[] },
) {
  checkNetwork(args);
  const { height } = tipOf(chain);
  const last = args.end_height[0] ?? height;
  if (args.start_height > height) throw new Error('StartHeightDoesNotExist');
  if (last > height) throw new Error('EndHeightDoesNotExist');
  if (args.start_height > last) throw new Error('StartHeightLargerThanEndHeight');
  const end = Math.min(last, args.start_height + HEADERS_MAX - 1);
  return { tip_height: height, block_headers: headersBetween(chain, args.start_height, end) };
}

function getInfo({ chain }: State) {
  const { height, hash } = tipOf(chain);
  const raw = headersBetween(chain, height, height)[0] as Uint8Array;
  const timestamp = new DataView(raw.buffer, raw.byteOffset).getUint32(68, true);
  const block_hash = fromHex(hash);
  return { height, block_hash, timestamp, difficulty: 1n, utxos_length: BigInt(chain.coins.size) };
}

type Methods = Record<string, NativeMethod<State>>;
const paid = (
  price: bigint,
  args: IDL.Type,
  result: IDL.Type,
  run: (state: State, given: never) => unknown,
) => ({
  kind: 'update' as const,
  args: [args],
  result,
  run: (state: State, env: NativeEnv, given: never) => {
    charge(env, price);
    return run(state, given);
  },
});
const free = (
  args: IDL.Type[],
  result: IDL.Type,
  run: (state: State, given: never) => unknown,
) => ({
  kind: 'query' as const,
  args,
  result,
  run: (state: State, _env: NativeEnv, given: never) => run(state, given),
});

const methods: Methods = {
  bitcoin_get_balance: paid(PRICES.balance, BalanceArgs, Nat64, getBalance),
  bitcoin_get_balance_query: free([BalanceArgs], Nat64, getBalance),
  bitcoin_get_utxos: paid(PRICES.utxos, UtxosArgs, Utxos, getUtxos),
  bitcoin_get_utxos_query: free([UtxosArgs], Utxos, getUtxos),
  bitcoin_get_block_headers: paid(PRICES.headers, HeadersArgs, Headers, getHeaders),
  bitcoin_get_current_fee_percentiles: paid(
    PRICES.fees,
    Record({ network }),
    Vec(Nat64),
    (state, args: Network) => {
      checkNetwork(args);
      return feePercentiles(state.chain);
    },
  ),
  bitcoin_send_transaction: {
    kind: 'update',
    args: [Record({ network, transaction: Blob })],
    result: undefined,
    run: sendTransaction,
  },
  get_blockchain_info: free([], Info, getInfo),
};

/** The Bitcoin canister of regtest; blocks of its peer come in by `deliver`. */
export function bitcoinCanister(): NativeCanister {
  const service = nativeService<State>(() => ({ chain: newChain(), outgoing: new Map() }), methods);
  const state = () => service.save() as State;
  return {
    ...service,
    candid: candidOf(methods),
    deliver: (raw) => {
      const { chain, outgoing } = state();
      addBlock(chain, raw);
      for (const { id } of parseBlock(raw).transactions) outgoing.delete(toHex(id));
      const oldest = tipOf(chain).height - OUTGOING_BLOCKS;
      for (const [id, { sinceHeight }] of outgoing) if (sinceHeight < oldest) outgoing.delete(id);
    },
    outside: (): BitcoinOutside => {
      const { chain, outgoing } = state();
      return { locator: locatorOf(chain), outgoing };
    },
  };
}
