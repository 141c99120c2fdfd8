/** A payment on a chain of Ethereum's kind as the journal has it. */
import { binary, type EvmSend, type EvmSendState, toOpt } from '@qikcard/contracts';
import type { EvmHeldRow } from '../../rows.ts';
import { type GasFees, mostOf } from './fees.ts';

const { bytes, flag, list, nat, oneOf, principalField, str, struct, u32, u64 } = binary;

const steps = [
  'waiting',
  'accepted',
  'planned',
  'signed',
  'sent',
  'seen',
  'confirmed',
  'reverted',
  'dropped',
  'cancelled',
  'failed',
] as const;

/** One transaction of this nonce; only one of them can ever be in a block. */
const version = struct({
  maxFeePerGas: nat,
  maxPriorityFeePerGas: nat,
  /** Nothing to oneself, instead of the payment. */
  nothing: flag,
  /** Empty until it is signed. */
  raw: bytes,
  hash: str,
});
export type Version = binary.ValueOf<typeof version>;

export const evmSagaFields = struct({
  step: oneOf(...steps),
  owner: principalField,
  chain: u64,
  to: str,
  amount: nat,
  speed: oneOf('slow', 'normal', 'fast'),
  feeMax: nat,
  /** When a large amount may go; it can be taken back until then. */
  untilNs: u64,
  /** Day whose limit it counts to. */
  day: u32,
  nonce: u64,
  /** The first one, and what took its place, in order. */
  versions: list(version),
  /** Of the block it is in, which one that is, and what it really cost. */
  block: u64,
  mined: u32,
  paid: nat,
  /** Looks at the chain since it was sent last. */
  looks: u32,
  reason: str,
});
export type EvmSaga = binary.ValueOf<typeof evmSagaFields>;

export const REPLACEMENTS_MAX = 5;

export const latest = ({ versions }: EvmSaga): Version => versions[versions.length - 1] as Version;
export const unsigned = (fees: GasFees, nothing: boolean): Version => ({
  ...{ ...fees, nothing, raw: new Uint8Array(), hash: '' },
});

/** Whether its nonce is not reserved: one that is leaves no gap for those behind it. */
export const canCancel = ({ step }: EvmSaga): boolean => step === 'waiting' || step === 'accepted';
/** Whether a dearer transaction may take its place: it is signed and in no block. */
export const canReplace = (saga: EvmSaga): boolean =>
  (saga.step === 'signed' || saga.step === 'sent') && saga.versions.length <= REPLACEMENTS_MAX;
/** Whether it is over. */
export const isOver = ({ step }: EvmSaga): boolean =>
  ['confirmed', 'reverted', 'dropped', 'cancelled', 'failed'].includes(step);

/**
 * What it may still take from the balance that the chain shows; once it is in a block, from balances
 * of the blocks before.
 */
export function heldBy(saga: EvmSaga): EvmHeldRow {
  const { step, block } = saga;
  const takes = ['planned', 'signed', 'sent', 'seen'].includes(step);
  if (!takes) return { amount: 0n, block: undefined };
  const amount = saga.amount + mostOf(latest(saga));
  return { amount, block: step === 'seen' ? block : undefined };
}

/** A sentence for the operator. */
export const evmAdvice: Record<EvmSaga['step'], string> = {
  waiting: 'Nothing: it goes on when its time has come.',
  accepted: 'The EVM RPC canister does not answer. Check that it runs and that cycles are left.',
  planned: 'The subnet does not sign. Check the cycles of this canister and the key of the chain.',
  signed: 'The chain does not take the transaction. The same bytes are sent again.',
  sent: 'The EVM RPC canister does not answer. The payment itself may be on its way.',
  seen: 'The EVM RPC canister does not answer. The payment is in a block.',
  confirmed: 'Nothing.',
  reverted: 'Nothing.',
  dropped: 'Nothing.',
  cancelled: 'Nothing.',
  failed: 'Nothing.',
};

function stateOf({ step, untilNs, reason, block }: EvmSaga): EvmSendState {
  if (step === 'waiting') return { Waiting: { until_ns: untilNs } };
  if (step === 'failed') return { Failed: { reason } };
  const name = `${step[0].toUpperCase()}${step.slice(1)}`;
  const inBlock = ['seen', 'confirmed', 'reverted', 'dropped'].includes(step);
  return { [name]: inBlock ? { block } : null } as EvmSendState;
}

/** What its owner sees of it. */
export function evmSendOf(
  entry: { id: bigint; beganAtNs: bigint; movedAtNs: bigint; lastError: string | undefined },
  saga: EvmSaga,
): EvmSend {
  const inBlock = ['seen', 'confirmed', 'reverted', 'dropped'].includes(saga.step);
  const planned = saga.versions.length > 0;
  const signed = saga.versions.filter(({ hash }) => hash !== '');
  const counts = inBlock ? saga.versions[saga.mined] : signed[signed.length - 1];
  return {
    id: entry.id,
    chain_id: saga.chain,
    to: saga.to,
    amount: saga.amount,
    fee: toOpt(inBlock ? saga.paid : planned ? mostOf(latest(saga)) : undefined),
    nonce: toOpt(planned ? saga.nonce : undefined),
    state: stateOf(saga),
    hash: toOpt(counts?.hash),
    replacements: Math.max(0, saga.versions.length - 1),
    created_at_ns: entry.beganAtNs,
    updated_at_ns: entry.movedAtNs,
    problem: toOpt(entry.lastError),
  };
}
