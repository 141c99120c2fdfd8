/**
 * A small minter of ckBTC, written from its public interface alone, that can be told to fail. Deposits
 * and its Bitcoin payments are what the test says they are; the ckBTC are moved on a real test ledger.
 */
import { call, canisterSelf, IDL, msgCaller, type Principal, query, trap, update } from 'azle';

const Bytes = IDL.Vec(IDL.Nat8);
const Account = IDL.Record({ owner: IDL.Principal, subaccount: IDL.Opt(Bytes) });
const Owned = IDL.Record({ owner: IDL.Opt(IDL.Principal), subaccount: IDL.Opt(Bytes) });
const outpoint = IDL.Record({ txid: Bytes, vout: IDL.Nat32 });
const Utxo = IDL.Record({ outpoint, value: IDL.Nat64, height: IDL.Nat32 });
const GenericError = IDL.Record({ error_message: IDL.Text, error_code: IDL.Nat64 });
const UtxoStatus = IDL.Variant({
  ValueTooSmall: Utxo,
  Tainted: Utxo,
  Checked: Utxo,
  Minted: IDL.Record({ block_index: IDL.Nat64, minted_amount: IDL.Nat64, utxo: Utxo }),
});
const PendingUtxo = IDL.Record({ outpoint, value: IDL.Nat64, confirmations: IDL.Nat32 });
const UpdateResult = IDL.Variant({
  Ok: IDL.Vec(UtxoStatus),
  Err: IDL.Variant({
    NoNewUtxos: IDL.Record({
      current_confirmations: IDL.Opt(IDL.Nat32),
      required_confirmations: IDL.Nat32,
      pending_utxos: IDL.Opt(IDL.Vec(PendingUtxo)),
    }),
    AlreadyProcessing: IDL.Null,
    TemporarilyUnavailable: IDL.Text,
    GenericError,
  }),
});
const RetrieveResult = IDL.Variant({
  Ok: IDL.Record({ block_index: IDL.Nat64 }),
  Err: IDL.Variant({
    MalformedAddress: IDL.Text,
    AlreadyProcessing: IDL.Null,
    AmountTooLow: IDL.Nat64,
    InsufficientFunds: IDL.Record({ balance: IDL.Nat64 }),
    InsufficientAllowance: IDL.Record({ allowance: IDL.Nat64 }),
    TemporarilyUnavailable: IDL.Text,
    GenericError,
  }),
});
const Sent = IDL.Record({ txid: Bytes });
const Reason = IDL.Variant({ CallFailed: IDL.Null });
const given = { account: Account, amount: IDL.Nat64, reason: Reason };
const Status = IDL.Variant({
  Unknown: IDL.Null,
  Pending: IDL.Null,
  Signing: IDL.Null,
  Sending: Sent,
  Submitted: Sent,
  AmountTooLow: IDL.Null,
  Confirmed: Sent,
  Reimbursed: IDL.Record({ ...given, mint_block_index: IDL.Nat64 }),
  WillReimburse: IDL.Record(given),
});
const TransferError = IDL.Variant({
  InsufficientFunds: IDL.Record({ balance: IDL.Nat }),
  InsufficientAllowance: IDL.Record({ allowance: IDL.Nat }),
  TemporarilyUnavailable: IDL.Null,
  TooOld: IDL.Null,
});
const Moved = IDL.Variant({ Ok: IDL.Nat, Err: TransferError });
const stamp = {
  fee: IDL.Opt(IDL.Nat),
  memo: IDL.Opt(Bytes),
  created_at_time: IDL.Opt(IDL.Nat64),
};
const TransferArgs = IDL.Record({
  ...{ from_subaccount: IDL.Opt(Bytes), to: Account, amount: IDL.Nat, ...stamp },
});
const TransferFromArgs = IDL.Record({
  spender_subaccount: IDL.Opt(Bytes),
  ...{ from: Account, to: Account, amount: IDL.Nat, ...stamp },
});

