/**
 * A small chain of Ethereum's kind behind the interface of the EVM RPC canister, that can be told to
 * fail. It reads transactions by rules of its own (RLP, EIP-1559, key recovery) and moves balances;
 * blocks come when the test says so.
 */
import { secp256k1 } from '@noble/curves/secp256k1';
import { keccak_256 } from '@noble/hashes/sha3';
import { call, canisterSelf, IDL, msgCyclesAccept, query, trap, update } from 'azle';

const reserved = IDL.Vec(IDL.Null);
const RpcServices = IDL.Variant({
  Custom: IDL.Record({
    chainId: IDL.Nat64,
    services: IDL.Vec(
      IDL.Record({
        url: IDL.Text,
        headers: IDL.Opt(IDL.Vec(IDL.Record({ value: IDL.Text, name: IDL.Text }))),
      }),
    ),
  }),
  EthSepolia: IDL.Opt(reserved),
  EthMainnet: IDL.Opt(reserved),
  ArbitrumOne: IDL.Opt(reserved),
  BaseMainnet: IDL.Opt(reserved),
  OptimismMainnet: IDL.Opt(reserved),
});
const RpcConfig = IDL.Opt(
  IDL.Record({
    responseSizeEstimate: IDL.Opt(IDL.Nat64),
    responseConsensus: IDL.Opt(
      IDL.Variant({
        Equality: IDL.Null,
        Threshold: IDL.Record({ total: IDL.Opt(IDL.Nat8), min: IDL.Nat8 }),
      }),
    ),
  }),
);
const BlockTag = IDL.Variant({
  ...{ Earliest: IDL.Null, Safe: IDL.Null, Finalized: IDL.Null, Latest: IDL.Null },
  ...{ Number: IDL.Nat, Pending: IDL.Null },
});
const RpcError = IDL.Variant({
  JsonRpcError: IDL.Record({ code: IDL.Int64, message: IDL.Text }),
});
const answer = (value: IDL.Type) => IDL.Variant({ Ok: value, Err: RpcError });
const Service = IDL.Variant({ Provider: IDL.Nat64 });
const multi = (value: IDL.Type) =>
  IDL.Variant({
    Consistent: answer(value),
    Inconsistent: IDL.Vec(IDL.Tuple(Service, answer(value))),
  });
const FeeHistoryArgs = IDL.Record({
  blockCount: IDL.Nat,
  newestBlock: BlockTag,
  rewardPercentiles: IDL.Opt(IDL.Vec(IDL.Nat8)),
});
const FeeHistory = IDL.Record({
  reward: IDL.Vec(IDL.Vec(IDL.Nat)),
  gasUsedRatio: IDL.Vec(IDL.Float64),
  oldestBlock: IDL.Nat,
  baseFeePerGas: IDL.Vec(IDL.Nat),
});
const SendStatus = IDL.Variant({
  Ok: IDL.Opt(IDL.Text),
  ...{ NonceTooLow: IDL.Null, NonceTooHigh: IDL.Null, InsufficientFunds: IDL.Null },
});
const Log = IDL.Record({
  ...{ transactionHash: IDL.Opt(IDL.Text), blockNumber: IDL.Opt(IDL.Nat), data: IDL.Text },
  ...{ blockHash: IDL.Opt(IDL.Text), transactionIndex: IDL.Opt(IDL.Nat) },
  ...{ topics: IDL.Vec(IDL.Text), address: IDL.Text, logIndex: IDL.Opt(IDL.Nat) },
  removed: IDL.Bool,
});
const Receipt = IDL.Record({
  ...{ to: IDL.Opt(IDL.Text), status: IDL.Opt(IDL.Nat), root: IDL.Opt(IDL.Text) },
  ...{ transactionHash: IDL.Text, blockNumber: IDL.Nat, from: IDL.Text, logs: IDL.Vec(Log) },
  ...{ blockHash: IDL.Text, type: IDL.Text, transactionIndex: IDL.Nat },
  ...{ effectiveGasPrice: IDL.Nat, logsBloom: IDL.Text, contractAddress: IDL.Opt(IDL.Text) },
  ...{ gasUsed: IDL.Nat, cumulativeGasUsed: IDL.Nat },
});

