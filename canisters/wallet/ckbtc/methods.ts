/** ckBTC of the caller: bitcoin in, bitcoin out. */
import type { Principal } from '@dfinity/principal';
import {
  expose,
  exposeAsync,
  handle,
  handleQuery,
  hasRole,
  inGoodStanding,
  rateLimit,
  signedIn,
} from '@qikcard/canister-kit';
import {
  type CkbtcDeposits,
  type CkbtcFee,
  type CkbtcSetup,
  type CkbtcWithdrawArgs,
  type CkbtcWithdrawal,
  err,
  ok,
  type Result,
  toOpt,
  type WalletRefusal,
  walletApi,
} from '@qikcard/contracts';
import { feeOf } from '../accounts/remote.ts';
import { answered as answerOf, invalid, tooOften, unavailable } from '../answers.ts';
import { networkNow } from '../bitcoin/people.ts';
import { ownPage } from '../pages.ts';
import { ckbtc, ckbtcAddresses, ckbtcOfOwner, ledgers } from '../store.ts';
import {
  depositAddress,
  minterInfo,
  mintingAccount,
  updateBalance,
  withdrawalFee,
} from './minter.ts';
import { acceptWithdrawal, cancelWithdrawal, withdrawalOf } from './withdrawals.ts';

const questions = rateLimit({ burst: 10, perMinute: 6 });
type Asked = { owner: Principal; setup: CkbtcSetup };

export class Ckbtc {
  @exposeAsync(walletApi.set_ckbtc)
  async set_ckbtc(given: {
    minter: Principal;
    ledger: Principal;
  }): Promise<Result<CkbtcSetup, WalletRefusal>> {
    const { minter, ledger } = given;
    const decided = handle('set_ckbtc', hasRole('admin'), (call): Result<null, WalletRefusal> => {
      call.subject = minter.toText();
      return ledgers.has(ledger) ? ok(null) : invalid('ledger', 'add it to the ledgers first');
    });
    if ('Err' in decided) return decided;
    const found = await answered(() => Promise.all([minterInfo(minter), mintingAccount(ledger)]));
    if ('Err' in found) return found;
    const [info, [minting]] = found.Ok;
    if (minting?.owner.compareTo(minter) !== 'eq') {
      return invalid('minter', 'this ledger names another one');
    }
    const { min_confirmations: confirmations, retrieve_btc_min_amount: least } = info;
    const setup = { minter, ledger, least, confirmations };
    ckbtc.set(setup);
    return ok(setup);
  }
  @expose(walletApi.ckbtc)
  ckbtc(): [] | [CkbtcSetup] {
    return toOpt(ckbtc.get());
  }
  @exposeAsync(walletApi.ckbtc_deposit_address)
  async ckbtc_deposit_address(): Promise<Result<string, WalletRefusal>> {
    const decided = ask('ckbtc_deposit_address');
    if ('Err' in decided) return decided;
    const { owner, setup } = decided.Ok;
    const known = ckbtcAddresses.get([setup.minter, owner]);
    if (known !== undefined) return ok(known);
    const found = await answered(() => depositAddress(setup.minter, owner));
    if ('Ok' in found) ckbtcAddresses.put([setup.minter, owner], found.Ok);
    return found;
  }
  @exposeAsync(walletApi.update_ckbtc)
  async update_ckbtc(): Promise<Result<CkbtcDeposits, WalletRefusal>> {
    const decided = ask('update_ckbtc');
    if ('Err' in decided) return decided;
    const { owner, setup } = decided.Ok;
    const found = await answered(() => updateBalance(setup.minter, owner));
    return 'Err' in found ? found : depositsOf(found.Ok, setup.confirmations);
  }
  @exposeAsync(walletApi.quote_ckbtc)
  async quote_ckbtc(amount: bigint): Promise<Result<CkbtcFee, WalletRefusal>> {
    const decided = ask('quote_ckbtc');
    if ('Err' in decided) return decided;
    const { minter, ledger } = decided.Ok.setup;
    return answered(async () => {
      const [taken, ledger_fee] = await Promise.all([withdrawalFee(minter, amount), feeOf(ledger)]);
      return { bitcoin_fee: taken.bitcoin_fee, minter_fee: taken.minter_fee, ledger_fee };
    });
  }
  @expose(walletApi.withdraw_ckbtc)
  withdraw_ckbtc(args: CkbtcWithdrawArgs): Result<CkbtcWithdrawal, WalletRefusal> {
    return handle('withdraw_ckbtc', inGoodStanding, (call) => {
      const [setup, network] = [ckbtc.get(), networkNow()];
      if (setup === undefined || network === undefined) return notSetUp;
      return acceptWithdrawal(call, args, setup, network);
    });
  }
  @expose(walletApi.cancel_ckbtc)
  cancel_ckbtc(id: bigint): Result<CkbtcWithdrawal, WalletRefusal> {
    return handle('cancel_ckbtc', signedIn, (call) => cancelWithdrawal(call, id));
  }
  @expose(walletApi.ckbtc_withdrawal)
  ckbtc_withdrawal(id: bigint): Result<CkbtcWithdrawal, WalletRefusal> {
    return handleQuery('ckbtc_withdrawal', signedIn, ({ caller }) => withdrawalOf(caller, id));
  }
  @expose(walletApi.ckbtc_withdrawals)
  ckbtc_withdrawals(cursor: [] | [bigint], limit: number) {
    const { rows: withdrawals, next } = ownPage(ckbtcOfOwner, [cursor, limit], withdrawalOf);
    return { withdrawals, next };
  }
}

const notSetUp = unavailable('ckBTC is not set up here');

/** Who asks; or why nothing is asked. */
function ask(method: string): Result<Asked, WalletRefusal> {
  return handle(method, inGoodStanding, (call): Result<Asked, WalletRefusal> => {
    call.unaudited = true;
    const setup = ckbtc.get();
    if (setup === undefined) return notSetUp;
    const wait = questions.take(call.caller.toHex(), call.nowNs);
    if (wait !== undefined) return tooOften(wait);
    return ok({ owner: call.caller, setup });
  });
}

const answered = <T>(question: () => Promise<T>) =>
  answerOf(question, 'the minter of ckBTC does not answer');

type Updated = Awaited<ReturnType<typeof updateBalance>>;

/** The minter's answer in the words of the wallet. */
function depositsOf(answer: Updated, required: number): Result<CkbtcDeposits, WalletRefusal> {
  const nothing = { minted: [], pending: [], checked: 0n, refused: 0n, required };
  if ('Ok' in answer) {
    const deposits: CkbtcDeposits = { ...nothing };
    for (const status of answer.Ok) {
      if ('Minted' in status) {
        const { block_index: block, minted_amount: amount } = status.Minted;
        deposits.minted = [...deposits.minted, { block, amount }];
      } else if ('Checked' in status) deposits.checked += status.Checked.value;
      else if ('Tainted' in status) deposits.refused += status.Tainted.value;
      else deposits.refused += status.ValueTooSmall.value;
    }
    return ok(deposits);
  }
  const problem = answer.Err;
  if ('NoNewUtxos' in problem) {
    const {
      pending_utxos: [pending = []],
      required_confirmations,
    } = problem.NoNewUtxos;
    const seen = pending.map(({ value, confirmations }) => ({ amount: value, confirmations }));
    return ok({ ...nothing, pending: seen, required: required_confirmations });
  }
  if ('AlreadyProcessing' in problem) return err({ RateLimited: { retry_after_seconds: 10 } });
  return unavailable('the minter of ckBTC is busy');
}
