/**
 * The steps of a payment on a chain of Ethereum's kind. Its nonce is reserved in the message that
 * decided its fees, and from then on nothing but a transaction of that nonce ends it; what was signed
 * is sent as the same bytes for as long as it takes.
 */
import type { SagaOutcome } from '@qikcard/canister-kit';
import type { FeeSpeed } from '@qikcard/contracts';
import { hexOf } from '../domain/evm/address.ts';
import { FEE_PER_GAS_MAX, feesOf, mostOf, newestOf } from '../domain/evm/fees.ts';
import { type EvmSaga, heldBy, latest, unsigned, type Version } from '../domain/evm/saga.ts';
import {
  hashToSign,
  PAYMENT_GAS,
  signedBytes,
  transactionHash,
  type Unsigned,
} from '../domain/evm/transaction.ts';
import { giveBack } from '../spending/spending.ts';
import { untilThen } from '../spending/wait.ts';
import { evmHeld, evmNonces, evmOpen } from '../store.ts';
import { chainNow, held, keyOf } from './people.ts';
import {
  balanceOf,
  broadcast,
  type Chain,
  feeHistory,
  isTooPoor,
  type Receipt,
  receiptOf,
  sign,
  transactionCount,
} from './remote.ts';

type Outcome = SagaOutcome<EvmSaga>;
const LOOK_SECONDS = 30;
const LOOK_SEEN_SECONDS = 60;
/** After so many looks a payment that no block has is offered again. */
const LOOKS_PER_OFFER = 20;
/** So often a payment is handed in that there is not enough for. */
const POOR_TRIES = 10;

/** Does what the state of a payment asks for. */
export async function stepEvm(id: bigint, saga: EvmSaga, nowNs: bigint): Promise<Outcome> {
  const outcome = await follow(id, saga, nowNs);
  if ('next' in outcome) evmHeld.put(id, heldBy(outcome.next));
  return outcome;
}

async function follow(id: bigint, saga: EvmSaga, nowNs: bigint): Promise<Outcome> {
  const chain = chainNow(saga.chain);
  if (chain === undefined) return { later: 'this chain is not set up' };
  if (saga.step === 'waiting') return untilThen({ ...saga, step: 'accepted' }, saga, nowNs);
  if (saga.step === 'accepted') return plan(id, saga, chain);
  if (saga.step === 'planned') return signLatest(saga, chain);
  if (saga.step === 'signed') return send(saga, chain);
  if (saga.step === 'sent' || saga.step === 'seen') return look(id, saga, chain);
  return { done: saga };
}

async function plan(id: bigint, saga: EvmSaga, chain: Chain): Promise<Outcome> {
  const { owner, amount } = saga;
  const { address } = await keyOf(owner, chain.key);
  const history = await feeHistory(chain);
  // Of a block that is named: whatever is in none until there may still be taken from it.
  const asOf = newestOf(history);
  const [count, balance] = await Promise.all([
    transactionCount(chain, address, 'Latest'),
    balanceOf(chain, address, asOf),
  ]);
  const fees = feesOf({ [saga.speed]: null } as FeeSpeed, history);
  const most = mostOf(fees);
  if (most > saga.feeMax || fees.maxFeePerGas > FEE_PER_GAS_MAX) {
    return over(id, { ...saga, step: 'failed', reason: 'FeeTooHigh' });
  }
  if (balance < held(owner, chain.id, asOf) + amount + most) {
    return over(id, { ...saga, step: 'failed', reason: 'NotEnough' });
  }
  const reserved = evmNonces.get([owner, chain.id]) ?? 0n;
  const nonce = count > reserved ? count : reserved;
  evmNonces.put([owner, chain.id], nonce + 1n);
  return { next: { ...saga, step: 'planned', nonce, versions: [unsigned(fees, false)] } };
}

/** It is over: others may be under way in its place, and what was not spent is given back. */
function over(id: bigint, saga: EvmSaga): Outcome {
  evmOpen.remove([saga.owner, saga.chain, id]);
  evmHeld.remove(id);
  if (saga.step !== 'confirmed') {
    giveBack(saga.owner, { Evm: saga.chain }, saga.day, saga.amount);
  }
  return { done: saga };
}

