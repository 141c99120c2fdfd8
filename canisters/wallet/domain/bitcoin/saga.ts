/** A Bitcoin payment as the journal has it: its states, and what each of them still allows. */
import type { BitcoinSend, BitcoinSendState } from '@qikcard/contracts';
import { binary, toOpt } from '@qikcard/contracts';

const { bytes, list, oneOf, optional, principalField, str, struct, u32, u64 } = binary;

const steps = [
  'waiting',
  'accepted',
  'planned',
  'signed',
  'sent',
  'seen',
  'confirmed',
  'cancelled',
  'failed',
] as const;
const coin = struct({
  txid: bytes,
  vout: u32,
  value: u64,
  height: u32,
  kind: oneOf('p2wpkh', 'p2tr'),
});
const output = struct({ script: bytes, amount: u64 });

export const bitcoinSagaFields = struct({
  step: oneOf(...steps),
  owner: principalField,
  to: str,
  script: bytes,
  amount: u64,
  speed: oneOf('slow', 'normal', 'fast'),
  feeMax: u64,
  /** When a large amount may go; it can be taken back until then. */
  untilNs: u64,
  /** Day whose limit it counts to. */
  day: u32,
  inputs: list(coin),
  outputs: list(output),
  fee: u64,
  hashes: list(bytes),
  signatures: list(bytes),
  raw: bytes,
  txid: optional(str),
  /** Looks at the chain since it was sent last. */
  looks: u32,
  reason: str,
});
export type BitcoinSaga = binary.ValueOf<typeof bitcoinSagaFields>;

/** Whether nothing was signed, so that taking it back changes nothing but reservations. */
export const canCancel = ({ step, signatures }: BitcoinSaga): boolean =>
  step === 'waiting' || step === 'accepted' || (step === 'planned' && signatures.length === 0);

/** Names of a state, and what an operator may do about it. */
export const bitcoinAdvice: Record<(typeof steps)[number], string> = {
  waiting: 'Nothing: it goes on when its time has come.',
  accepted: 'The Bitcoin canister does not answer. Check that it runs and that cycles are left.',
  planned:
    'The subnet does not sign. Check the cycles of this canister and the key of the network.',
  signed: 'The Bitcoin canister does not take the transaction. The same bytes are sent again.',
  sent: 'The Bitcoin canister does not answer. The payment itself may be on its way.',
  seen: 'The Bitcoin canister does not answer. The payment is in a block.',
  confirmed: 'Nothing.',
  cancelled: 'Nothing.',
  failed: 'Nothing.',
};

function stateOf({ step, untilNs, reason }: BitcoinSaga): BitcoinSendState {
  if (step === 'waiting') return { Waiting: { until_ns: untilNs } };
  if (step === 'failed') return { Failed: { reason } };
  const name = `${step[0].toUpperCase()}${step.slice(1)}`;
  return { [name]: null } as BitcoinSendState;
}

/** What its owner sees of it. */
export function bitcoinSendOf(
  entry: { id: bigint; beganAtNs: bigint; movedAtNs: bigint; lastError: string | undefined },
  saga: BitcoinSaga,
): BitcoinSend {
  const planned = saga.inputs.length > 0;
  return {
    id: entry.id,
    to: saga.to,
    amount: saga.amount,
    fee: planned ? [saga.fee] : [],
    state: stateOf(saga),
    txid: toOpt(saga.txid),
    created_at_ns: entry.beganAtNs,
    updated_at_ns: entry.movedAtNs,
    problem: toOpt(entry.lastError),
  };
}