type Holder = { owner: Principal; subaccount: [] | [Uint8Array] };
type Asked = { owner: [] | [Principal]; subaccount: [] | [Uint8Array] };
type Deposit = { value: bigint; confirmations: number };
type Request = { account: Holder; amount: bigint; address: string; status: object };
type Answer = { Ok: bigint } | { Err: Record<string, { balance: bigint; allowance: bigint }> };

const LEAST = 50_000n;
const CONFIRMATIONS = 4;
/** Of a deposit; a smaller one is not worth it. */
const CHECK_FEE = 100n;
const BITCOIN_FEE = 1_500n;
const MINTER_FEE = 500n;
const TXID = Uint8Array.from({ length: 32 }, (_, i) => i);
const unstamped = { fee: [], memo: [], created_at_time: [] };

let ledger: Principal | undefined;
let mode = 'ok';
let asked = 0n;
const deposits = new Map<string, Deposit[]>();
const requests = new Map<bigint, Request>();
const busy = new Set<string>();

const hex = (bytes: Uint8Array) =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
const holderOf = ({ owner: [owner], subaccount }: Asked): Holder => ({
  owner: owner ?? (msgCaller() as Principal),
  subaccount,
});
const keyOf = ({ owner, subaccount: [sub] }: Holder) => `${owner.toText()}.${sub ? hex(sub) : ''}`;
const addressOf = (holder: Holder) => `bcrt1-deposit-${keyOf(holder)}`;
const utxoOf = ({ value }: Deposit, vout: number) => ({
  ...{ outpoint: { txid: TXID, vout }, value, height: 1 },
});

/** Does what was asked and then fails to say so. */
async function loseAnswer(): Promise<void> {
  if (mode !== 'lose answers') return;
  await call(canisterSelf(), 'nothing', {});
  trap('the answer is lost');
}

function move(method: string, args: object): Promise<Answer> {
  const shape = method === 'icrc1_transfer' ? TransferArgs : TransferFromArgs;
  return call<[object], Answer>(ledger as Principal, method, {
    ...{ paramIdlTypes: [shape], returnIdlType: Moved, args: [args] },
  });
}
const mint = (to: Holder, amount: bigint) =>
  move('icrc1_transfer', { from_subaccount: [], to, amount, ...unstamped });

