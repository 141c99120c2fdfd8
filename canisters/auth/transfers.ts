/** Transfers as rows. */
import type { Principal } from '@dfinity/principal';
import { type Call, outbox, roles } from '@qikcard/canister-kit';
import {
  err,
  facts,
  fromOpt,
  GRANTS_PER_TRANSFER_CALL,
  ok,
  type Result,
  type SecurityEventKind,
  type Transfer,
  type TransferPage,
  type TransferRefusal,
  type TransferRequest,
  toOpt,
} from '@qikcard/contracts';
import {
  checkApproval,
  checkCancellation,
  checkCompletion,
  checkRequest,
  isOpen,
  statusOf,
} from './domain/transfers.ts';
import { moveGrants } from './grant-moves.ts';
import { grantRowsToMove } from './grants.ts';
import { isAdmin } from './guards.ts';
import type { TransferRow } from './rows.ts';
import { record } from './security-events.ts';
import { revokeSessionsOf } from './sessions.ts';
import { lastTransferBy, transferCount, transfers, transfersOf, users } from './store.ts';

type Answer = Result<Transfer, TransferRefusal>;
type Check = (
  row: TransferRow,
  actor: Call & { isAdmin: boolean },
) => Result<null, TransferRefusal>;

/** Asks for the roles of `from` to go to `to`. */
export function requestTransfer(call: Call, request: TransferRequest): Answer {
  const { caller, nowNs } = call;
  const checked = checkRequest(request, caller);
  if ('Err' in checked) return checked;
  if (!users.has(caller)) return err({ NotRegistered: null });
  const { from, to, event_id } = request;
  const eventId = fromOpt(event_id);
  const byGiver = caller.compareTo(from) === 'eq';
  // Only the giver learns whether there is anything to give.
  if (byGiver && grantRowsToMove(from, eventId, 1).length === 0) {
    return err({ Invalid: { field: 'from', problem: 'there is no role to transfer' } });
  }
  const last = transfers.get(lastTransferBy.get(caller) ?? 0n);
  if (last !== undefined && isOpen(last, nowNs)) {
    return err({ Invalid: { field: 'from', problem: 'cancel your open request first' } });
  }
  const number = transferCount.add();
  const approval = byGiver ? { approvedBy: caller, approvedAtNs: nowNs } : undefined;
  const row: TransferRow = {
    from,
    to,
    requestedBy: caller,
    requestedAtNs: nowNs,
    approvedBy: approval?.approvedBy,
    approvedAtNs: approval?.approvedAtNs,
    outcome: 'open',
    moved: 0,
    eventId,
  };
  lastTransferBy.put(caller, number);
  transfersOf.insert([from, number]);
  transfersOf.insert([to, number]);
  return changed(call, number, row, 'transfer_requested');
}

/** Changes a transfer when the rule allows it to this caller now. */
function decide(
  call: Call,
  number: bigint,
  check: Check,
  change: (row: TransferRow) => Answer,
): Answer {
  call.subject = `transfer ${number}`;
  const row = transfers.get(number);
  if (row === undefined) return err({ UnknownTransfer: null });
  const checked = check(row, { ...call, isAdmin: isAdmin(call) });
  return 'Err' in checked ? checked : change(row);
}

/** An admin's word that the receiver is who they say; the waiting time starts. */
export const approveTransfer = (call: Call, number: bigint): Answer =>
  decide(call, number, checkApproval, (row) => {
    const approved = { ...row, approvedBy: call.caller, approvedAtNs: call.nowNs };
    return changed(call, number, approved, 'transfer_approved');
  });

export const cancelTransfer = (call: Call, number: bigint): Answer =>
  decide(call, number, checkCancellation, (row) =>
    changed(call, number, { ...row, outcome: 'cancelled' }, 'transfer_cancelled'),
  );

/** Moves the grants, 50 a call; whoever gives all of them away is signed out everywhere. */
export const completeTransfer = (call: Call, number: bigint): Answer =>
  decide(call, number, checkCompletion, (row) => {
    // Suspension stands above a transfer: nobody gets rid of it by changing principals.
    if (roles.isSuspended(row.from) || roles.isSuspended(row.to)) return err({ Forbidden: null });
    const moved = moveGrants(call, row, GRANTS_PER_TRANSFER_CALL);
    const after: TransferRow = { ...row, moved: row.moved + moved };
    if (row.eventId === undefined) revokeSessionsOf(call, row.from);
    if (grantRowsToMove(row.from, row.eventId, 1).length > 0) {
      transfers.put(number, after);
      return ok(viewOf(number, after, call.nowNs));
    }
    // Behind the roles, on the same way: events find their new organizer entitled already.
    const { from, to, eventId } = row;
    outbox.append('event', facts.rightsTransferred, { from, to, eventId });
    return changed(call, number, { ...after, outcome: 'completed' }, 'transfer_completed');
  });

function changed(call: Call, number: bigint, row: TransferRow, kind: SecurityEventKind): Answer {
  call.subject = `transfer ${number}`;
  transfers.put(number, row);
  for (const principal of [row.from, row.to]) record(call, kind, principal, call.subject);
  return ok(viewOf(number, row, call.nowNs));
}

/** All transfers before `before`, newest first. */
export function transferPage(
  before: bigint | undefined,
  limit: number,
  nowNs: bigint,
): TransferPage {
  const last = transferCount.get();
  const start = before === undefined || before > last ? last : before - 1n;
  const numbers: bigint[] = [];
  for (let n = start; n > 0n && numbers.length < limit; n--) numbers.push(n);
  return pageOf(numbers, limit, nowNs);
}

/** Transfers that somebody gives or receives, newest first. */
export function transferPageOf(
  principal: Principal,
  before: bigint | undefined,
  limit: number,
  nowNs: bigint,
): TransferPage {
  const after: { after?: [Principal, bigint] } =
    before === undefined ? {} : { after: [principal, before] };
  const keys = transfersOf.scan({ prefix: [principal], ...after, limit, reverse: true });
  return pageOf(
    keys.map(([, number]) => number),
    limit,
    nowNs,
  );
}

function pageOf(numbers: bigint[], limit: number, nowNs: bigint): TransferPage {
  const views = numbers.map((n) => viewOf(n, transfers.get(n) as TransferRow, nowNs));
  const last = numbers.at(-1);
  return { transfers: views, next: toOpt(numbers.length === limit ? last : undefined) };
}

function viewOf(number: bigint, row: TransferRow, nowNs: bigint): Transfer {
  return {
    number,
    from: row.from,
    to: row.to,
    requested_by: row.requestedBy,
    requested_at_ns: row.requestedAtNs,
    approved_by: toOpt(row.approvedBy),
    status: statusOf(row, nowNs),
    moved: row.moved,
    event_id: toOpt(row.eventId),
  };
}
