/**
 * Escrow over the QIK ledger: what is put aside lies in an account of its own until it is settled, so
 * it is always somewhere. Settling happens once, and shares out exactly what is there.
 */
import type { Principal } from '@dfinity/principal';
import { binary, type Escrow, type EscrowPurpose, toOpt } from '@qikcard/contracts';
import { type AccountKey, accountAt, accountValue } from '@qikcard/contracts/icrc/account';
import { mapOf } from '@qikcard/contracts/icrc/value';
import type { Book } from './book.ts';

const { nat, oneOf, optional, principalField, str, struct, u64 } = binary;

const firstFields = {
  purpose: oneOf('stake', 'deposit'),
  payer: principalField,
  holder: principalField,
  amount: nat,
  openedAtNs: u64,
  untilNs: u64,
  /** Of a stake. */
  eventId: u64,
  reference: str,
  settledAtNs: optional(u64),
  kept: nat,
};
export const escrowFieldsV1 = struct(firstFields);
/** `resourceId`: lending says what becomes of it. */
export const escrowFields = struct({ ...firstFields, resourceId: optional(u64) });
export type EscrowRow = binary.ValueOf<typeof escrowFields>;

const NS_PER_SECOND = 1_000_000_000n;
/** A check-in may be known here later than it was: its fact is waited for. */
const STAKE_GRACE_NS = 86_400n * NS_PER_SECOND;
/** A hundredth of a QIK: less is not worth two blocks. */
export const ESCROW_LEAST = 1_000_000n;
export const ESCROW_LONGEST_NS = 400n * 86_400n * NS_PER_SECOND;

/** The account of one escrow, below the ledger's own principal. */
export function escrowAccount(self: Principal, id: bigint): AccountKey {
  const subaccount = new Uint8Array(32);
  subaccount.set(new TextEncoder().encode('escrow'));
  new DataView(subaccount.buffer).setBigUint64(24, id);
  return { owner: self, subaccount };
}

/** When an escrow settles by itself. */
export const endOf = ({ purpose, untilNs }: EscrowRow): bigint =>
  purpose === 'stake' ? untilNs + STAKE_GRACE_NS : untilNs;

/** What the other side keeps when nobody has said anything until then. */
export const keptAtEnd = ({ purpose, amount }: EscrowRow): bigint =>
  purpose === 'stake' ? amount : 0n;

/** Moves without a fee, which says so in its block: only the ledger itself does that. */
export function moveFree(from: AccountKey, to: AccountKey, amount: bigint, book: Book): void {
  if (amount === 0n) return;
  const balance = book.balance(from);
  if (balance < amount) throw new RangeError('an escrow without its tokens');
  book.setBalance(from, balance - amount);
  book.setBalance(to, book.balance(to) + amount);
  const tx = mapOf({
    amt: { Nat: amount },
    fee: { Nat: 0n },
    from: accountValue(accountAt(from)),
    to: accountValue(accountAt(to)),
    memo: { Blob: new TextEncoder().encode('escrow') },
  });
  book.append({ btype: '1xfer', tx, fee: undefined, deduplicate: undefined });
}

/** Shares an escrow out; one that is settled stays as it is. */
export function settle(
  row: EscrowRow,
  accounts: { escrow: AccountKey; payer: AccountKey; holder: AccountKey },
  kept: bigint,
  book: Book,
): EscrowRow {
  if (row.settledAtNs !== undefined) return row;
  if (kept < 0n || kept > row.amount) throw new RangeError('more than there is');
  moveFree(accounts.escrow, accounts.holder, kept, book);
  moveFree(accounts.escrow, accounts.payer, row.amount - kept, book);
  return { ...row, settledAtNs: book.nowNs, kept };
}

/** What both sides see. */
export function escrowOf(id: bigint, row: EscrowRow): Escrow {
  const { payer, holder, amount, openedAtNs, untilNs, settledAtNs, kept } = row;
  const purpose: EscrowPurpose =
    row.purpose === 'stake'
      ? { Stake: { event_id: row.eventId } }
      : { Deposit: { lender: holder, reference: row.reference } };
  const [at_ns] = toOpt(settledAtNs);
  const resource_id = toOpt(row.resourceId);
  return {
    ...{ id, payer, holder, amount, purpose, opened_at_ns: openedAtNs, until_ns: untilNs },
    resource_id,
    state:
      at_ns === undefined ? { Held: null } : { Settled: { returned: amount - kept, kept, at_ns } },
  };
}