export default class {
  @update([Owned], IDL.Text)
  get_btc_address(holder: Asked): string {
    return addressOf(holderOf(holder));
  }
  @update([Owned], UpdateResult)
  async update_balance(given: Asked): Promise<object> {
    const holder = holderOf(given);
    const mine = deposits.get(addressOf(holder)) ?? [];
    if (mode === 'unavailable') return { Err: { TemporarilyUnavailable: 'busy' } };
    const deep = mine.filter(({ confirmations }) => confirmations >= CONFIRMATIONS);
    const others = mine.filter(({ confirmations }) => confirmations < CONFIRMATIONS);
    if (deep.length === 0) {
      const pending = others.map((deposit, vout) => ({
        ...{ outpoint: utxoOf(deposit, vout).outpoint, value: deposit.value },
        confirmations: deposit.confirmations,
      }));
      const required_confirmations = CONFIRMATIONS;
      const none = { current_confirmations: [], required_confirmations, pending_utxos: [pending] };
      return { Err: { NoNewUtxos: none } };
    }
    deposits.set(addressOf(holder), others);
    const found: object[] = [];
    for (const [vout, deposit] of deep.entries()) {
      const utxo = utxoOf(deposit, vout);
      if (deposit.value <= CHECK_FEE) {
        found.push({ ValueTooSmall: utxo });
        continue;
      }
      const minted_amount = deposit.value - CHECK_FEE;
      const answer = await mint(holder, minted_amount);
      if ('Ok' in answer) found.push({ Minted: { block_index: answer.Ok, minted_amount, utxo } });
      else {
        found.push({ Checked: utxo });
        deposits.set(addressOf(holder), [...(deposits.get(addressOf(holder)) ?? []), deposit]);
      }
    }
    return { Ok: found };
  }
  @query(
    [],
    IDL.Record({
      ...{ min_confirmations: IDL.Nat32, retrieve_btc_min_amount: IDL.Nat64, kyt_fee: IDL.Nat64 },
    }),
  )
  get_minter_info() {
    return { min_confirmations: CONFIRMATIONS, retrieve_btc_min_amount: LEAST, kyt_fee: CHECK_FEE };
  }
  @query([], IDL.Nat64)
  get_deposit_fee(): bigint {
    return CHECK_FEE;
  }
  @query(
    [IDL.Record({ amount: IDL.Opt(IDL.Nat64) })],
    IDL.Record({ bitcoin_fee: IDL.Nat64, minter_fee: IDL.Nat64 }),
  )
  estimate_withdrawal_fee() {
    return { bitcoin_fee: BITCOIN_FEE, minter_fee: MINTER_FEE };
  }
  @update(
    [IDL.Record({ address: IDL.Text, amount: IDL.Nat64, from_subaccount: IDL.Opt(Bytes) })],
    RetrieveResult,
  )
  async retrieve_btc_with_approval(given: {
    address: string;
    amount: bigint;
    from_subaccount: [] | [Uint8Array];
  }): Promise<object> {
    asked += 1n;
    const { address, amount } = given;
    const account = { owner: msgCaller() as Principal, subaccount: given.from_subaccount };
    if (mode === 'unavailable') return { Err: { TemporarilyUnavailable: 'busy' } };
    if (mode === 'malformed') return { Err: { MalformedAddress: address } };
    if (amount < LEAST) return { Err: { AmountTooLow: LEAST } };
    if (busy.has(keyOf(account))) return { Err: { AlreadyProcessing: null } };
    busy.add(keyOf(account));
    try {
      const to = { owner: canisterSelf(), subaccount: [] };
      const asks = { spender_subaccount: [], from: account, to, amount, ...unstamped };
      const answer = await move('icrc2_transfer_from', asks);
      if ('Err' in answer) {
        const [[name, data]] = Object.entries(answer.Err);
        if (name === 'InsufficientFunds') return { Err: { InsufficientFunds: data } };
        if (name === 'InsufficientAllowance') return { Err: { InsufficientAllowance: data } };
        return { Err: { TemporarilyUnavailable: name } };
      }
      requests.set(answer.Ok, { account, amount, address, status: { Pending: null } });
      await loseAnswer();
      return { Ok: { block_index: answer.Ok } };
    } finally {
      busy.delete(keyOf(account));
    }
  }
  @query([IDL.Record({ block_index: IDL.Nat64 })], Status)
  retrieve_btc_status_v2({ block_index }: { block_index: bigint }): object {
    return requests.get(block_index)?.status ?? { Unknown: null };
  }
  @update([], IDL.Null)
  nothing(): null {
    return null;
  }
  @update([IDL.Principal], IDL.Null)
  set_ledger(next: Principal): null {
    ledger = next;
    return null;
  }
  @update([IDL.Text], IDL.Null)
  set_mode(next: string): null {
    mode = next;
    return null;
  }
  @query([], IDL.Nat)
  asked(): bigint {
    return asked;
  }
  /** Somebody has sent bitcoin to an address. */
  @update([IDL.Text, IDL.Nat64, IDL.Nat32], IDL.Null)
  deposit(address: string, value: bigint, confirmations: number): null {
    const before = (deposits.get(address) ?? []).filter((each) => each.value !== value);
    deposits.set(address, [...before, { value, confirmations }]);
    return null;
  }
  /** What it says from now on about the request of this block. */
  @update([IDL.Nat64, IDL.Text], IDL.Null)
  async progress(block: bigint, name: string): Promise<null> {
    const request = requests.get(block) as Request;
    const { account, amount } = request;
    const back = { account, amount, reason: { CallFailed: null } };
    if (name === 'Reimbursed') {
      const answer = await mint(account, amount);
      request.status = { Reimbursed: { ...back, mint_block_index: (answer as { Ok: bigint }).Ok } };
    } else if (name === 'WillReimburse') request.status = { WillReimburse: back };
    else if (['Sending', 'Submitted', 'Confirmed'].includes(name)) {
      request.status = { [name]: { txid: TXID } };
    } else request.status = { [name]: null };
    return null;
  }
}
