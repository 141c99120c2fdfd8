/** Who may move roles from one principal to another, and when. */
import type { Principal } from '@dfinity/principal';
import {
  err,
  ok,
  type Result,
  TRANSFER_LIFE_SECONDS,
  TRANSFER_WAIT_SECONDS,
  type TransferRefusal,
  type TransferRequest,
  type TransferStatus,
} from '@qikcard/contracts';

const ns = (seconds: number) => BigInt(seconds) * 1_000_000_000n;
const same = (a: Principal, b: Principal) => a.compareTo(b) === 'eq';

export type TransferState = {
  from: Principal;
  to: Principal;
  requestedAtNs: bigint;
  approvedAtNs: bigint | undefined;
  outcome: 'open' | 'completed' | 'cancelled';
};
type Actor = { caller: Principal; isAdmin: boolean; nowNs: bigint };
type Decision = Result<null, TransferRefusal>;
const forbidden = err({ Forbidden: null });
const closed = err({ TransferClosed: null });

/** Where a transfer stands at this moment. */
export function statusOf(transfer: TransferState, nowNs: bigint): TransferStatus {
  const { outcome, requestedAtNs, approvedAtNs } = transfer;
  if (outcome === 'completed') return { Completed: null };
  if (outcome === 'cancelled') return { Cancelled: null };
  if (nowNs >= requestedAtNs + ns(TRANSFER_LIFE_SECONDS)) return { Lapsed: null };
  if (approvedAtNs === undefined) return { NeedsApproval: null };
  return { Waiting: { ready_at_ns: approvedAtNs + ns(TRANSFER_WAIT_SECONDS) } };
}

/** Whether anything can still become of it. */
export function isOpen(transfer: TransferState, nowNs: bigint): boolean {
  const status = statusOf(transfer, nowNs);
  return 'NeedsApproval' in status || 'Waiting' in status;
}

/** Whether the caller may ask for this; the giver's word needs no approval. */
export function checkRequest(
  { from, to }: Pick<TransferRequest, 'from' | 'to'>,
  caller: Principal,
): Decision {
  if (!same(caller, from) && !same(caller, to)) return forbidden;
  const problem = (field: string, text: string) => err({ Invalid: { field, problem: text } });
  if (same(from, to)) return problem('to', 'must be another principal');
  if (from.isAnonymous() || to.isAnonymous()) return problem('to', 'must be somebody signed in');
  return ok(null);
}

/** Two people at least: whoever gives or receives does not approve. */
export function checkApproval(transfer: TransferState, actor: Actor): Decision {
  const concerned = same(actor.caller, transfer.from) || same(actor.caller, transfer.to);
  if (!actor.isAdmin || concerned) return forbidden;
  return 'NeedsApproval' in statusOf(transfer, actor.nowNs) ? ok(null) : closed;
}

/** The giver and the receiver may call it off, and any admin. */
export function checkCancellation(transfer: TransferState, actor: Actor): Decision {
  const { caller, isAdmin, nowNs } = actor;
  if (!isAdmin && !same(caller, transfer.from) && !same(caller, transfer.to)) return forbidden;
  return isOpen(transfer, nowNs) ? ok(null) : closed;
}

/** The receiver or an admin, once the waiting time is over. */
export function checkCompletion(transfer: TransferState, actor: Actor): Decision {
  const { caller, isAdmin, nowNs } = actor;
  if (!isAdmin && !same(caller, transfer.to)) return forbidden;
  const status = statusOf(transfer, nowNs);
  if ('NeedsApproval' in status) return err({ TransferNotApproved: null });
  if (!('Waiting' in status)) return closed;
  const { ready_at_ns } = status.Waiting;
  return nowNs >= ready_at_ns ? ok(null) : err({ TransferNotReady: { ready_at_ns } });
}

/** The later end of two grants of the same role; none is the latest. */
export function laterEnd(a: bigint | undefined, b: bigint | undefined): bigint | undefined {
  if (a === undefined || b === undefined) return undefined;
  return a > b ? a : b;
}
