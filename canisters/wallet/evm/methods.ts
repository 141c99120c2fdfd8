/** Chains of Ethereum's kind: addresses, balances and payments of the caller. */
import { Principal } from '@dfinity/principal';
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
  type EvmBalance,
  type EvmChain,
  type EvmQuote,
  type EvmReplaceArgs,
  type EvmSend,
  type EvmSendArgs,
  err,
  type FeeSpeed,
  fromOpt,
  ok,
  type Result,
  type WalletRefusal,
  walletApi,
} from '@qikcard/contracts';
import { answered as answerOf, invalid, tooOften, unavailable } from '../answers.ts';
import { evmAddress } from '../domain/evm/address.ts';
import { chainOf } from '../domain/evm/chain.ts';
import { feesOf, mostOf } from '../domain/evm/fees.ts';
import { PAYMENT_GAS } from '../domain/evm/transaction.ts';
import { AMOUNT_MAX } from '../domain/limits.ts';
import { ownPage } from '../pages.ts';
import { evmChainOrder, evmChains, evmKeyCount, evmKeyName, evmOfOwner } from '../store.ts';
import { acceptPayment, cancelPayment, replacePayment, sendOf } from './payments.ts';
import { chainNow, chainsNow, held, keyNow, keyOf } from './people.ts';
import { balanceOf, type Chain, canAfford, feeHistory } from './remote.ts';

/** The EVM RPC canister of the Internet Computer. */
const USUAL_RPC = Principal.fromText('7hfb6-caaaa-aaaar-qadga-cai');
/** Each question costs cycles: ten at once, then one in ten seconds. */
const questions = rateLimit({ burst: 10, perMinute: 6 });
const questionsOfAll = rateLimit({ burst: 600, perMinute: 120, entriesMax: 1 });