type Tx = {
  hash: string;
  from: string;
  to: string;
  nonce: bigint;
  value: bigint;
  tip: bigint;
  max: bigint;
  gas: bigint;
};
type Mined = { tx: Tx; block: bigint; status: bigint; price: bigint };
type State = { balances: Map<string, bigint>; counts: Map<string, bigint>; burnt: bigint };

const CHAIN_ID = 31_337n;
const GAS = 21_000n;
const GWEI = 10n ** 9n;
const QUESTION_CYCLES = 1_000_000_000n;

let state: State = { balances: new Map(), counts: new Map(), burnt: 0n };
/** As it was after each block; the first one is before any. */
const past: { state: State; mined: Mined[] }[] = [];
let finalized = 0;
let mined: Mined[] = [];
let pool: Tx[] = [];
let mode = 'ok';
let baseFee = 10n * GWEI;
const refusing = new Set<string>();
const raws: string[] = [];

const hex = (bytes: Uint8Array) =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
const number = (bytes: Uint8Array) => (bytes.length === 0 ? 0n : BigInt(`0x${hex(bytes)}`));
const copy = ({ balances, counts, burnt }: State): State => ({
  ...{ balances: new Map(balances), counts: new Map(counts), burnt },
});
const balanceOf = (address: string) => state.balances.get(address.toLowerCase()) ?? 0n;
const countOf = (address: string, at: State = state) => at.counts.get(address.toLowerCase()) ?? 0n;

/** The items of a list; byte strings as they are, lists as their bytes with the prefix. */
function items(bytes: Uint8Array): Uint8Array[] {
  const found: Uint8Array[] = [];
  let at = 0;
  const sized = (short: number) => {
    const first = bytes[at] as number;
    if (first <= short + 55) return { from: at + 1, length: first - short };
    const size = first - short - 55;
    return { from: at + 1 + size, length: Number(number(bytes.slice(at + 1, at + 1 + size))) };
  };
  while (at < bytes.length) {
    const first = bytes[at] as number;
    if (first < 0x80) {
      found.push(bytes.slice(at, at + 1));
      at += 1;
      continue;
    }
    const { from, length } = sized(first < 0xc0 ? 0x80 : 0xc0);
    found.push(bytes.slice(first < 0xc0 ? from : at, from + length));
    at = from + length;
  }
  return found;
}
function listed(bytes: Uint8Array): Uint8Array {
  const first = bytes[0] as number;
  return bytes.slice(first <= 0xf7 ? 1 : 1 + first - 0xf7);
}
function encodeList(parts: Uint8Array[]): Uint8Array {
  const item = (bytes: Uint8Array, list: boolean) =>
    list || (bytes.length === 1 && (bytes[0] as number) < 0x80)
      ? bytes
      : Uint8Array.of(0x80 + bytes.length, ...bytes);
  const inner = parts.flatMap((part, i) => [...item(part, i === parts.length - 1)]);
  const size = inner.length <= 55 ? [0xc0 + inner.length] : [0xf8, inner.length];
  return Uint8Array.of(...size, ...inner);
}

/** Who signed what; undefined for what this chain does not take. */
function read(raw: string): Tx | undefined {
  const bytes = Uint8Array.from(raw.slice(2).match(/../g) ?? [], (pair) =>
    Number.parseInt(pair, 16),
  );
  if (bytes[0] !== 2) return undefined;
  const fields = items(listed(bytes.slice(1)));
  if (fields.length !== 12 || number(fields[0] as Uint8Array) !== CHAIN_ID) return undefined;
  const signed = Uint8Array.of(2, ...encodeList(fields.slice(0, 9)));
  const [parity, r, s] = fields.slice(9).map(number) as [bigint, bigint, bigint];
  if (s > secp256k1.CURVE.n / 2n) return undefined;
  const signature = new secp256k1.Signature(r, s).addRecoveryBit(Number(parity));
  const key = signature.recoverPublicKey(keccak_256(signed)).toRawBytes(false);
  const [nonce, tip, max, gas] = fields.slice(1, 5).map(number) as [bigint, bigint, bigint, bigint];
  return {
    hash: `0x${hex(keccak_256(bytes))}`,
    from: `0x${hex(keccak_256(key.slice(1)).slice(12))}`,
    to: `0x${hex(fields[5] as Uint8Array)}`,
    value: number(fields[6] as Uint8Array),
    ...{ nonce, tip, max, gas },
  };
}

