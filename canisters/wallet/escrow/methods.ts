/** Putting QIK aside, and settling it. */
import type { Principal } from '@dfinity/principal';
import {
  type Call,
  directory,
  expose,
  handle,
  handleQuery,
  ic,
  inGoodStanding,
  rateLimit,
  signedIn,
} from '@qikcard/canister-kit';
import {
  type Escrow,
  type EscrowArgs,
  type EscrowPurpose,
  err,
  fromOpt,
  ok,
  PAGE_MAX,
  type Result,
  shardOf,
  toOpt,
  type WalletRefusal,
  walletApi,
} from '@qikcard/contracts';
import { invalid, REQUEST_ID_BYTES, tooOften } from '../answers.ts';
import { ESCROW_LEAST, ESCROW_LONGEST_NS, type EscrowRow, escrowOf } from '../domain/escrow.ts';
import { cancelledEvents, escrowRequests, escrows, escrowsOf, organizers } from '../store.ts';
import { close, heldBy, open } from './shelf.ts';

const REFERENCE_MAX_CHARS = 64;
const openings = rateLimit({ burst: 10, perMinute: 2 });

export class Escrows {
  @expose(walletApi.open_escrow)
  open_escrow(args: EscrowArgs): Result<Escrow, WalletRefusal> {
    return handle('open_escrow', inGoodStanding, (call) => openFor(call, args));
  }
  @expose(walletApi.settle_escrow)
  settle_escrow(id: bigint, kept: bigint): Result<Escrow, WalletRefusal> {
    return handle('settle_escrow', inGoodStanding, (call) => {
      call.subject = `escrow ${id}`;
      const row = escrows.get(id);
      if (row?.purpose !== 'deposit' || row.holder.compareTo(call.caller) !== 'eq') {
        return err({ UnknownSend: null });
      }
      if (row.resourceId !== undefined) return invalid('id', 'its loan settles this deposit');
      if (kept > row.amount) return invalid('kept', 'this is more than the deposit');
      const settled = close(id, kept);
      return settled ? ok(escrowOf(id, settled)) : err({ UnknownSend: null });
    });
  }
  @expose(walletApi.escrow)
  escrow(id: bigint) {
    return handleQuery('escrow', signedIn, ({ caller }) => seenBy(caller, id));
  }
  @expose(walletApi.escrows)
  escrows(cursor: [] | [bigint], limit: number) {
    const caller = ic.caller();
    const size = Math.max(1, Math.min(limit, PAGE_MAX));
    const below = fromOpt(cursor);
    const after = below === undefined ? {} : { after: [caller, below] as [typeof caller, bigint] };
    const prefix = [caller] as [typeof caller];
    const keys = escrowsOf.scan({ prefix, reverse: true, limit: size + 1, ...after });
    const found = keys.slice(0, size).flatMap(([, id]) => {
      const seen = seenBy(caller, id);
      return 'Ok' in seen ? [seen.Ok] : [];
    });
    return { escrows: found, next: toOpt(keys.length > size ? keys[size - 1][1] : undefined) };
  }
}

function seenBy(who: Principal, id: bigint): Result<Escrow, WalletRefusal> {
  const row = escrows.get(id);
  const own = row && [row.payer, row.holder].some((side) => side.compareTo(who) === 'eq');
  return row && own ? ok(escrowOf(id, row)) : err({ UnknownSend: null });
}

/** Who may keep of it; a sentence where there is nobody. */
function otherSide(purpose: EscrowPurpose): Principal | string {
  if ('Deposit' in purpose) return purpose.Deposit.lender;
  const { event_id } = purpose.Stake;
  if (cancelledEvents.has([event_id])) return 'the event was cancelled';
  return organizers.get(event_id) ?? 'there is no such event, or it is not published';
}

/** Nobody would ever settle what is for a thing of a shard that is not there. */
const knowsShard = (resourceId: bigint): boolean =>
  shardOf(resourceId) < directory.eventShards().length;

function openFor(call: Call, args: EscrowArgs): Result<Escrow, WalletRefusal> {
  const { caller, nowNs } = call;
  const requestId = Uint8Array.from(args.request_id);
  if (requestId.length !== REQUEST_ID_BYTES) return invalid('request_id', 'it has 16 bytes');
  const known = escrowRequests.get([caller, requestId]);
  if (known !== undefined) return seenBy(caller, known);
  const { amount, purpose } = args;
  const resourceId = fromOpt(args.resource_id);
  const longestNs = nowNs + ESCROW_LONGEST_NS;
  const untilNs = resourceId === undefined ? args.until_ns : longestNs;
  if (amount < ESCROW_LEAST) return err({ AmountTooSmall: { least: ESCROW_LEAST } });
  if (untilNs <= nowNs || untilNs > longestNs) {
    return invalid('until_ns', 'it lies in the next 400 days');
  }
  if (resourceId !== undefined && !('Deposit' in purpose && knowsShard(resourceId))) {
    return invalid('resource_id', 'this is no thing that is lent');
  }
  const holder = otherSide(purpose);
  if (typeof holder === 'string') return invalid('purpose', holder);
  if (holder.compareTo(caller) === 'eq') return invalid('purpose', 'this is yourself');
  const reference = 'Deposit' in purpose ? purpose.Deposit.reference : '';
  if (reference.length > REFERENCE_MAX_CHARS) return invalid('reference', 'it is too long');
  const spendable = heldBy(caller);
  if (spendable < amount) return err({ NotEnough: { spendable, needed: amount } });
  const wait = openings.take(caller.toHex(), nowNs);
  if (wait !== undefined) return tooOften(wait);
  const row: EscrowRow = {
    ...{ payer: caller, holder, amount, openedAtNs: nowNs, untilNs, reference },
    purpose: 'Stake' in purpose ? 'stake' : 'deposit',
    eventId: 'Stake' in purpose ? purpose.Stake.event_id : 0n,
    ...{ settledAtNs: undefined, kept: 0n, resourceId },
  };
  const id = open(row);
  escrowRequests.put([caller, requestId], id);
  call.subject = `escrow ${id}`;
  return ok(escrowOf(id, row));
}
