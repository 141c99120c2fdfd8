/** The QIK ledger: ICRC-1, ICRC-2 and ICRC-103. */
import { Principal } from '@dfinity/principal';
import { anyone, expose, handle, ic } from '@qikcard/canister-kit';
import { type Infer, ok, type Result, toOpt, walletApi } from '@qikcard/contracts';
import { type Account, accountAt, accountOf, keyOf } from '@qikcard/contracts/icrc/account';
import type {
  Allowance,
  AllowanceArgs,
  AllowanceRow,
  ApproveArgs,
  ApproveError,
  GetAllowancesArgs,
  GetAllowancesError,
  TransferArgs,
  TransferError,
  TransferFromArgs,
  TransferFromError,
} from '@qikcard/contracts/icrc/fungible';
import { MEMO_MAX_BYTES } from '@qikcard/contracts/icrc/stamp';
import { bookAt } from './book.ts';
import { approve } from './domain/approve.ts';
import type { AllowanceHeld } from './domain/book.ts';
import { DECIMALS, FEE, NAME, SYMBOL } from './domain/token.ts';
import { allowanceNow, transfer, transferFrom } from './domain/transfer.ts';
import { standards } from './standards.ts';
import { allowanceOrder, allowances, supply } from './store.ts';

export const ALLOWANCES_MAX = 50;
/** Sorts before every other; it can spend nothing, so leaving it out of a list loses nothing. */
const LEAST = Principal.managementCanister();
type Listing = Result<AllowanceRow[], Infer<typeof GetAllowancesError>>;

export class Ledger {
  @expose(walletApi.icrc1_metadata)
  icrc1_metadata() {
    return [
      ['icrc1:name', { Text: NAME }],
      ['icrc1:symbol', { Text: SYMBOL }],
      ['icrc1:decimals', { Nat: BigInt(DECIMALS) }],
      ['icrc1:fee', { Nat: FEE }],
      ['icrc1:max_memo_length', { Nat: BigInt(MEMO_MAX_BYTES) }],
      ['icrc103:public_allowances', { Text: 'false' }],
      ['icrc103:max_take_value', { Nat: BigInt(ALLOWANCES_MAX) }],
    ] as Infer<typeof walletApi.icrc1_metadata.ret>;
  }
  @expose(walletApi.icrc1_name)
  icrc1_name() {
    return NAME;
  }
  @expose(walletApi.icrc1_symbol)
  icrc1_symbol() {
    return SYMBOL;
  }
  @expose(walletApi.icrc1_decimals)
  icrc1_decimals() {
    return DECIMALS;
  }
  @expose(walletApi.icrc1_fee)
  icrc1_fee() {
    return FEE;
  }
  @expose(walletApi.icrc1_total_supply)
  icrc1_total_supply() {
    return supply.get();
  }
  @expose(walletApi.icrc1_minting_account)
  icrc1_minting_account(): [] | [Account] {
    return [accountOf(ic.self())];
  }
  @expose(walletApi.icrc1_supported_standards)
  icrc1_supported_standards() {
    return standards;
  }
  @expose(walletApi.icrc1_balance_of)
  icrc1_balance_of(account: Account) {
    const key = keyOf(account);
    return key === undefined ? 0n : bookAt(ic.nowNs()).balance(key);
  }
  @expose(walletApi.icrc1_transfer)
  icrc1_transfer(args: TransferArgs): Result<bigint, TransferError> {
    return handle('icrc1_transfer', anyone, (call) =>
      named(call, transfer(call.caller, args, bookAt(call.nowNs))),
    );
  }
  @expose(walletApi.icrc2_approve)
  icrc2_approve(args: ApproveArgs): Result<bigint, ApproveError> {
    return handle('icrc2_approve', anyone, (call) =>
      named(call, approve(call.caller, args, bookAt(call.nowNs))),
    );
  }
  @expose(walletApi.icrc2_transfer_from)
  icrc2_transfer_from(args: TransferFromArgs): Result<bigint, TransferFromError> {
    return handle('icrc2_transfer_from', anyone, (call) =>
      named(call, transferFrom(call.caller, args, bookAt(call.nowNs))),
    );
  }
  @expose(walletApi.icrc2_allowance)
  icrc2_allowance({ account, spender }: Infer<typeof AllowanceArgs>): Allowance {
    const book = bookAt(ic.nowNs());
    const [owner, by] = [keyOf(account), keyOf(spender)];
    const held = owner && by && book.allowance(owner, by);
    const allowance = held ? allowanceNow(book, owner, by) : 0n;
    return { allowance, expires_at: toOpt(allowance === 0n ? undefined : held?.expiresAtNs) };
  }
  @expose(walletApi.icrc103_get_allowances)
  icrc103_get_allowances(args: Infer<typeof GetAllowancesArgs>): Listing {
    const [from = accountOf(ic.caller())] = args.from_account;
    if (from.owner.compareTo(ic.caller()) !== 'eq') {
      return { Err: { AccessDenied: { reason: 'Only the owner may list allowances.' } } };
    }
    return listAllowances(from, args);
  }
}

/** In the audit trail a transaction is its block. */
function named<R extends Result<bigint, unknown>>(call: { subject: string }, answer: R): R {
  if ('Ok' in answer) call.subject = `block ${answer.Ok}`;
  return answer;
}

/** Of all accounts of the owner, in order, behind (`from`, `prev_spender`). */
function listAllowances(from: Account, args: Infer<typeof GetAllowancesArgs>): Listing {
  const start = keyOf(from);
  const [previous] = args.prev_spender;
  const behind = previous && keyOf(previous);
  if (!start || (previous && !behind)) {
    const message = 'A subaccount has exactly 32 bytes.';
    return { Err: { GenericError: { error_code: 1n, message } } };
  }
  const [take = BigInt(ALLOWANCES_MAX)] = args.take;
  const limit = Number(take < BigInt(ALLOWANCES_MAX) ? take : BigInt(ALLOWANCES_MAX));
  const nowNs = ic.nowNs();
  const rows: AllowanceRow[] = [];
  type Key = [Principal, Uint8Array, Principal, Uint8Array];
  const spender = behind ?? { owner: LEAST, subaccount: new Uint8Array(32) };
  let after: Key | undefined = [start.owner, start.subaccount, spender.owner, spender.subaccount];
  while (rows.length < limit && after !== undefined) {
    const keys: Key[] = allowanceOrder.scan({ prefix: [start.owner], after, limit });
    for (const key of keys) {
      const held = allowances.get(key);
      const over = held?.expiresAtNs !== undefined && held.expiresAtNs <= nowNs;
      if (held && !over && rows.length < limit) rows.push(rowOf(key, held));
    }
    after = keys.length < limit ? undefined : keys.at(-1);
  }
  return ok(rows);
}

function rowOf(
  [owner, subaccount, spender, spenderSubaccount]: [Principal, Uint8Array, Principal, Uint8Array],
  { amount, expiresAtNs }: AllowanceHeld,
): AllowanceRow {
  return {
    from_account: accountAt({ owner, subaccount }),
    to_spender: accountAt({ owner: spender, subaccount: spenderSubaccount }),
    allowance: amount,
    expires_at: toOpt(expiresAtNs),
  };
}