const rejected = (message: string) => ({
  Consistent: { Err: { JsonRpcError: { code: -32_000n, message } } },
});
const ok = (value: unknown) => {
  if (mode === 'unavailable') return rejected('busy');
  if (mode === 'disagree') {
    const answers = [{ Ok: value }, { Err: { JsonRpcError: { code: -1n, message: 'late' } } }];
    return { Inconsistent: answers.map((each, i) => [{ Provider: BigInt(i) }, each]) };
  }
  return { Consistent: { Ok: value } };
};

/** Into the pool, by the rules of nodes: one of each nonce, another for a tenth more only. */
function submit(tx: Tx): unknown {
  if (mined.some((each) => each.tx.hash === tx.hash)) return ok({ NonceTooLow: null });
  if (pool.some(({ hash }) => hash === tx.hash)) return rejected('already known');
  if (tx.nonce < countOf(tx.from)) return ok({ NonceTooLow: null });
  if (balanceOf(tx.from) < tx.value + tx.gas * tx.max) return ok({ InsufficientFunds: null });
  const other = pool.find(({ from, nonce }) => from === tx.from && nonce === tx.nonce);
  if (other && (tx.max * 10n < other.max * 11n || tx.tip * 10n < other.tip * 11n)) {
    return rejected('replacement transaction underpriced');
  }
  pool = [...pool.filter((each) => each !== other), tx];
  return ok({ Ok: [tx.hash] });
}

function mineOne(tx: Tx): void {
  const tip = tx.tip < tx.max - baseFee ? tx.tip : tx.max - baseFee;
  const price = baseFee + tip;
  const refused = refusing.has(tx.to);
  const moved = refused ? 0n : tx.value;
  state.counts.set(tx.from, tx.nonce + 1n);
  state.balances.set(tx.from, balanceOf(tx.from) - moved - GAS * price);
  state.balances.set(tx.to, balanceOf(tx.to) + moved);
  state.burnt += GAS * price;
  mined.push({ tx, price, status: refused ? 0n : 1n, block: BigInt(past.length + 1) });
}

async function loseAnswer(): Promise<void> {
  if (mode !== 'lose answers') return;
  await call(canisterSelf(), 'nothing', {});
  trap('the answer is lost');
}
const charge = () => msgCyclesAccept(QUESTION_CYCLES);