export class Evm {
  @exposeAsync(walletApi.set_evm_chain)
  async set_evm_chain(given: {
    chain_id: bigint;
    rpc: [] | [Principal];
  }): Promise<Result<EvmChain, WalletRefusal>> {
    const facts = chainOf(given.chain_id);
    const decided = handle(
      'set_evm_chain',
      hasRole('admin'),
      (call): Result<Chain, WalletRefusal> => {
        call.subject = `chain ${given.chain_id}`;
        if (facts === undefined) return invalid('chain_id', 'this wallet does not know it');
        if (evmKeyCount.get() > 0n && keyNow() !== facts.key) {
          return invalid('chain_id', 'there are addresses of another key already');
        }
        return ok({ ...facts, rpc: fromOpt(given.rpc) ?? USUAL_RPC });
      },
    );
    if ('Err' in decided) return decided;
    const chain = decided.Ok;
    const found = await answered(() => feeHistory(chain));
    if ('Err' in found) return found;
    evmChains.put(chain.id, chain.rpc);
    evmChainOrder.insert([chain.id]);
    evmKeyName.set(chain.key);
    return ok(viewOf(chain));
  }
  @expose(walletApi.evm_chains)
  evm_chains(): EvmChain[] {
    return chainsNow().map(viewOf);
  }
  @exposeAsync(walletApi.evm_address)
  async evm_address(): Promise<Result<string, WalletRefusal>> {
    const decided = handle(
      'evm_address',
      inGoodStanding,
      (call): Result<{ owner: Principal; key: Chain['key'] }, WalletRefusal> => {
        call.unaudited = true;
        const key = keyNow();
        return key === undefined ? notSetUp : ok({ owner: call.caller, key });
      },
    );
    if ('Err' in decided) return decided;
    const { owner, key } = decided.Ok;
    return answered(async () => (await keyOf(owner, key)).address);
  }
  @exposeAsync(walletApi.evm_balance)
  async evm_balance(chainId: bigint): Promise<Result<EvmBalance, WalletRefusal>> {
    const decided = ask('evm_balance', chainId);
    if ('Err' in decided) return decided;
    const { owner, chain } = decided.Ok;
    return answered(async () => {
      const { address } = await keyOf(owner, chain.key);
      const balance = await balanceOf(chain, address);
      const reserved = held(owner, chain.id);
      return { spendable: balance > reserved ? balance - reserved : 0n, reserved };
    });
  }
  @exposeAsync(walletApi.quote_evm)
  async quote_evm(
    chainId: bigint,
    to: string,
    amount: bigint,
    speed: FeeSpeed,
  ): Promise<Result<EvmQuote, WalletRefusal>> {
    if (amount > AMOUNT_MAX) return invalid('amount', 'it is too large');
    if (evmAddress(to.trim()) === undefined) return invalid('to', 'this is no Ethereum address');
    const decided = ask('quote_evm', chainId);
    if ('Err' in decided) return decided;
    const { owner, chain } = decided.Ok;
    const found = await answered(async () => {
      const { address } = await keyOf(owner, chain.key);
      return Promise.all([feeHistory(chain), balanceOf(chain, address)]);
    });
    if ('Err' in found) return found;
    const [history, balance] = found.Ok;
    const fees = feesOf(speed, history);
    const [fee, reserved] = [mostOf(fees), held(owner, chain.id)];
    const spendable = balance > reserved ? balance - reserved : 0n;
    if (spendable < amount + fee) return err({ NotEnough: { spendable, needed: amount + fee } });
    return ok({
      ...{ fee, gas: PAYMENT_GAS, max_fee_per_gas: fees.maxFeePerGas },
      max_priority_fee_per_gas: fees.maxPriorityFeePerGas,
    });
  }
  @expose(walletApi.send_evm)
  send_evm(args: EvmSendArgs): Result<EvmSend, WalletRefusal> {
    return handle('send_evm', inGoodStanding, (call) => {
      if (chainNow(args.chain_id) === undefined) return notSetUp;
      return canAfford(1) ? acceptPayment(call, args) : lowOnCycles;
    });
  }
  @expose(walletApi.cancel_evm)
  cancel_evm(id: bigint): Result<EvmSend, WalletRefusal> {
    return handle('cancel_evm', signedIn, (call) => cancelPayment(call, id));
  }
  @expose(walletApi.replace_evm)
  replace_evm(args: EvmReplaceArgs): Result<EvmSend, WalletRefusal> {
    return handle('replace_evm', inGoodStanding, (call) =>
      canAfford(1) ? replacePayment(call, args) : lowOnCycles,
    );
  }
  @expose(walletApi.evm_send)
  evm_send(id: bigint): Result<EvmSend, WalletRefusal> {
    return handleQuery('evm_send', signedIn, ({ caller }) => sendOf(caller, id));
  }
  @expose(walletApi.evm_sends)
  evm_sends(cursor: [] | [bigint], limit: number) {
    const { rows: sends, next } = ownPage(evmOfOwner, [cursor, limit], sendOf);
    return { sends, next };
  }
}

const notSetUp = unavailable('this chain is not set up here');
const lowOnCycles = unavailable('the service is low on cycles');

const viewOf = ({ id, name, symbol, decimals, rpc, test }: Chain): EvmChain => ({
  ...{ chain_id: id, name, symbol, decimals, rpc, test },
});

/** Who asks, about which chain; or why nothing is asked. */
function ask(
  method: string,
  chainId: bigint,
): Result<{ owner: Principal; chain: Chain }, WalletRefusal> {
  type Asked = Result<{ owner: Principal; chain: Chain }, WalletRefusal>;
  return handle(method, inGoodStanding, (call): Asked => {
    call.unaudited = true;
    const chain = chainNow(chainId);
    if (chain === undefined) return notSetUp;
    const { caller, nowNs } = call;
    const wait = questions.take(caller.toHex(), nowNs) ?? questionsOfAll.take('all', nowNs);
    if (wait !== undefined) return tooOften(wait);
    return canAfford(0) ? ok({ owner: caller, chain }) : lowOnCycles;
  });
}

const answered = <T>(question: () => Promise<T>) => answerOf(question, 'the chain does not answer');
