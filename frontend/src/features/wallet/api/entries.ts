/** One line of a history, from whatever the wallet or a ledger keeps of it. */
import { Principal } from '@dfinity/principal';
import {
  type BitcoinSend,
  type CkbtcWithdrawal,
  type EvmSend,
  fromOpt,
  type LedgerOrder,
  type QikBlock,
} from '@qikcard/contracts';
import { depositAccountOf } from '@qikcard/contracts/deposit-account';
import { accountOf } from '@qikcard/contracts/icrc/account';
import { accountFromText, accountToText } from '@qikcard/contracts/icrc/account-text';
import type { Value } from '@qikcard/contracts/icrc/value';

/** How far something is. */
export type EntryState = 'done' | 'running' | 'waiting' | 'cancelled' | 'failed';
export type EntryKind =
  | 'received'
  | 'sent'
  | 'reward'
  | 'minted'
  | 'burned'
  | 'allowed'
  | 'aside'
  | 'back'
  | 'market'
  | 'between';
export type Entry = {
  key: string;
  atNs: bigint;
  kind: EntryKind;
  /** Below nothing: it left the account; fees are beside it. */
  change: bigint;
  fee: bigint | undefined;
  /** Who is on the other side: a principal, an account or an address. */
  other: string | undefined;
  state: EntryState;
  /** The step it is at, or why it failed. */
  step: string;
  /** Until when it can be taken back. */
  untilNs?: bigint;
  id?: bigint;
  /** Leaves the ledger, and arrives as bitcoin. */
  toBitcoin?: true;
  memo?: Uint8Array;
};

type Known = { own: Principal; wallet: Principal; nft: Principal };

const entryOf = (value: Value | undefined, name: string): Value | undefined =>
  value && 'Map' in value ? value.Map.find(([key]) => key === name)?.[1] : undefined;
const natOf = (value: Value | undefined): bigint | undefined =>
  value && 'Nat' in value ? value.Nat : undefined;
const bytesOf = (value: Value | undefined): Uint8Array | undefined =>
  value && 'Blob' in value ? Uint8Array.from(value.Blob) : undefined;
const textOf = (value: Value | undefined): string => (value && 'Text' in value ? value.Text : '');

type Side = { owner: Principal; subaccount: Uint8Array | undefined };
function sideOf(tx: Value | undefined, name: string): Side | undefined {
  const account = entryOf(tx, name);
  const [owner, subaccount] = account && 'Array' in account ? account.Array : [];
  const raw = bytesOf(owner);
  return raw && { owner: Principal.fromUint8Array(raw), subaccount: bytesOf(subaccount) };
}
const same = (a: Principal | undefined, b: Principal): boolean => a?.compareTo(b) === 'eq';

const startsWith = (bytes: Uint8Array | undefined, word: string): boolean =>
  bytes !== undefined && new TextDecoder().decode(bytes.slice(0, word.length)) === word;

/** A block of the QIK ledger as one of those it is about reads it. */
export function qikEntry({ index, block }: QikBlock, known: Known): Entry {
  const tx = entryOf(block, 'tx');
  const [from, to] = [sideOf(tx, 'from'), sideOf(tx, 'to')];
  const amount = natOf(entryOf(tx, 'amt')) ?? 0n;
  const out = same(from?.owner, known.own);
  const into = same(to?.owner, known.own);
  const other = out ? to : from;
  const btype = textOf(entryOf(block, 'btype'));
  const memo = bytesOf(entryOf(tx, 'memo'));
  const fee = natOf(entryOf(block, 'fee')) ?? natOf(entryOf(tx, 'fee'));
  const kind = kindOf({ btype, out, into, other, memo, known });
  const moves = kind !== 'allowed' && kind !== 'between';
  return {
    key: `block ${index}`,
    atNs: natOf(entryOf(block, 'ts')) ?? 0n,
    kind,
    change: moves ? (out ? -amount : amount) : 0n,
    fee: out && fee ? fee : undefined,
    other: nameOf(btype === '2approve' ? sideOf(tx, 'spender') : other),
    state: 'done',
    step: 'Done',
    ...(memo ? { memo } : {}),
  };
}