export default class {
  @update([RpcServices, RpcConfig, FeeHistoryArgs], multi(FeeHistory))
  eth_feeHistory(_services: object, _config: object, { blockCount }: { blockCount: bigint }) {
    charge();
    const newest = mode === 'old blocks' ? past.length - 1 : past.length;
    const count = Math.min(Number(blockCount), newest + 1);
    return ok({
      reward: Array.from({ length: count }, () => [GWEI, 2n * GWEI, 3n * GWEI]),
      gasUsedRatio: Array.from({ length: count }, () => 0.5),
      oldestBlock: BigInt(newest + 1 - count),
      baseFeePerGas: Array.from({ length: count + 1 }, () => baseFee),
    });
  }
  @update(
    [RpcServices, RpcConfig, IDL.Record({ address: IDL.Text, block: BlockTag })],
    multi(IDL.Nat),
  )
  eth_getTransactionCount(
    _services: object,
    _config: object,
    { address, block }: { address: string; block: object },
  ) {
    charge();
    const final = finalized === past.length ? state : past[finalized]?.state;
    return ok(countOf(address, 'Finalized' in block ? final : state));
  }
  @update([RpcServices, RpcConfig, IDL.Text], multi(SendStatus))
  async eth_sendRawTransaction(_services: object, _config: object, raw: string) {
    charge();
    if (mode === 'unavailable') return rejected('busy');
    raws.push(raw);
    const tx = read(raw);
    if (tx === undefined) return rejected('invalid transaction');
    const answer = submit(tx);
    await loseAnswer();
    return answer;
  }
  @update([RpcServices, RpcConfig, IDL.Text], multi(IDL.Opt(Receipt)))
  eth_getTransactionReceipt(_services: object, _config: object, hash: string) {
    charge();
    const found = mined.find(({ tx }) => tx.hash === hash);
    if (found === undefined) return ok([]);
    const { tx, block, status, price } = found;
    const rest = { logs: [], blockHash: '0x', type: '0x2', transactionIndex: 0n, logsBloom: '0x' };
    return ok([
      {
        ...{ to: [tx.to], status: [status], root: [], transactionHash: hash, blockNumber: block },
        ...{ from: tx.from, effectiveGasPrice: price, contractAddress: [], gasUsed: GAS },
        ...{ cumulativeGasUsed: GAS, ...rest },
      },
    ]);
  }
  @update([RpcServices, RpcConfig, IDL.Text], multi(IDL.Text))
  multi_request(_services: object, _config: object, json: string) {
    charge();
    type Asked = { method: string; params: [string, string] };
    const { method, params } = JSON.parse(json) as Asked;
    if (method !== 'eth_getBalance') return rejected(`the method ${method} does not exist`);
    const [address, block] = params;
    const at = block === 'latest' ? past.length : Number(block);
    if (at > past.length) return rejected('header not found');
    const then = at === past.length ? state : past[at]?.state;
    const known = then?.balances.get(address.toLowerCase()) ?? 0n;
    return ok(`"0x${(mode === 'wrong balances' ? known * 2n : known).toString(16)}"`);
  }
  @update([], IDL.Null)
  nothing(): null {
    return null;
  }
  @update([IDL.Text], IDL.Null)
  set_mode(next: string): null {
    mode = next;
    return null;
  }
  @update([IDL.Nat], IDL.Null)
  set_base_fee(next: bigint): null {
    baseFee = next;
    return null;
  }
  @update([IDL.Text, IDL.Nat], IDL.Null)
  give(address: string, amount: bigint): null {
    state.balances.set(address.toLowerCase(), balanceOf(address) + amount);
    return null;
  }
  /** From now on this address takes nothing. */
  @update([IDL.Text], IDL.Null)
  refuse(address: string): null {
    refusing.add(address.toLowerCase());
    return null;
  }
  /** A block of what can be in one; gives how many transactions. */
  @update([], IDL.Nat)
  mine(): bigint {
    const before = { state: copy(state), mined: [...mined] };
    let count = 0n;
    for (let went = true; went; ) {
      const next = pool.find(
        (tx) =>
          tx.nonce === countOf(tx.from) &&
          tx.max >= baseFee &&
          balanceOf(tx.from) >= tx.value + tx.gas * tx.max,
      );
      went = next !== undefined;
      if (next === undefined) break;
      pool = pool.filter(
        (tx) => tx !== next && !(tx.from === next.from && tx.nonce === next.nonce),
      );
      mineOne(next);
      count += 1n;
    }
    past.push(before);
    return count;
  }
  /** Every block until now is final. */
  @update([], IDL.Null)
  finalize(): null {
    finalized = past.length;
    return null;
  }
  /** The last block loses; its transactions are forgotten. */
  @update([], IDL.Null)
  lose_block(): null {
    const before = past.pop();
    if (before === undefined || past.length < finalized) trap('this block is final');
    state = before.state;
    mined = before.mined;
    return null;
  }
  /** A copy of somebody's key, somewhere else, sends something. */
  @update([IDL.Text], IDL.Null)
  use_nonce(address: string): null {
    state.counts.set(address.toLowerCase(), countOf(address) + 1n);
    return null;
  }
  @update([], IDL.Null)
  forget_pool(): null {
    pool = [];
    return null;
  }
  @query([IDL.Text], IDL.Nat)
  balance(address: string): bigint {
    return balanceOf(address);
  }
  @query([], IDL.Nat)
  burnt(): bigint {
    return state.burnt;
  }
  @query([], IDL.Nat)
  pooled(): bigint {
    return BigInt(pool.length);
  }
  /** Whatever was handed in, in order, repetitions too. */
  @query([], IDL.Vec(IDL.Text))
  raws(): string[] {
    return raws;
  }
}
