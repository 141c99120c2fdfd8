/**
 * A small ICRC-1, ICRC-2 and ICRC-3 ledger, written from the standards alone and sharing nothing with
 * the QIK ledger, that can be told to fail. Stands in for ICP, ckBTC and ckETH.
 */
import {
  call,
  canisterSelf,
  IDL,
  msgCaller,
  type Principal,
  query,
  time,
  trap,
  update,
} from 'azle';

const Account = IDL.Record({ owner: IDL.Principal, subaccount: IDL.Opt(IDL.Vec(IDL.Nat8)) });
const stamp = {
  fee: IDL.Opt(IDL.Nat),
  memo: IDL.Opt(IDL.Vec(IDL.Nat8)),
  created_at_time: IDL.Opt(IDL.Nat64),
};
const from_subaccount = IDL.Opt(IDL.Vec(IDL.Nat8));
const TransferArgs = IDL.Record({ from_subaccount, to: Account, amount: IDL.Nat, ...stamp });
const ApproveArgs = IDL.Record({
  ...{ from_subaccount, spender: Account, amount: IDL.Nat, ...stamp },
  ...{ expected_allowance: IDL.Opt(IDL.Nat), expires_at: IDL.Opt(IDL.Nat64) },
});
const TransferFromArgs = IDL.Record({
  spender_subaccount: from_subaccount,
  ...{ from: Account, to: Account, amount: IDL.Nat, ...stamp },
});
const errors = {
  BadFee: IDL.Record({ expected_fee: IDL.Nat }),
  InsufficientFunds: IDL.Record({ balance: IDL.Nat }),
  TooOld: IDL.Null,
  CreatedInFuture: IDL.Record({ ledger_time: IDL.Nat64 }),
  Duplicate: IDL.Record({ duplicate_of: IDL.Nat }),
  TemporarilyUnavailable: IDL.Null,
  GenericError: IDL.Record({ error_code: IDL.Nat, message: IDL.Text }),
};
const BadBurn = IDL.Record({ min_burn_amount: IDL.Nat });
const TransferResult = IDL.Variant({ Ok: IDL.Nat, Err: IDL.Variant({ ...errors, BadBurn }) });
const ApproveResult = IDL.Variant({
  Ok: IDL.Nat,
  Err: IDL.Variant({
    ...errors,
    AllowanceChanged: IDL.Record({ current_allowance: IDL.Nat }),
    Expired: IDL.Record({ ledger_time: IDL.Nat64 }),
  }),
});
const TransferFromResult = IDL.Variant({
  Ok: IDL.Nat,
  Err: IDL.Variant({
    ...errors,
    BadBurn,
    InsufficientAllowance: IDL.Record({ allowance: IDL.Nat }),
  }),
});
const Value = IDL.Rec();
Value.fill(
  IDL.Variant({
    Nat: IDL.Nat,
    Int: IDL.Int,
    Text: IDL.Text,
    Blob: IDL.Vec(IDL.Nat8),
    Array: IDL.Vec(Value),
    Map: IDL.Vec(IDL.Tuple(IDL.Text, Value)),
  }),
);
const Ranges = IDL.Vec(IDL.Record({ start: IDL.Nat, length: IDL.Nat }));
const Blocks = IDL.Record({
  log_length: IDL.Nat,
  blocks: IDL.Vec(IDL.Record({ id: IDL.Nat, block: Value })),
  archived_blocks: IDL.Vec(
    IDL.Record({ args: Ranges, callback: IDL.Func([Ranges], [IDL.Reserved], ['query']) }),
  ),
});

type Named = { owner: Principal; subaccount: [] | [Uint8Array] };
type Stamp = { fee: [] | [bigint]; memo: [] | [Uint8Array]; created_at_time: [] | [bigint] };
type Transfer = Stamp & { from_subaccount: [] | [Uint8Array]; to: Named; amount: bigint };
type Approve = Stamp & { from_subaccount: [] | [Uint8Array]; spender: Named; amount: bigint };
type TransferFrom = Stamp & { from: Named; to: Named; amount: bigint };
type Answer = { Ok: bigint } | { Err: object };

const WINDOW_NS = 86_400_000_000_000n;
const balances = new Map<string, bigint>();
const allowances = new Map<string, bigint>();
const seen = new Map<string, bigint>();
const log: object[] = [];
let mode = 'ok';
let fee = 10_000n;
let minter: Principal | undefined;

const hex = (bytes: Uint8Array) =>
  Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
const keyOf = ({ owner, subaccount: [sub] }: Named) =>
  `${owner.toText()}.${sub ? hex(sub).replace(/^0+$/, '') : ''}`;
const accountValue = ({ owner, subaccount: [sub] }: Named) => ({
  Array: [{ Blob: owner.toUint8Array() }, ...(sub ? [{ Blob: sub }] : [])],
});
const balanceOf = (account: Named) => balances.get(keyOf(account)) ?? 0n;

let burnt = 0n;
const isMinter = ({ owner }: Named) => minter?.compareTo(owner) === 'eq';

