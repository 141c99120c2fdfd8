/** Accepting orders to ledgers: decided and stored in one message. */
import type { Principal } from '@dfinity/principal';
import { type Call, rateLimit } from '@qikcard/canister-kit';
import {
  type AllowArgs,
  err,
  fromOpt,
  type LedgerOrder,
  type Result,
  type WalletRefusal,
  type WithdrawArgs,
} from '@qikcard/contracts';
import { type Account, keyOf } from '@qikcard/contracts/icrc/account';
import { invalid, REQUEST_ID_BYTES, tooOften } from '../answers.ts';
import { type LedgerSaga, ledgerOrderOf } from '../domain/ledger/saga.ts';
import { AMOUNT_MAX } from '../domain/limits.ts';
import { sagas, seenBy } from '../sagas.ts';
import { allowed, giveBack, spend } from '../spending/spending.ts';
import { ckbtc, ledgers, ordersOfOwner, requests } from '../store.ts';

const orders = rateLimit({ burst: 20, perMinute: 6 });

type Order = {
  kind: LedgerSaga['kind'];
  requestId: Uint8Array;
  ledger: Principal;
  to: Account;
  amount: bigint;
  feeMax: bigint;
  expiresAtNs: bigint | undefined;
};

export const withdrawal = (args: WithdrawArgs): Order => ({
  kind: 'withdraw',
  requestId: Uint8Array.from(args.request_id),
  ledger: args.ledger,
  to: args.to,
  amount: args.amount,
  feeMax: args.fee_max,
  expiresAtNs: undefined,
});
export const allowance = (args: AllowArgs): Order => ({
  kind: 'allow',
  requestId: Uint8Array.from(args.request_id),
  ledger: args.ledger,
  to: args.spender,
  amount: args.amount,
  feeMax: args.fee_max,
  expiresAtNs: fromOpt(args.expires_at_ns),
});

/** Accepts an order; the same request again gives the same order. */
export function acceptOrder(call: Call, order: Order): Result<LedgerOrder, WalletRefusal> {
  const { caller, nowNs } = call;
  const { requestId, ledger, amount, feeMax } = order;
  if (requestId.length !== REQUEST_ID_BYTES) return invalid('request_id', 'it has 16 bytes');
  const known = requests.get([caller, requestId]);
  if (known !== undefined) return orderOf(caller, known);
  if (!ledgers.has(ledger))
    return err({ ChainUnavailable: { reason: 'this ledger is not set up' } });
  const to = keyOf(order.to);
  if (!to) return invalid('to', 'a subaccount has exactly 32 bytes');
  if (order.kind === 'allow' && ckbtc.get()?.minter.compareTo(to.owner) === 'eq') {
    return invalid('spender', 'withdrawals of ckBTC let their minter spend by themselves');
  }
  if (amount > AMOUNT_MAX || feeMax > AMOUNT_MAX) return invalid('amount', 'it is too large');
  if (order.kind === 'withdraw' && amount === 0n) return err({ AmountTooSmall: { least: 1n } });
  if (order.expiresAtNs !== undefined && order.expiresAtNs <= nowNs) {
    return invalid('expires_at_ns', 'this time is over');
  }
  const asset = { Ledger: ledger };
  const may = allowed(caller, asset, amount, nowNs);
  if ('Err' in may) return may;
  const wait = orders.take(caller.toHex(), nowNs);
  if (wait !== undefined) return tooOften(wait);
  const { kind, expiresAtNs } = order;
  const saga: LedgerSaga = {
    ...{ step: may.Ok.waits ? 'waiting' : 'accepted', untilNs: may.Ok.untilNs, day: may.Ok.day },
    ...{ kind, owner: caller, ledger, amount, feeMax, expiresAtNs },
    ...{ to: to.owner, toSubaccount: to.subaccount, fee: 0n, createdAtNs: 0n },
    ...{ lookedTo: 0n, block: 0n, reason: '' },
  };
  const id = sagas.begin({ ledger: saga });
  spend(caller, asset, may.Ok.day, amount);
  requests.put([caller, requestId], id);
  ordersOfOwner.insert([caller, id]);
  call.subject = `order ${id}`;
  return orderOf(caller, id);
}

/** Takes an order back while it waits; its share of the day is free. */
export function cancelOrder(call: Call, id: bigint): Result<LedgerOrder, WalletRefusal> {
  const before = sagas.get(id)?.state.ledger;
  if (before?.owner.compareTo(call.caller) !== 'eq') return err({ UnknownSend: null });
  call.subject = `order ${id}`;
  const changed = sagas.change(id, ({ ledger }) =>
    ledger?.step === 'waiting' ? { ledger: { ...ledger, step: 'cancelled' } } : undefined,
  );
  if (changed === undefined) return err({ TooLate: null });
  giveBack(call.caller, { Ledger: before.ledger }, before.day, before.amount);
  return orderOf(call.caller, id);
}

/** An order as its owner sees it; of others there is none. */
export const orderOf = (owner: Principal, id: bigint): Result<LedgerOrder, WalletRefusal> =>
  seenBy(owner, 'ledger', id, ledgerOrderOf);
