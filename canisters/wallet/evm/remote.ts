/** What the wallet asks of the EVM RPC canister and of the subnet's key. Whoever calls pays. */
import { Principal } from '@dfinity/principal';
import { ic } from '@qikcard/canister-kit';
import {
  blob,
  nothing,
  opt,
  principal,
  record,
  text,
  update,
  variant,
  vec,
} from '@qikcard/contracts';
import { evmRpcApi } from '@qikcard/contracts/foreign/evm-rpc';
import type { ChainFacts } from '../domain/evm/chains/facts.ts';
import { type FeeHistory, REWARD_PERCENTILES } from '../domain/evm/fees.ts';

const BILLION = 1_000_000_000n;
/** What a question to all providers may cost; what it does not use comes back. */
const QUESTION_CYCLES = 10n * BILLION;
const SIGNATURE_CYCLES = 27n * BILLION;
/** Below this the canister keeps its cycles for what it is there for. */
const RESERVE_CYCLES = 500n * BILLION;
const FEE_BLOCKS = 5n;
/** Two of three providers have to agree: one of them may be slow or wrong. */
const CONSENSUS = { Threshold: { total: [3], min: 2 } };

const MANAGEMENT = Principal.managementCanister();
const KeyId = record({ curve: variant({ secp256k1: nothing }), name: text });
const keyMethods = {
  ecdsa_public_key: update(
    [record({ canister_id: opt(principal), derivation_path: vec(blob), key_id: KeyId })],
    record({ public_key: blob }),
  ),
  sign_with_ecdsa: update(
    [record({ message_hash: blob, derivation_path: vec(blob), key_id: KeyId })],
    record({ signature: blob }),
  ),
};
const keyId = (name: ChainFacts['key']) => ({ curve: { secp256k1: null }, name });
/** Per person, and apart from every other use of the same key. */
const pathOf = (owner: Principal): Uint8Array[] => [
  ...['qik', 'eth'].map((part) => new TextEncoder().encode(part)),
  owner.toUint8Array(),
];

/** A chain with the canister that is asked about it. */
export type Chain = ChainFacts & { rpc: Principal };

/** Whether a payment and the questions around it can be paid for. */
export const canAfford = (signatures: number): boolean =>
  ic.cycles() > RESERVE_CYCLES + SIGNATURE_CYCLES * BigInt(signatures) + 4n * QUESTION_CYCLES;

/** The public key of one person, which costs nothing. */
export async function publicKey(key: ChainFacts['key'], owner: Principal): Promise<Uint8Array> {
  const method = keyMethods.ecdsa_public_key;
  const asked = { canister_id: [], derivation_path: pathOf(owner), key_id: keyId(key) };
  const { public_key } = await ic.call(MANAGEMENT, 'ecdsa_public_key', method, [asked]);
  return Uint8Array.from(public_key);
}

/** Signs a hash: 64 bytes, for about a cent on mainnet. */
export async function sign(
  key: ChainFacts['key'],
  owner: Principal,
  message_hash: Uint8Array,
): Promise<Uint8Array> {
  const method = keyMethods.sign_with_ecdsa;
  const asked = { message_hash, derivation_path: pathOf(owner), key_id: keyId(key) };
  const args = [asked];
  const { signature } = await ic.call(
    MANAGEMENT,
    'sign_with_ecdsa',
    method,
    args,
    SIGNATURE_CYCLES,
  );
  return Uint8Array.from(signature);
}

function servicesOf({ id, nodes }: Chain): { services: object; config: object[] } {
  if ('url' in nodes) {
    const services = { Custom: { chainId: id, services: [{ url: nodes.url, headers: [] }] } };
    return { services, config: [] };
  }
  const config = { responseSizeEstimate: [], responseConsensus: [CONSENSUS] };
  return { services: { [nodes.named]: [] }, config: [config] };
}

