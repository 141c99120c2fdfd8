/** Bitcoin of the caller: addresses, balance, payments. */
import {
  type Call,
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
  type BitcoinNetwork,
  type BitcoinSend,
  type BitcoinSendArgs,
  type BitcoinSendPage,
  err,
  type FeeSpeed,
  type Infer,
  ok,
  type Result,
  toOpt,
  type WalletRefusal,
  walletApi,
} from '@qikcard/contracts';
import { answered as answerOf, invalid, tooOften, unavailable } from '../answers.ts';
import { type NetworkName, networkName, scriptOf } from '../domain/bitcoin/addresses.ts';
import { feeRateOf } from '../domain/bitcoin/fees.ts';
import { INPUTS_MAX, planPayment } from '../domain/bitcoin/selection.ts';
import { ownPage } from '../pages.ts';
import { bitcoinKeyCount, bitcoinNetwork, sagasOfOwner } from '../store.ts';
import { acceptPayment, cancelPayment, sendOf } from './payments.ts';
import { coinsOf, freeCoins, keysOf, networkNow, walletFrom } from './people.ts';
import { canAfford, feePercentiles } from './remote.ts';

/** Each question costs cycles: ten at once, then one in ten seconds. */
const questions = rateLimit({ burst: 10, perMinute: 6 });
const questionsOfAll = rateLimit({ burst: 600, perMinute: 120, entriesMax: 1 });

export class Bitcoin {
  @expose(walletApi.set_bitcoin_network)
  set_bitcoin_network(network: BitcoinNetwork): Result<null, WalletRefusal> {
    return handle('set_bitcoin_network', hasRole('admin'), (call) => {
      const name = networkName(network);
      call.subject = name;
      if (bitcoinKeyCount.get() > 0n && networkNow() !== name) {
        return invalid('network', 'there are addresses of another network already');
      }
      bitcoinNetwork.set(name);
      return ok(null);
    });
  }
  @expose(walletApi.bitcoin_network)
  bitcoin_network(): [] | [BitcoinNetwork] {
    const name = networkNow();
    return toOpt(name && ({ [name]: null } as BitcoinNetwork));
  }
  @exposeAsync(walletApi.bitcoin_addresses)
  async bitcoin_addresses() {
    const decided = ask('bitcoin_addresses');
    if ('Err' in decided) return decided;
    const { owner, network } = decided.Ok;
    return answered(async () => {
      const { p2wpkh, p2tr } = await keysOf(owner, network);
      return { p2wpkh, p2tr };
    });
  }
  @exposeAsync(walletApi.bitcoin_balance)
  async bitcoin_balance() {
    const decided = ask('bitcoin_balance');
    if ('Err' in decided) return decided;
    const { owner, network } = decided.Ok;
    return answered(async () => {
      const { coins, height } = await coinsOf(await keysOf(owner, network), network, 1);
      const sum = (list: { value: bigint }[]) => list.reduce((all, { value }) => all + value, 0n);
      const spendable = sum(freeCoins(coins));
      return { spendable, reserved: sum(coins) - spendable, height };
    });
  }
  @exposeAsync(walletApi.quote_bitcoin)
  async quote_bitcoin(to: string, amount: bigint, speed: FeeSpeed) {
    const decided = ask('quote_bitcoin');
    if ('Err' in decided) return decided;
    const { owner, network } = decided.Ok;
    const script = scriptOf(to, network);
    if (!script) return invalid('to', NO_ADDRESS);
    const found = await answered(async () => {
      const keys = await keysOf(owner, network);
      const known = await Promise.all([coinsOf(keys, network, 1), feePercentiles(network)]);
      const [{ coins }, rates] = known;
      return { change: walletFrom(keys).p2wpkh.script, coins, rate: feeRateOf(speed, rates) };
    });
    if ('Err' in found) return found;
    const { change, coins, rate } = found.Ok;
    const plan = planPayment({
      ...{ coins: freeCoins(coins), to: script, amount, change, rate },
      feeMax: FEE_SHOWN_MAX,
    });
    if ('Err' in plan) return err(plan.Err as WalletRefusal);
    const { fee, inputs, change: left } = plan.Ok;
    return ok({ fee, fee_rate: rate, inputs: inputs.length, change: left });
  }
  @expose(walletApi.send_bitcoin)
  send_bitcoin(args: BitcoinSendArgs): Result<BitcoinSend, WalletRefusal> {
    return handle('send_bitcoin', inGoodStanding, (call) => {
      const network = networkNow();
      if (network === undefined) return noNetwork;
      if (!canAfford(network, INPUTS_MAX)) return lowOnCycles;
      return acceptPayment(call, args, network);
    });
  }
  @expose(walletApi.cancel_bitcoin)
  cancel_bitcoin(id: bigint): Result<BitcoinSend, WalletRefusal> {
    return handle('cancel_bitcoin', signedIn, (call) => cancelPayment(call, id));
  }
  @expose(walletApi.bitcoin_send)
  bitcoin_send(id: bigint): Result<BitcoinSend, WalletRefusal> {
    return handleQuery('bitcoin_send', signedIn, ({ caller }) => sendOf(caller, id));
  }
  @expose(walletApi.bitcoin_sends)
  bitcoin_sends(cursor: [] | [bigint], limit: number): Infer<typeof BitcoinSendPage> {
    const { rows: sends, next } = ownPage(sagasOfOwner, [cursor, limit], sendOf);
    return { sends, next };
  }
}

const NO_ADDRESS = 'this is no Bitcoin address of this network';
/** A hundredth of a bitcoin: whoever wants to pay more for one payment asks elsewhere. */
const FEE_SHOWN_MAX = 1_000_000n;
const noNetwork = unavailable('no Bitcoin network is set up here');
const lowOnCycles = unavailable('the service is low on cycles');

/** Who asks, on which network; or why nothing is asked. */
function ask(
  method: string,
): Result<{ owner: Call['caller']; network: NetworkName }, WalletRefusal> {
  return handle(method, inGoodStanding, (call) => {
    call.unaudited = true;
    const network = networkNow();
    if (network === undefined) return noNetwork;
    const { caller, nowNs } = call;
    const wait = questions.take(caller.toHex(), nowNs) ?? questionsOfAll.take('all', nowNs);
    if (wait !== undefined) return tooOften(wait);
    return canAfford(network, 0) ? ok({ owner: caller, network }) : lowOnCycles;
  });
}

const answered = <T>(question: () => Promise<T>) =>
  answerOf(question, 'the Bitcoin network does not answer');
