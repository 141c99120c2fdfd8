/** Accepting withdrawals of ckBTC and taking them back: decided and stored in one message. */
import type { Principal } from '@dfinity/principal';
import { type Call, rateLimit } from '@qikcard/canister-kit';
import {
  type CkbtcSetup,
  type CkbtcWithdrawArgs,
  type CkbtcWithdrawal,
  err,
  type Result,
  type WalletRefusal,
} from '@qikcard/contracts';
import { invalid, REQUEST_ID_BYTES, tooOften } from '../answers.ts';
import { type NetworkName, scriptOf } from '../domain/bitcoin/addresses.ts';
import { canCancel, ckbtcWithdrawalOf, isOpen } from '../domain/ckbtc/saga.ts';
import { sagas, seenBy } from '../sagas.ts';
import { allowed, giveBack, spend } from '../spending/spending.ts';
import { ckbtcOfOwner, ckbtcUnderWay, requests } from '../store.ts';

const withdrawals = rateLimit({ burst: 5, perMinute: 0.5 });

/** Accepts a withdrawal; the same request again gives the same one. */
export function acceptWithdrawal(
  call: Call,
  args: CkbtcWithdrawArgs,
  { minter, ledger, least }: CkbtcSetup,
  network: NetworkName,
): Result<CkbtcWithdrawal, WalletRefusal> {
  const { caller, nowNs } = call;
  const { amount } = args;
  const requestId = Uint8Array.from(args.request_id);
  if (requestId.length !== REQUEST_ID_BYTES) return invalid('request_id', 'it has 16 bytes');
  const known = requests.get([caller, requestId]);
  if (known !== undefined) return withdrawalOf(caller, known);
  if (!scriptOf(args.to, network)) {
    return invalid('to', 'this is no Bitcoin address of this network');
  }
  if (amount < least) return err({ AmountTooSmall: { least } });
  if (isUnderWay(caller)) {
    return err({ LimitReached: { what: 'withdrawal of ckBTC under way', limit: 1 } });
  }
  const asset = { Ledger: ledger };
  const may = allowed(caller, asset, amount, nowNs);
  if ('Err' in may) return may;
  const wait = withdrawals.take(caller.toHex(), nowNs);
  if (wait !== undefined) return tooOften(wait);
  const { day, untilNs, waits } = may.Ok;
  const id = sagas.begin({
    ckbtc: {
      step: waits ? 'waiting' : 'accepted',
      ...{ owner: caller, minter, ledger, to: args.to.trim(), amount, feeMax: args.fee_max },
      ...{ untilNs, day, fee: 0n, createdAtNs: 0n, looksFor: 'allowance', lookedTo: 0n },
      ...{ block: 0n, txid: '', looks: 0, reason: '' },
    },
  });
  spend(caller, asset, day, amount);
  requests.put([caller, requestId], id);
  ckbtcOfOwner.insert([caller, id]);
  ckbtcUnderWay.put(caller, id);
  call.subject = `withdrawal ${id}`;
  return withdrawalOf(caller, id);
}

/** A second allowance would take the place of the first: only one at a time. */
function isUnderWay(owner: Principal): boolean {
  const last = ckbtcUnderWay.get(owner);
  const saga = last === undefined ? undefined : sagas.get(last)?.state.ckbtc;
  return saga !== undefined && isOpen(saga);
}

/** Takes a withdrawal back while nobody was asked for anything; its share of the day is free. */
export function cancelWithdrawal(call: Call, id: bigint): Result<CkbtcWithdrawal, WalletRefusal> {
  const before = sagas.get(id)?.state.ckbtc;
  if (before?.owner.compareTo(call.caller) !== 'eq') return err({ UnknownSend: null });
  call.subject = `withdrawal ${id}`;
  const changed = sagas.change(id, ({ ckbtc }) =>
    ckbtc && canCancel(ckbtc) ? { ckbtc: { ...ckbtc, step: 'cancelled' } } : undefined,
  );
  if (changed === undefined) return err({ TooLate: null });
  giveBack(call.caller, { Ledger: before.ledger }, before.day, before.amount);
  return withdrawalOf(call.caller, id);
}

/** A withdrawal as its owner sees it; of others there is none. */
export const withdrawalOf = (
  owner: Principal,
  id: bigint,
): Result<CkbtcWithdrawal, WalletRefusal> => seenBy(owner, 'ckbtc', id, ckbtcWithdrawalOf);
