/** The steps of an order to a ledger. */
import { ic, type SagaOutcome } from '@qikcard/canister-kit';
import { subaccountOf } from '../domain/ledger/account.ts';
import { findOrder } from '../domain/ledger/history.ts';
import { afterAnswer, type LedgerSaga, memoOf } from '../domain/ledger/saga.ts';
import { giveBack } from '../spending/spending.ts';
import { untilThen } from '../spending/wait.ts';
import { blockCount, blocksFrom, feeOf, perform } from './remote.ts';

type Outcome = SagaOutcome<LedgerSaga>;

/** Does what the state of an order asks for. */
export async function stepLedger(id: bigint, saga: LedgerSaga, nowNs: bigint): Promise<Outcome> {
  if (saga.step === 'waiting') {
    return untilThen({ ...saga, step: 'accepted' }, saga, nowNs);
  }
  if (saga.step === 'accepted') return prepare(saga, nowNs);
  if (saga.step === 'sending') return send(id, saga);
  if (saga.step === 'checking') return check(id, saga);
  return { done: saga };
}

/** Fixes the words of the transaction, and where the history begins that it can be in. */
async function prepare(saga: LedgerSaga, nowNs: bigint): Promise<Outcome> {
  const [fee, lookedTo] = await Promise.all([feeOf(saga.ledger), blockCount(saga.ledger)]);
  if (fee > saga.feeMax) return fail({ ...saga, reason: 'FeeTooHigh', fee });
  return { next: { ...saga, step: 'sending', fee, lookedTo, createdAtNs: nowNs } };
}

async function send(id: bigint, saga: LedgerSaga): Promise<Outcome> {
  const after = afterAnswer(saga, await perform(id, saga));
  if (after === undefined) return { later: 'TemporarilyUnavailable' };
  return after.step === 'done' ? { done: after } : { next: after };
}

/** Calls to one canister arrive in order, so whatever was asked before has left its block by now. */
async function check(id: bigint, saga: LedgerSaga): Promise<Outcome> {
  const { blocks, logLength, end } = await blocksFrom(saga.ledger, saga.lookedTo);
  const from = { owner: ic.self(), subaccount: subaccountOf(saga.owner) };
  const block = findOrder(blocks, memoOf(id), from);
  if (block !== undefined) return { done: { ...saga, step: 'done', block } };
  if (end < logLength) return { next: { ...saga, lookedTo: end } };
  return fail(saga);
}

/** Nothing was moved: the day's limit gets the amount back. */
function fail(saga: LedgerSaga): Outcome {
  giveBack(saga.owner, { Ledger: saga.ledger }, saga.day, saga.amount);
  return { done: { ...saga, step: 'failed' } };
}
