/** Escrows in stable memory: every change of one moves its tokens in the same message. */
import type { Principal } from '@dfinity/principal';
import { ic, outbox, recordOwn } from '@qikcard/canister-kit';
import { eventPeer, facts, type PeerName, shardOf } from '@qikcard/contracts';
import { DEFAULT_SUBACCOUNT } from '@qikcard/contracts/icrc/account';
import { bookAt } from '../book.ts';
import {
  type EscrowRow,
  endOf,
  escrowAccount,
  keptAtEnd,
  moveFree,
  settle,
} from '../domain/escrow.ts';
import { escrowCount, escrowEnds, escrows, escrowsOf, openStakes } from '../store.ts';

const AT_ONCE = 50;
const LOOK_SECONDS_MAX = 3_600;
const NS_PER_SECOND = 1_000_000_000n;

const ownAccount = (owner: Principal) => ({ owner, subaccount: DEFAULT_SUBACCOUNT });

/** What somebody can put aside. */
export const heldBy = (owner: Principal): bigint => bookAt(ic.nowNs()).balance(ownAccount(owner));

/** Puts the tokens of a new escrow aside; gives its number. */
export function open(row: EscrowRow): bigint {
  const id = escrowCount.add();
  moveFree(ownAccount(row.payer), escrowAccount(ic.self(), id), row.amount, bookAt(ic.nowNs()));
  escrows.put(id, row);
  escrowEnds.insert([endOf(row), id]);
  for (const person of [row.payer, row.holder]) escrowsOf.insert([person, id]);
  if (row.purpose === 'stake') openStakes.insert([row.eventId, row.payer, id]);
  tellLending(id, row);
  watch();
  return id;
}

/** Who lends hears of a deposit in the message that puts it aside; every shard does, one knows the thing. */
function tellLending(depositId: bigint, row: EscrowRow): void {
  const { resourceId, payer, holder: lender, amount, untilNs } = row;
  if (resourceId === undefined) return;
  outbox.append('event', facts.depositHeld, {
    ...{ depositId, resourceId, payer, lender, amount, untilNs },
  });
}

/** Lending has said what becomes of a deposit: only the shard that knows the thing may. */
export function closeDeposit(id: bigint, kept: bigint, sender: PeerName): void {
  const row = escrows.get(id);
  if (row?.resourceId === undefined || sender !== eventPeer(shardOf(row.resourceId))) return;
  close(id, kept < row.amount ? kept : row.amount);
}

/** Shares an escrow out, unless it was before. */
export function close(id: bigint, kept: bigint): EscrowRow | undefined {
  const row = escrows.get(id);
  if (row === undefined || row.settledAtNs !== undefined) return row;
  const accounts = {
    escrow: escrowAccount(ic.self(), id),
    payer: ownAccount(row.payer),
    holder: ownAccount(row.holder),
  };
  const settled = settle(row, accounts, kept, bookAt(ic.nowNs()));
  escrows.put(id, settled);
  escrowEnds.remove([endOf(row), id]);
  if (row.purpose === 'stake') openStakes.remove([row.eventId, row.payer, id]);
  return settled;
}

/** Somebody has come: what they staked on it, if their time was not over, goes back. */
export function returnStakes(eventId: bigint, payer: Principal, atNs: bigint): void {
  for (const [, , id] of openStakes.scan({ prefix: [eventId, payer], limit: AT_ONCE })) {
    const row = escrows.get(id);
    if (row && atNs <= row.untilNs) close(id, 0n);
  }
}

/** Nobody can come any more: in bounded steps, everybody gets their stake back. */
export function returnAllStakes(eventId: bigint): void {
  const found = openStakes.scan({ prefix: [eventId], limit: AT_ONCE });
  for (const [, , id] of found) close(id, 0n);
  if (found.length === AT_ONCE) ic.setTimer(0, () => returnAllStakes(eventId));
}

let watching: bigint | undefined;

/** Settles what has ended, and looks again when the next one ends. */
function sweep(): void {
  watching = undefined;
  const nowNs = ic.nowNs();
  for (const [endNs, id] of escrowEnds.scan({ limit: AT_ONCE })) {
    if (endNs > nowNs) break;
    const row = escrows.get(id);
    if (!row) continue;
    const kept = keptAtEnd(row);
    close(id, kept);
    recordOwn('open_escrow', kept > 0n ? 'Kept' : 'Returned', `escrow ${id}`);
  }
  watch();
}

/** After every start, and whenever an escrow is opened: timers do not survive an upgrade. */
export function watch(): void {
  const [first] = escrowEnds.scan({ limit: 1 });
  if (first === undefined) return;
  const nowNs = ic.nowNs();
  const seconds = first[0] <= nowNs ? 0 : Number((first[0] - nowNs) / NS_PER_SECOND) + 1;
  const wait = Math.min(seconds, LOOK_SECONDS_MAX);
  const atNs = nowNs + BigInt(wait) * NS_PER_SECOND;
  if (watching !== undefined && watching >= nowNs && watching <= atNs) return;
  watching = atNs;
  ic.setTimer(wait, () => (watching === atNs ? sweep() : undefined));
}
