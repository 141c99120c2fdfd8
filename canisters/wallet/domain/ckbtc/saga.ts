/** A withdrawal of ckBTC as the journal has it, and what each answer of the minter means. */
import { binary, type CkbtcWithdrawal, type CkbtcWithdrawalState, toOpt } from '@qikcard/contracts';

const { nat, oneOf, principalField, str, struct, u32, u64 } = binary;

const steps = [
  'waiting',
  'accepted',
  'allowing',
  'asking',
  'checking',
  'taken',
  'sent',
  'confirmed',
  'reimbursed',
  'cancelled',
  'failed',
] as const;

export const ckbtcSagaFields = struct({
  step: oneOf(...steps),
  owner: principalField,
  minter: principalField,
  ledger: principalField,
  to: str,
  amount: u64,
  feeMax: u64,
  /** When a large amount may go; it can be taken back until then. */
  untilNs: u64,
  /** Day whose limit it counts to. */
  day: u32,
  /** Of the ledger, for the allowance. */
  fee: nat,
  /** Of the allowance; never changes, so that the ledger knows a repetition. */
  createdAtNs: u64,
  /** What the history is looked through for. */
  looksFor: oneOf('allowance', 'burn'),
  /** Blocks below it are older than this withdrawal, or were looked at. */
  lookedTo: nat,
  /** The one in which the minter took the ckBTC. */
  block: nat,
  txid: str,
  /** Questions to the minter about its payment. */
  looks: u32,
  reason: str,
});
export type CkbtcSaga = binary.ValueOf<typeof ckbtcSagaFields>;

/** Whether the ckBTC may still be in the account: until then no second withdrawal may begin. */
export const isOpen = ({ step }: CkbtcSaga): boolean =>
  ['waiting', 'accepted', 'allowing', 'asking', 'checking'].includes(step);
export const canCancel = ({ step }: CkbtcSaga): boolean =>
  step === 'waiting' || step === 'accepted';

type Answer = { Ok: { block_index: bigint } } | { Err: Record<string, unknown> };

/**
 * What follows from an answer of `retrieve_btc_with_approval`; undefined when it is to be asked
 * again. The allowance is exactly the amount, so the minter can take it once, however often it is
 * asked; a refusal is checked against the ledger's history, because an earlier call may have done it.
 */
export function afterMinter(saga: CkbtcSaga, answer: Answer): CkbtcSaga | undefined {
  if ('Ok' in answer) return { ...saga, step: 'taken', block: answer.Ok.block_index };
  const [reason] = Object.keys(answer.Err);
  if (reason === 'TemporarilyUnavailable' || reason === 'AlreadyProcessing') return undefined;
  return { ...saga, step: 'checking', looksFor: 'burn', reason };
}

/** The id of a Bitcoin transaction as people write it, from the bytes of the wire. */
export const txidText = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'))
    .reverse()
    .join('');

type Status = Record<string, unknown>;

/** What follows from the minter's word about its payment; a text where it is none to go on with. */
export function afterStatus(saga: CkbtcSaga, status: Status): CkbtcSaga | string {
  const [name, data] = Object.entries(status)[0];
  const txid = () => txidText((data as { txid: Uint8Array }).txid);
  if (name === 'Confirmed') return { ...saga, step: 'confirmed', txid: txid() };
  if (name === 'Reimbursed') return { ...saga, step: 'reimbursed' };
  if (name === 'Sending' || name === 'Submitted') return { ...saga, step: 'sent', txid: txid() };
  if (['Pending', 'Signing', 'WillReimburse'].includes(name)) return { ...saga, step: 'taken' };
  return name;
}

/** A sentence for the operator. */
export const ckbtcAdvice: Record<CkbtcSaga['step'], string> = {
  waiting: 'Nothing: it goes on when its time has come.',
  accepted: 'The ledger or the minter of ckBTC does not answer. Check that both run.',
  allowing: 'The ledger does not answer. It is asked again with the same words, which is harmless.',
  asking: 'The minter does not answer. It is asked again: it can take the amount only once.',
  checking: 'The history of the ledger cannot be read. Check that it runs.',
  taken: 'The minter has the ckBTC and does not say what it does. Ask it about the block.',
  sent: 'The minter does not answer. Its Bitcoin payment is on its way.',
  confirmed: 'Nothing.',
  reimbursed: 'Nothing.',
  cancelled: 'Nothing.',
  failed: 'Nothing.',
};

function stateOf({ step, untilNs, reason }: CkbtcSaga): CkbtcWithdrawalState {
  if (step === 'waiting') return { Waiting: { until_ns: untilNs } };
  if (step === 'failed') return { Failed: { reason } };
  const name = `${step[0].toUpperCase()}${step.slice(1)}`;
  return { [name]: null } as CkbtcWithdrawalState;
}

/** What its owner sees of it. */
export function ckbtcWithdrawalOf(
  entry: { id: bigint; beganAtNs: bigint; movedAtNs: bigint; lastError: string | undefined },
  saga: CkbtcSaga,
): CkbtcWithdrawal {
  const taken = ['taken', 'sent', 'confirmed', 'reimbursed'].includes(saga.step);
  return {
    id: entry.id,
    to: saga.to,
    amount: saga.amount,
    state: stateOf(saga),
    block: taken ? [saga.block] : [],
    txid: toOpt(saga.txid === '' ? undefined : saga.txid),
    created_at_ns: entry.beganAtNs,
    updated_at_ns: entry.movedAtNs,
    problem: toOpt(entry.lastError),
  };
}
