/** Accounts on ICRC ledgers. */
import type { Principal } from '@dfinity/principal';
import {
  expose,
  exposeAsync,
  handle,
  handleQuery,
  hasRole,
  ic,
  inGoodStanding,
  rateLimit,
  signedIn,
} from '@qikcard/canister-kit';
import {
  type AllowArgs,
  err,
  type LedgerView,
  ok,
  type Result,
  type WalletRefusal,
  type WithdrawArgs,
  walletApi,
} from '@qikcard/contracts';
import { accountOf } from '@qikcard/contracts/icrc/account';
import { answered as answerOf, tooOften, unavailable } from '../answers.ts';
import { subaccountOf } from '../domain/ledger/account.ts';
import { ownPage } from '../pages.ts';
import { ledgerOrder, ledgers, ordersOfOwner } from '../store.ts';
import { acceptOrder, allowance, cancelOrder, orderOf, withdrawal } from './orders.ts';
import { balanceOf, describe } from './remote.ts';

const LEDGERS_MAX = 50;
const TEXT_MAX = 64;
const questions = rateLimit({ burst: 20, perMinute: 30 });

export class Accounts {
  @exposeAsync(walletApi.add_ledger)
  async add_ledger(ledger: Principal): Promise<Result<LedgerView, WalletRefusal>> {
    const decided = handle('add_ledger', hasRole('admin'), (call): Result<null, WalletRefusal> => {
      call.subject = ledger.toText();
      const full = ledgerOrder.size() >= LEDGERS_MAX && !ledgers.has(ledger);
      return full ? err({ LimitReached: { what: 'ledgers', limit: LEDGERS_MAX } }) : ok(null);
    });
    if ('Err' in decided) return decided;
    const found = await answered(() => describe(ledger));
    if ('Err' in found) return found;
    const { name, symbol, decimals, fee } = found.Ok;
    const row = { name: name.slice(0, TEXT_MAX), symbol: symbol.slice(0, TEXT_MAX), decimals, fee };
    ledgers.put(ledger, row);
    ledgerOrder.insert([ledger]);
    return ok({ ledger, ...row });
  }
  @expose(walletApi.remove_ledger)
  remove_ledger(ledger: Principal): Result<null, WalletRefusal> {
    return handle('remove_ledger', hasRole('admin'), (call) => {
      call.subject = ledger.toText();
      ledgers.remove(ledger);
      ledgerOrder.remove([ledger]);
      return ok(null);
    });
  }
  @expose(walletApi.ledgers)
  ledgers(): LedgerView[] {
    return ledgerOrder.scan({ limit: LEDGERS_MAX }).flatMap(([ledger]) => {
      const row = ledgers.get(ledger);
      return row ? [{ ledger, ...row }] : [];
    });
  }
  @expose(walletApi.deposit_account)
  deposit_account() {
    return accountOf(ic.self(), subaccountOf(ic.caller()));
  }
  @exposeAsync(walletApi.ledger_balance)
  async ledger_balance(ledger: Principal): Promise<Result<bigint, WalletRefusal>> {
    type Asked = Result<Principal, WalletRefusal>;
    const decided = handle('ledger_balance', inGoodStanding, (call): Asked => {
      call.unaudited = true;
      if (!ledgers.has(ledger)) return unavailable('this ledger is not set up');
      const wait = questions.take(call.caller.toHex(), call.nowNs);
      return wait === undefined ? ok(call.caller) : tooOften(wait);
    });
    if ('Err' in decided) return decided;
    return answered(() => balanceOf(ledger, decided.Ok));
  }
  @expose(walletApi.withdraw)
  withdraw(args: WithdrawArgs) {
    return handle('withdraw', inGoodStanding, (call) => acceptOrder(call, withdrawal(args)));
  }
  @expose(walletApi.allow)
  allow(args: AllowArgs) {
    return handle('allow', inGoodStanding, (call) => acceptOrder(call, allowance(args)));
  }
  @expose(walletApi.cancel_order)
  cancel_order(id: bigint) {
    return handle('cancel_order', signedIn, (call) => cancelOrder(call, id));
  }
  @expose(walletApi.ledger_order)
  ledger_order(id: bigint) {
    return handleQuery('ledger_order', signedIn, ({ caller }) => orderOf(caller, id));
  }
  @expose(walletApi.ledger_orders)
  ledger_orders(cursor: [] | [bigint], limit: number) {
    const { rows: orders, next } = ownPage(ordersOfOwner, [cursor, limit], orderOf);
    return { orders, next };
  }
}

const answered = <T>(question: () => Promise<T>) =>
  answerOf(question, 'the ledger does not answer');