/** One transaction, as ICRC-1 has the order of checks: fee, time, repetition, funds. */
function perform(btype: string, from: Named, to: Named, amount: bigint, given: Stamp): Answer {
  const {
    memo,
    created_at_time: [at],
    fee: [stated],
  } = given;
  if (mode === 'unavailable') return { Err: { TemporarilyUnavailable: null } };
  if (stated !== undefined && stated !== fee) return { Err: { BadFee: { expected_fee: fee } } };
  if (at !== undefined && at + WINDOW_NS < time()) return { Err: { TooOld: null } };
  const words = [
    btype,
    keyOf(from),
    keyOf(to),
    amount,
    hex(memo[0] ?? new Uint8Array()),
    at,
  ].join();
  const duplicate_of = at === undefined ? undefined : seen.get(words);
  if (duplicate_of !== undefined) return { Err: { Duplicate: { duplicate_of } } };
  const balance = balanceOf(from);
  const moved = btype === '2approve' ? 0n : amount;
  // Minting and burning cost nothing.
  const cost = isMinter(from) || btype === '1burn' ? 0n : fee;
  if (!isMinter(from)) {
    if (balance < moved + cost) return { Err: { InsufficientFunds: { balance } } };
    balances.set(keyOf(from), balance - moved - cost);
  }
  if (btype === '1burn') burnt += amount;
  else if (btype === '1xfer') balances.set(keyOf(to), balanceOf(to) + amount);
  else allowances.set(`${keyOf(from)}>${keyOf(to)}`, amount);
  const block = BigInt(log.length);
  if (at !== undefined) seen.set(words, block);
  const tx = [
    ['amt', { Nat: amount }],
    ['from', accountValue(from)],
    ...(btype === '1burn' ? [] : [[btype === '1xfer' ? 'to' : 'spender', accountValue(to)]]),
    ...(memo[0] ? [['memo', { Blob: memo[0] }]] : []),
  ];
  log.push({
    Map: [
      ['btype', { Text: btype }],
      ['tx', { Map: tx }],
    ],
  });
  return { Ok: block };
}

/** Does what was asked and then fails to say so. */
async function loseAnswer(): Promise<void> {
  if (mode !== 'lose answers') return;
  await call(canisterSelf(), 'nothing', {});
  trap('the answer is lost');
}

export default class {
  @query([], IDL.Text)
  icrc1_name(): string {
    return 'Test token';
  }
  @query([], IDL.Text)
  icrc1_symbol(): string {
    return 'TST';
  }
  @query([], IDL.Nat8)
  icrc1_decimals(): number {
    return 8;
  }
  @query([], IDL.Nat)
  icrc1_fee(): bigint {
    return fee;
  }
  @query([Account], IDL.Nat)
  icrc1_balance_of(account: Named): bigint {
    return balanceOf(account);
  }
  @query([], IDL.Nat)
  icrc1_total_supply(): bigint {
    return [...balances.values()].reduce((sum, each) => sum + each, 0n);
  }
  @update([TransferArgs], TransferResult)
  async icrc1_transfer(args: Transfer): Promise<Answer> {
    const from = { owner: msgCaller() as Principal, subaccount: args.from_subaccount };
    const answer = perform('1xfer', from, args.to, args.amount, args);
    await loseAnswer();
    return answer;
  }
  @update([ApproveArgs], ApproveResult)
  async icrc2_approve(args: Approve): Promise<Answer> {
    const from = { owner: msgCaller() as Principal, subaccount: args.from_subaccount };
    const answer = perform('2approve', from, args.spender, args.amount, args);
    await loseAnswer();
    return answer;
  }
  @update([TransferFromArgs], TransferFromResult)
  async icrc2_transfer_from(args: TransferFrom): Promise<Answer> {
    const spender = { owner: msgCaller() as Principal, subaccount: [] as [] };
    const key = `${keyOf(args.from)}>${keyOf(spender)}`;
    const allowance = allowances.get(key) ?? 0n;
    if (allowance < args.amount) return { Err: { InsufficientAllowance: { allowance } } };
    const btype = isMinter(args.to) ? '1burn' : '1xfer';
    const answer = perform(btype, args.from, args.to, args.amount, args);
    if ('Ok' in answer) allowances.set(key, allowance - args.amount);
    return answer;
  }
  @query([], IDL.Opt(Account))
  icrc1_minting_account(): [] | [Named] {
    return minter ? [{ owner: minter, subaccount: [] }] : [];
  }
  @query([], IDL.Nat)
  burnt(): bigint {
    return burnt;
  }
  @update([IDL.Principal], IDL.Null)
  set_minter(next: Principal): null {
    minter = next;
    return null;
  }
  @query(
    [IDL.Record({ account: Account, spender: Account })],
    IDL.Record({ allowance: IDL.Nat, expires_at: IDL.Opt(IDL.Nat64) }),
  )
  icrc2_allowance({ account, spender }: { account: Named; spender: Named }) {
    return {
      allowance: allowances.get(`${keyOf(account)}>${keyOf(spender)}`) ?? 0n,
      expires_at: [],
    };
  }
  @query([Ranges], Blocks)
  icrc3_get_blocks(ranges: { start: bigint; length: bigint }[]) {
    const blocks = ranges.flatMap(({ start, length }) =>
      log
        .slice(Number(start), Number(start + length))
        .map((block, i) => ({ id: start + BigInt(i), block })),
    );
    return { log_length: BigInt(log.length), blocks, archived_blocks: [] };
  }
  @update([], IDL.Null)
  nothing(): null {
    return null;
  }
  @update([Account, IDL.Nat], IDL.Null)
  give(account: Named, amount: bigint): null {
    balances.set(keyOf(account), balanceOf(account) + amount);
    return null;
  }
  @update([IDL.Text], IDL.Null)
  set_mode(next: string): null {
    mode = next;
    return null;
  }
  @update([IDL.Nat], IDL.Null)
  set_fee(next: bigint): null {
    fee = next;
    return null;
  }
}
