/** Accepting a payment and taking it back: decided and stored in one message. */
import type { Principal } from '@dfinity/principal';
import { type Call, rateLimit } from '@qikcard/canister-kit';
import {
  type BitcoinSend,
  type BitcoinSendArgs,
  err,
  type Result,
  type WalletRefusal,
} from '@qikcard/contracts';
import { invalid, REQUEST_ID_BYTES, tooOften } from '../answers.ts';
import { type NetworkName, scriptOf } from '../domain/bitcoin/addresses.ts';
import { dustLimit } from '../domain/bitcoin/fees.ts';
import { type BitcoinSaga, bitcoinSendOf, canCancel } from '../domain/bitcoin/saga.ts';
import { sagas, seenBy } from '../sagas.ts';
import { type Allowed, allowed, giveBack, spend } from '../spending/spending.ts';
import { requests, reservedCoins, sagasOfOwner } from '../store.ts';

const BITCOIN = { Bitcoin: null };
/** Each costs signatures of the subnet: five at once, then one in five minutes. */
const payments = rateLimit({ burst: 5, perMinute: 0.2 });

/** Accepts a payment; the same request again gives the same payment. */
export function acceptPayment(
  call: Call,
  args: BitcoinSendArgs,
  network: NetworkName,
): Result<BitcoinSend, WalletRefusal> {
  const { caller, nowNs } = call;
  const requestId = Uint8Array.from(args.request_id);
  if (requestId.length !== REQUEST_ID_BYTES) return invalid('request_id', 'it has 16 bytes');
  const known = requests.get([caller, requestId]);
  if (known !== undefined) return sendOf(caller, known);
  const script = scriptOf(args.to, network);
  if (!script) return invalid('to', 'this is no Bitcoin address of this network');
  const least = dustLimit(script);
  if (args.amount < least) return err({ AmountTooSmall: { least } });
  const may = allowed(caller, BITCOIN, args.amount, nowNs);
  if ('Err' in may) return may;
  const wait = payments.take(caller.toHex(), nowNs);
  if (wait !== undefined) return tooOften(wait);
  const id = sagas.begin({ bitcoin: begun(caller, args, script, may.Ok) });
  spend(caller, BITCOIN, may.Ok.day, args.amount);
  requests.put([caller, requestId], id);
  sagasOfOwner.insert([caller, id]);
  call.subject = `payment ${id}`;
  return sendOf(caller, id);
}

function begun(
  owner: Call['caller'],
  { to, amount, speed, fee_max }: BitcoinSendArgs,
  script: Uint8Array,
  { day, untilNs, waits }: Allowed,
): BitcoinSaga {
  return {
    step: waits ? 'waiting' : 'accepted',
    owner,
    to: to.trim(),
    script,
    amount,
    speed: Object.keys(speed)[0] as BitcoinSaga['speed'],
    feeMax: fee_max,
    untilNs,
    day,
    inputs: [],
    outputs: [],
    fee: 0n,
    hashes: [],
    signatures: [],
    raw: new Uint8Array(),
    txid: undefined,
    looks: 0,
    reason: '',
  };
}

/** Takes a payment back while nothing of it is signed; its coins and its share of the day are free. */
export function cancelPayment(call: Call, id: bigint): Result<BitcoinSend, WalletRefusal> {
  const entry = sagas.get(id);
  const before = entry?.state.bitcoin;
  if (before?.owner.compareTo(call.caller) !== 'eq') return err({ UnknownSend: null });
  call.subject = `payment ${id}`;
  const changed = sagas.change(id, ({ bitcoin }) =>
    bitcoin && canCancel(bitcoin) ? { bitcoin: { ...bitcoin, step: 'cancelled' } } : undefined,
  );
  if (changed === undefined) return err({ TooLate: null });
  for (const { txid, vout } of before.inputs) reservedCoins.remove([txid, vout]);
  giveBack(call.caller, BITCOIN, before.day, before.amount);
  return sendOf(call.caller, id);
}

/** A payment as its owner sees it; of others there is none. */
export const sendOf = (owner: Principal, id: bigint): Result<BitcoinSend, WalletRefusal> =>
  seenBy(owner, 'bitcoin', id, bitcoinSendOf);
