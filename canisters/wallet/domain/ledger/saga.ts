/** A withdrawal or an allowance as the journal has it, and what each answer of a ledger means. */
import { binary, type LedgerOrder, type LedgerOrderState, toOpt } from '@qikcard/contracts';
import { accountAt } from '@qikcard/contracts/icrc/account';

const { bytes, nat, oneOf, optional, principalField, str, struct, u32, u64 } = binary;

const fields = {
  step: oneOf('accepted', 'sending', 'checking', 'done', 'failed', 'waiting', 'cancelled'),
  kind: oneOf('withdraw', 'allow'),
  owner: principalField,
  ledger: principalField,
  to: principalField,
  toSubaccount: bytes,
  amount: nat,
  feeMax: nat,
  fee: nat,
  expiresAtNs: optional(u64),
  /** Of the transaction; never changes, so that the ledger knows a repetition. */
  createdAtNs: u64,
  /** Blocks below it are older than this order, or were looked at. */
  lookedTo: nat,
  block: nat,
  reason: str,
};
/** Orders from before there were limits: they count to no day and wait for nothing. */
export const firstLedgerSagaFields = struct(fields);
export const ledgerSagaFields = struct({
  ...fields,
  /** When a large amount may go; it can be taken back until then. */
  untilNs: u64,
  /** Day whose limit it counts to. */
  day: u32,
});
export type LedgerSaga = binary.ValueOf<typeof ledgerSagaFields>;

/** `qik` and the number of the order: what its block is known by. */
export function memoOf(id: bigint): Uint8Array {
  const memo = new Uint8Array(11);
  memo.set([0x71, 0x69, 0x6b]);
  new DataView(memo.buffer).setBigUint64(3, id);
  return memo;
}

/** An answer of `icrc1_transfer` or `icrc2_approve`. */
export type LedgerAnswer = { Ok: bigint } | { Err: Record<string, unknown> };

/**
 * What follows from an answer. Only `Ok` and `Duplicate` say that it is done. Every refusal is
 * checked against the ledger's history first: an earlier call, whose answer was lost, may have done it.
 */
export function afterAnswer(saga: LedgerSaga, answer: LedgerAnswer): LedgerSaga | undefined {
  if ('Ok' in answer) return { ...saga, step: 'done', block: answer.Ok };
  const [reason, data] = Object.entries(answer.Err)[0];
  if (reason === 'Duplicate') {
    return { ...saga, step: 'done', block: (data as { duplicate_of: bigint }).duplicate_of };
  }
  if (reason === 'TemporarilyUnavailable') return undefined;
  return { ...saga, step: 'checking', reason };
}

/** A sentence for the operator. */
export const ledgerAdvice: Record<LedgerSaga['step'], string> = {
  accepted: 'The ledger does not answer. Check that it runs.',
  sending: 'The ledger does not answer. It is asked again with the same words, which is harmless.',
  checking:
    'The history of the ledger cannot be read. Look for the memo in it before anything else.',
  done: 'Nothing.',
  failed: 'Nothing.',
  waiting: 'Nothing: it goes on when its time has come.',
  cancelled: 'Nothing.',
};

function stateOf({ step, block, reason }: LedgerSaga): LedgerOrderState {
  if (step === 'done') return { Done: { block } };
  if (step === 'failed') return { Failed: { reason } };
  // Clients that know no other states read it as an order that did nothing, which it is.
  if (step === 'cancelled') return { Failed: { reason: 'Cancelled' } };
  if (step === 'sending') return { Sending: null };
  return step === 'checking' ? { Checking: null } : { Accepted: null };
}

/** What its owner sees of it. */
export function ledgerOrderOf(
  entry: { id: bigint; beganAtNs: bigint; movedAtNs: bigint; lastError: string | undefined },
  saga: LedgerSaga,
): LedgerOrder {
  return {
    id: entry.id,
    kind: saga.kind === 'withdraw' ? { Withdraw: null } : { Allow: null },
    ledger: saga.ledger,
    to: accountAt({ owner: saga.to, subaccount: saga.toSubaccount }),
    amount: saga.amount,
    fee: ['waiting', 'accepted', 'cancelled'].includes(saga.step) ? [] : [saga.fee],
    state: stateOf(saga),
    created_at_ns: entry.beganAtNs,
    updated_at_ns: entry.movedAtNs,
    problem: toOpt(entry.lastError),
    waits_until_ns: toOpt(saga.step === 'waiting' ? saga.untilNs : undefined),
  };
}