function transactionOf(saga: EvmSaga, version: Version, own: string): Unsigned {
  const { maxFeePerGas, maxPriorityFeePerGas, nothing } = version;
  return {
    ...{ chainId: saga.chain, nonce: saga.nonce, gas: PAYMENT_GAS },
    ...{ maxFeePerGas, maxPriorityFeePerGas },
    to: nothing ? own : saga.to,
    value: nothing ? 0n : saga.amount,
  };
}

async function signLatest(saga: EvmSaga, chain: Chain): Promise<Outcome> {
  const { publicKey, address } = await keyOf(saga.owner, chain.key);
  const version = latest(saga);
  const tx = transactionOf(saga, version, address);
  const signature = await sign(chain.key, saga.owner, hashToSign(tx));
  const raw = signedBytes(tx, signature, publicKey);
  const signed = { ...version, raw, hash: transactionHash(raw) };
  const versions = [...saga.versions.slice(0, -1), signed];
  return { next: { ...saga, step: 'signed', versions } };
}

async function send(saga: EvmSaga, chain: Chain): Promise<Outcome> {
  const problem = await broadcast(chain, `0x${hexOf(latest(saga).raw)}`);
  // What took the place of another one may come too late: the chain has to be looked at anyway.
  if (problem === undefined || saga.versions.length > 1) {
    return { next: { ...saga, step: 'sent', looks: 0 }, inSeconds: LOOK_SECONDS };
  }
  return isTooPoor(problem) ? withoutMoney(saga) : { later: problem };
}

/**
 * The ether is not there, whatever the chain said before. The nonce has to be used, and nobody should
 * pay weeks later because ether arrived: after some tries a transaction of nothing takes its place,
 * for the same fee, since no node has the other one.
 */
function withoutMoney(saga: EvmSaga): Outcome {
  if (saga.looks < POOR_TRIES) {
    return { next: { ...saga, looks: saga.looks + 1 }, inSeconds: LOOK_SECONDS };
  }
  const versions = [...saga.versions, unsigned(latest(saga), true)];
  return { next: { ...saga, step: 'planned', versions, looks: 0 } };
}

async function look(id: bigint, saga: EvmSaga, chain: Chain): Promise<Outcome> {
  const receipts = await Promise.all(saga.versions.map(({ hash }) => receiptOf(chain, hash)));
  const mined = receipts.findIndex((receipt) => receipt !== undefined);
  if (mined >= 0) return inBlock(id, saga, chain, mined, receipts[mined] as Receipt);
  // Also for one that was in a block of a branch that lost.
  if (saga.looks < LOOKS_PER_OFFER) {
    return { next: { ...saga, step: 'sent', looks: saga.looks + 1 }, inSeconds: LOOK_SECONDS };
  }
  const { address } = await keyOf(saga.owner, chain.key);
  if ((await transactionCount(chain, address, 'Finalized')) > saga.nonce) {
    return over(id, { ...saga, step: 'failed', reason: 'NonceTaken' });
  }
  return { next: { ...saga, step: 'signed', looks: 0 } };
}

async function inBlock(
  id: bigint,
  saga: EvmSaga,
  chain: Chain,
  mined: number,
  receipt: Receipt,
): Promise<Outcome> {
  const { blockNumber: block, gasUsed, effectiveGasPrice, status } = receipt;
  const there = { ...saga, block, mined, paid: gasUsed * effectiveGasPrice, looks: 0 };
  const { address } = await keyOf(saga.owner, chain.key);
  if ((await transactionCount(chain, address, 'Finalized')) <= saga.nonce) {
    return { next: { ...there, step: 'seen' }, inSeconds: LOOK_SEEN_SECONDS };
  }
  if (saga.versions[mined]?.nothing) return over(id, { ...there, step: 'dropped' });
  return over(id, { ...there, step: status[0] === 1n ? 'confirmed' : 'reverted' });
}
