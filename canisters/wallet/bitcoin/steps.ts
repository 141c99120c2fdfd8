/**
 * The steps of a Bitcoin payment. Each asks for one thing and stores what follows in the message of
 * the answer: coins are chosen and reserved in one message, and what was signed is sent as the same
 * bytes for as long as it takes.
 */
import type { SagaOutcome } from '@qikcard/canister-kit';
import type { FeeSpeed } from '@qikcard/contracts';
import type { NetworkName } from '../domain/bitcoin/addresses.ts';
import { feeRateOf } from '../domain/bitcoin/fees.ts';
import type { BitcoinSaga } from '../domain/bitcoin/saga.ts';
import { planPayment } from '../domain/bitcoin/selection.ts';
import { hashesToSign, signedBytes, transactionId } from '../domain/bitcoin/transaction.ts';
import { giveBack } from '../spending/spending.ts';
import { untilThen } from '../spending/wait.ts';
import { reservedCoins } from '../store.ts';
import { coinsOf, freeCoins, keysOf, networkNow, walletFrom } from './people.ts';
import { broadcast, feePercentiles, sign } from './remote.ts';

type Outcome = SagaOutcome<BitcoinSaga>;
const CONFIRMATIONS = 6;
const LOOK_SECONDS = 60;
/** After so many looks a payment that no block has is offered again. */
const LOOKS_PER_OFFER = 30;

/** Does what the state of a payment asks for. */
export async function stepBitcoin(id: bigint, saga: BitcoinSaga, nowNs: bigint): Promise<Outcome> {
  const network = networkNow();
  if (network === undefined) return { later: 'no Bitcoin network is set' };
  if (saga.step === 'waiting') return untilThen({ ...saga, step: 'accepted' }, saga, nowNs);
  if (saga.step === 'accepted') return plan(id, saga, network);
  if (saga.step === 'planned') return signNext(saga, network);
  if (saga.step === 'signed') return send(saga, network);
  if (saga.step === 'sent' || saga.step === 'seen') return look(saga, network);
  return { done: saga };
}

async function plan(id: bigint, saga: BitcoinSaga, network: NetworkName): Promise<Outcome> {
  const keys = await keysOf(saga.owner, network);
  const [{ coins }, rates] = await Promise.all([
    coinsOf(keys, network, 1),
    feePercentiles(network),
  ]);
  const wallet = walletFrom(keys);
  const found = planPayment({
    coins: freeCoins(coins),
    to: saga.script,
    amount: saga.amount,
    change: wallet.p2wpkh.script,
    rate: feeRateOf({ [saga.speed]: null } as FeeSpeed, rates),
    feeMax: saga.feeMax,
  });
  if ('Err' in found) return fail(saga, Object.keys(found.Err)[0]);
  const { inputs, outputs, fee } = found.Ok;
  for (const { txid, vout } of inputs) reservedCoins.put([txid, vout], id);
  const hashes = hashesToSign({ inputs, outputs }, wallet);
  return { next: { ...saga, step: 'planned', inputs, outputs, fee, hashes } };
}

/** Nothing was signed: the day's limit gets the amount back. */
function fail(saga: BitcoinSaga, reason: string): Outcome {
  giveBack(saga.owner, { Bitcoin: null }, saga.day, saga.amount);
  return { done: { ...saga, step: 'failed', reason } };
}

async function signNext(saga: BitcoinSaga, network: NetworkName): Promise<Outcome> {
  const { inputs, outputs, hashes, owner } = saga;
  const index = saga.signatures.length;
  const signature = await sign(network, owner, inputs[index].kind, hashes[index]);
  const signatures = [...saga.signatures, signature];
  if (signatures.length < inputs.length) return { next: { ...saga, signatures } };
  const keys = await keysOf(owner, network);
  const raw = signedBytes({ inputs, outputs }, signatures, keys);
  const txid = transactionId(raw);
  return { next: { ...saga, step: 'signed', signatures: [], hashes: [], raw, txid } };
}

async function send(saga: BitcoinSaga, network: NetworkName): Promise<Outcome> {
  await broadcast(network, saga.raw);
  return { next: { ...saga, step: 'sent', looks: 0 }, inSeconds: LOOK_SECONDS };
}

/** Only this payment can have spent its coins: where they are gone, it is in a block. */
async function look(saga: BitcoinSaga, network: NetworkName): Promise<Outcome> {
  if (saga.looks >= LOOKS_PER_OFFER) return { next: { ...saga, step: 'signed' } };
  const keys = await keysOf(saga.owner, network);
  const spentAt = async (confirmations: number) => {
    const { coins, height } = await coinsOf(keys, network, confirmations);
    const there = new Set(coins.map(nameOf));
    // A view from before the coins were there says nothing about them.
    const known = saga.inputs.every((input) => input.height <= height);
    return known && saga.inputs.every((input) => !there.has(nameOf(input)));
  };
  if (await spentAt(CONFIRMATIONS)) return { done: { ...saga, step: 'confirmed' } };
  if (await spentAt(1)) {
    return { next: { ...saga, step: 'seen', looks: 0 }, inSeconds: LOOK_SECONDS };
  }
  // Also for one that was in a block of a branch that lost.
  return { next: { ...saga, step: 'sent', looks: saga.looks + 1 }, inSeconds: LOOK_SECONDS };
}

const nameOf = ({ txid, vout }: { txid: Uint8Array; vout: number }) => `${txid.join()}:${vout}`;
