/** The steps of a withdrawal of ckBTC: an allowance of exactly the amount, then the minter. */
import { ic, type SagaOutcome } from '@qikcard/canister-kit';
import { blockCount, blocksFrom, feeOf } from '../accounts/remote.ts';
import { afterMinter, afterStatus, type CkbtcSaga } from '../domain/ckbtc/saga.ts';
import { subaccountOf } from '../domain/ledger/account.ts';
import { findBurn, findOrder } from '../domain/ledger/history.ts';
import { memoOf } from '../domain/ledger/saga.ts';
import { giveBack } from '../spending/spending.ts';
import { untilThen } from '../spending/wait.ts';
import { allowMinter, retrieve, statusOf, withdrawalFee } from './minter.ts';

type Outcome = SagaOutcome<CkbtcSaga>;
const LOOK_SECONDS = 60;
/** After so many looks, half an hour, the minter is asked less often. */
const LOOKS_OFTEN = 30;
const LOOK_LATER_SECONDS = 600;

/** Does what the state of a withdrawal asks for. */
export async function stepCkbtc(id: bigint, saga: CkbtcSaga, nowNs: bigint): Promise<Outcome> {
  if (saga.step === 'waiting') return untilThen({ ...saga, step: 'accepted' }, saga, nowNs);
  if (saga.step === 'accepted') return prepare(saga, nowNs);
  if (saga.step === 'allowing') return allow(id, saga);
  if (saga.step === 'asking') return ask(saga);
  if (saga.step === 'checking') return check(id, saga);
  if (saga.step === 'taken' || saga.step === 'sent') return look(saga);
  return { done: saga };
}

async function prepare(saga: CkbtcSaga, nowNs: bigint): Promise<Outcome> {
  const { ledger, minter, amount } = saga;
  const [fee, lookedTo, taken] = await Promise.all([
    feeOf(ledger),
    blockCount(ledger),
    withdrawalFee(minter, amount),
  ]);
  const all = fee + taken.bitcoin_fee + taken.minter_fee;
  if (all > saga.feeMax) return fail({ ...saga, reason: 'FeeTooHigh' });
  return { next: { ...saga, step: 'allowing', fee, lookedTo, createdAtNs: nowNs } };
}

async function allow(id: bigint, saga: CkbtcSaga): Promise<Outcome> {
  const answer = await allowMinter(id, saga);
  if ('Ok' in answer || 'Duplicate' in answer.Err) return { next: { ...saga, step: 'asking' } };
  const [reason] = Object.keys(answer.Err);
  if (reason === 'TemporarilyUnavailable') return { later: reason };
  return { next: { ...saga, step: 'checking', looksFor: 'allowance', reason } };
}

async function ask(saga: CkbtcSaga): Promise<Outcome> {
  const answer = await retrieve(saga);
  const after = afterMinter(saga, answer as Parameters<typeof afterMinter>[1]);
  if (after !== undefined) return { next: after };
  return { later: 'Err' in answer ? Object.keys(answer.Err)[0] : '' };
}

/** What the ledger's history says about a refusal; see decision 151 for why it is conclusive. */
async function check(id: bigint, saga: CkbtcSaga): Promise<Outcome> {
  const { blocks, logLength, end } = await blocksFrom(saga.ledger, saga.lookedTo);
  const from = { owner: ic.self(), subaccount: subaccountOf(saga.owner) };
  if (saga.looksFor === 'allowance') {
    if (findOrder(blocks, memoOf(id), from) !== undefined) {
      return { next: { ...saga, step: 'asking' } };
    }
  } else {
    const block = findBurn(blocks, from, saga.minter, saga.amount);
    if (block !== undefined) return { next: { ...saga, step: 'taken', block } };
  }
  if (end < logLength) return { next: { ...saga, lookedTo: end } };
  return fail(saga);
}

/** No ckBTC have moved: the day's limit gets the amount back. */
function fail(saga: CkbtcSaga): Outcome {
  giveBack(saga.owner, { Ledger: saga.ledger }, saga.day, saga.amount);
  return { done: { ...saga, step: 'failed' } };
}

async function look(saga: CkbtcSaga): Promise<Outcome> {
  const after = afterStatus(saga, (await statusOf(saga)) as Record<string, unknown>);
  if (typeof after === 'string') return { later: `the minter says ${after}` };
  if (after.step === 'confirmed') return { done: after };
  if (after.step === 'reimbursed') {
    giveBack(saga.owner, { Ledger: saga.ledger }, saga.day, saga.amount);
    return { done: after };
  }
  const inSeconds = saga.looks < LOOKS_OFTEN ? LOOK_SECONDS : LOOK_LATER_SECONDS;
  return { next: { ...after, looks: saga.looks + 1 }, inSeconds };
}