type RpcFailure = Partial<Record<string, unknown>>;
type Answer<T> = { Ok: T } | { Err: RpcFailure };
type Multi<T> = { Consistent: Answer<T> } | { Inconsistent: [unknown, Answer<T>][] };
type Answered<K extends keyof typeof evmRpcApi> = (typeof evmRpcApi)[K] extends {
  ret: { decodeValue(...args: never[]): infer R };
}
  ? R
  : never;

function ask<K extends keyof typeof evmRpcApi>(
  chain: Chain,
  method: K,
  asked: unknown,
): Promise<Answered<K>> {
  const { services, config } = servicesOf(chain);
  const args = [services, config, asked];
  return ic.call(chain.rpc, method, evmRpcApi[method] as never, args, QUESTION_CYCLES);
}

/** Why a provider gave no answer, for people. */
function failure(error: RpcFailure): string {
  const [[name, data]] = Object.entries(error);
  const message = (data as { message?: string } | null)?.message;
  return message === undefined ? name : `${name}: ${message}`;
}

/** What enough providers agree on; throws where they do not, so that it is asked again. */
function agreed<T>(multi: unknown): T {
  const found = multi as Multi<T>;
  if ('Inconsistent' in found) throw new Error('the providers disagree');
  if ('Err' in found.Consistent) throw new Error(failure(found.Consistent.Err));
  return found.Consistent.Ok;
}

export const feeHistory = async (chain: Chain): Promise<FeeHistory> =>
  agreed(
    await ask(chain, 'eth_feeHistory', {
      blockCount: FEE_BLOCKS,
      newestBlock: { Latest: null },
      rewardPercentiles: [REWARD_PERCENTILES],
    }),
  );

/** How many transactions of an address are in blocks, or in final blocks. */
export const transactionCount = async (
  chain: Chain,
  address: string,
  block: 'Latest' | 'Finalized',
): Promise<bigint> =>
  agreed(await ask(chain, 'eth_getTransactionCount', { address, block: { [block]: null } }));

/** As of a block; of the latest one when absent. */
export async function balanceOf(chain: Chain, address: string, asOf?: bigint): Promise<bigint> {
  const params = [address, asOf === undefined ? 'latest' : `0x${asOf.toString(16)}`];
  const request = { jsonrpc: '2.0', id: 1, method: 'eth_getBalance', params };
  const answer: string = agreed(await ask(chain, 'multi_request', JSON.stringify(request)));
  const [hex] = answer.match(/0x[0-9a-fA-F]+/) ?? [];
  if (hex === undefined) throw new Error('this is no balance');
  return BigInt(hex);
}

export type Receipt = {
  status: [] | [bigint];
  blockNumber: bigint;
  gasUsed: bigint;
  effectiveGasPrice: bigint;
};

/** Of a transaction in a block; undefined for one that is in none. */
export async function receiptOf(chain: Chain, hash: string): Promise<Receipt | undefined> {
  const [receipt] = agreed<[] | [Receipt]>(await ask(chain, 'eth_getTransactionReceipt', hash));
  return receipt;
}

type Sent = Partial<Record<'Ok' | 'NonceTooLow' | 'NonceTooHigh' | 'InsufficientFunds', unknown>>;

/**
 * Hands a transaction to the chain; the same bytes again change nothing. Undefined when somebody has
 * it now, or had it before; otherwise why not.
 */
export async function broadcast(chain: Chain, rawHex: string): Promise<string | undefined> {
  const multi = (await ask(chain, 'eth_sendRawTransaction', rawHex)) as unknown as Multi<Sent>;
  const answers =
    'Consistent' in multi ? [multi.Consistent] : multi.Inconsistent.map(([, each]) => each);
  const reasons = answers.map((answer) =>
    'Ok' in answer ? Object.keys(answer.Ok)[0] : failure(answer.Err),
  );
  const has = (reason: string) =>
    reason === 'Ok' || reason === 'NonceTooLow' || /already known|known transaction/i.test(reason);
  return reasons.some(has) ? undefined : reasons[0];
}

/** Whether a chain did not take a transaction because its sender has too little. */
export const isTooPoor = (problem: string): boolean =>
  problem === 'InsufficientFunds' || /insufficient funds/i.test(problem);
