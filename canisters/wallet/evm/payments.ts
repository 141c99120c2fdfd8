/** Accepting a payment, taking it back, replacing it: decided and stored in one message. */
import type { Principal } from '@dfinity/principal';
import { type Call, rateLimit } from '@qikcard/canister-kit';
import {
  type EvmReplaceArgs,
  type EvmSend,
  type EvmSendArgs,
  err,
  type Result,
  type WalletRefusal,
} from '@qikcard/contracts';
import { invalid, REQUEST_ID_BYTES, tooOften } from '../answers.ts';
import { evmAddress } from '../domain/evm/address.ts';
import { replacing } from '../domain/evm/fees.ts';
import {
  canCancel,
  canReplace,
  type EvmSaga,
  evmSendOf,
  heldBy,
  latest,
  unsigned,
} from '../domain/evm/saga.ts';
import { AMOUNT_MAX } from '../domain/limits.ts';
import { sagas, seenBy } from '../sagas.ts';
import { allowed, giveBack, spend } from '../spending/spending.ts';
import { evmHeld, evmOfOwner, evmOpen, requests } from '../store.ts';
import { OPEN_MAX, openOf } from './people.ts';

const BUSY_SECONDS = 5;
/** Each costs a signature of the subnet: five at once, then one in two minutes. */
const payments = rateLimit({ burst: 5, perMinute: 0.5 });

/** Accepts a payment; the same request again gives the same payment. */
export function acceptPayment(call: Call, args: EvmSendArgs): Result<EvmSend, WalletRefusal> {
  const { caller, nowNs } = call;
  const { chain_id: chain, amount } = args;
  const requestId = Uint8Array.from(args.request_id);
  if (requestId.length !== REQUEST_ID_BYTES) return invalid('request_id', 'it has 16 bytes');
  const known = requests.get([caller, requestId]);
  if (known !== undefined) return sendOf(caller, known);
  const to = evmAddress(args.to.trim());
  if (to === undefined) return invalid('to', 'this is no Ethereum address');
  if (amount === 0n) return err({ AmountTooSmall: { least: 1n } });
  if (amount > AMOUNT_MAX || args.fee_max > AMOUNT_MAX) {
    return invalid('amount', 'it is too large');
  }
  if (openOf(caller, chain).length >= OPEN_MAX) {
    return err({ LimitReached: { what: 'payments under way', limit: OPEN_MAX } });
  }
  const asset = { Evm: chain };
  const may = allowed(caller, asset, amount, nowNs);
  if ('Err' in may) return may;
  const wait = payments.take(caller.toHex(), nowNs);
  if (wait !== undefined) return tooOften(wait);
  const { day, untilNs, waits } = may.Ok;
  const evm: EvmSaga = {
    step: waits ? 'waiting' : 'accepted',
    ...{ owner: caller, chain, to, amount, feeMax: args.fee_max, untilNs, day },
    speed: Object.keys(args.speed)[0] as EvmSaga['speed'],
    ...{ nonce: 0n, versions: [], block: 0n, mined: 0, paid: 0n, looks: 0, reason: '' },
  };
  const id = sagas.begin({ evm });
  spend(caller, asset, day, amount);
  requests.put([caller, requestId], id);
  evmOfOwner.insert([caller, id]);
  evmOpen.insert([caller, chain, id]);
  call.subject = `payment ${id}`;
  return sendOf(caller, id);
}

/** The caller's own payment; of others there is none. */
function ownOf(call: Call, id: bigint): EvmSaga | undefined {
  const saga = sagas.get(id)?.state.evm;
  if (saga?.owner.compareTo(call.caller) !== 'eq') return undefined;
  call.subject = `payment ${id}`;
  return saga;
}

/** Takes a payment back before it has a nonce; its share of the day is free. */
export function cancelPayment(call: Call, id: bigint): Result<EvmSend, WalletRefusal> {
  const before = ownOf(call, id);
  if (before === undefined) return err({ UnknownSend: null });
  const changed = sagas.change(id, ({ evm }) =>
    evm && canCancel(evm) ? { evm: { ...evm, step: 'cancelled' } } : undefined,
  );
  if (changed === undefined) return err({ TooLate: null });
  evmOpen.remove([before.owner, before.chain, id]);
  evmHeld.remove(id);
  giveBack(before.owner, { Evm: before.chain }, before.day, before.amount);
  return sendOf(call.caller, id);
}

/** Has a dearer transaction of the same nonce signed and sent. */
export function replacePayment(
  call: Call,
  { id, by, fee_max }: EvmReplaceArgs,
): Result<EvmSend, WalletRefusal> {
  const before = ownOf(call, id);
  if (before === undefined) return err({ UnknownSend: null });
  if (fee_max > AMOUNT_MAX) return invalid('fee_max', 'it is too large');
  if (!canReplace(before)) return err({ TooLate: null });
  const found = replacing(latest(before), fee_max);
  if ('needed' in found) return err({ FeeTooHigh: { fee: found.needed, most: fee_max } });
  const wait = payments.take(call.caller.toHex(), call.nowNs);
  if (wait !== undefined) return tooOften(wait);
  // Who gave the payment up once does not take it up again.
  const nothing = 'Nothing' in by || latest(before).nothing;
  const version = unsigned(found.fees, nothing);
  const changed = sagas.change(id, ({ evm }) =>
    evm && canReplace(evm)
      ? { evm: { ...evm, step: 'planned', versions: [...evm.versions, version] } }
      : undefined,
  );
  // A question about it is on its way: nothing may change under its answer.
  if (changed?.evm === undefined) {
    return err({ RateLimited: { retry_after_seconds: BUSY_SECONDS } });
  }
  evmHeld.put(id, heldBy(changed.evm));
  return sendOf(call.caller, id);
}

/** A payment as its owner sees it; of others there is none. */
export const sendOf = (owner: Principal, id: bigint): Result<EvmSend, WalletRefusal> =>
  seenBy(owner, 'evm', id, evmSendOf);