type Seen = {
  btype: string;
  out: boolean;
  into: boolean;
  other: Side | undefined;
  memo: Uint8Array | undefined;
  known: Known;
};

function kindOf({ btype, out, into, other, memo, known }: Seen): EntryKind {
  if (btype === '2approve') return 'allowed';
  if (btype === '1mint') return startsWith(memo, 'reward') ? 'reward' : 'minted';
  if (btype === '1burn') return 'burned';
  if (out && into) return 'between';
  if (same(other?.owner, known.wallet)) return out ? 'aside' : 'back';
  if (same(other?.owner, known.nft)) return 'market';
  return out ? 'sent' : 'received';
}

const nameOf = (side: Side | undefined): string | undefined =>
  side && accountToText(accountOf(side.owner, side.subaccount));

/** Whose account in the wallet this is; undefined for every other account. */
export function depositorOf(text: string, wallet: Principal): Principal | undefined {
  const account = accountFromText(text);
  const [subaccount] = account?.subaccount ?? [];
  if (!account || !subaccount || !same(account.owner, wallet)) return undefined;
  const [length = 0] = subaccount;
  if (length < 1 || length > 29) return undefined;
  const owner = Principal.fromUint8Array(Uint8Array.from(subaccount.slice(1, 1 + length)));
  return accountToText(depositAccountOf(wallet, owner)) === text ? owner : undefined;
}

/** A withdrawal or an allowance on another ledger. */
export function orderEntry(order: LedgerOrder): Entry {
  const [step = '', data] = Object.entries(order.state)[0] ?? [];
  const allows = 'Allow' in order.kind;
  const reason = (data as { reason?: string } | null)?.reason;
  const untilNs = fromOpt(order.waits_until_ns);
  return {
    key: `order ${order.id}`,
    id: order.id,
    atNs: order.created_at_ns,
    kind: allows ? 'allowed' : 'sent',
    change: allows ? 0n : -order.amount,
    fee: fromOpt(order.fee),
    other: accountToText(order.to),
    state: orderState(step, reason, untilNs),
    step: reason ?? (untilNs === undefined ? step : 'Waiting'),
    ...(untilNs === undefined ? {} : { untilNs }),
  };
}

function orderState(step: string, reason: string | undefined, untilNs: bigint | undefined) {
  if (step === 'Done') return 'done';
  if (step === 'Failed') return reason === 'Cancelled' ? 'cancelled' : 'failed';
  return step === 'Accepted' && untilNs !== undefined ? 'waiting' : 'running';
}

const overSteps: Record<string, EntryState> = {
  Confirmed: 'done',
  Cancelled: 'cancelled',
  Failed: 'failed',
  Reverted: 'failed',
  Dropped: 'cancelled',
  Reimbursed: 'cancelled',
  Waiting: 'waiting',
};

/** ckBTC that become bitcoin; the fees are inside the amount. */
export const withdrawalEntry = (row: CkbtcWithdrawal): Entry => ({
  ...paymentEntry({ ...row, fee: [] }),
  key: `ckbtc ${row.id}`,
  toBitcoin: true,
});

type Payment = Pick<BitcoinSend, 'id' | 'created_at_ns' | 'to' | 'amount'> & {
  state: BitcoinSend['state'] | EvmSend['state'] | CkbtcWithdrawal['state'];
  fee: [] | [bigint];
};

/** A payment on a chain. */
export function paymentEntry(send: Payment): Entry {
  const [step = '', data] = Object.entries(send.state)[0] ?? [];
  const { reason, until_ns: untilNs } = (data ?? {}) as { reason?: string; until_ns?: bigint };
  return {
    key: `payment ${send.id}`,
    id: send.id,
    atNs: send.created_at_ns,
    kind: 'sent',
    change: -send.amount,
    fee: fromOpt(send.fee),
    other: send.to,
    state: overSteps[step] ?? 'running',
    step: reason ?? step,
    ...(untilNs === undefined ? {} : { untilNs }),
  };
}
