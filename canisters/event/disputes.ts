/** Holders say that a reading of their code was not theirs, or that they were refused wrongly. */

import { Principal } from '@dfinity/principal';
import { type Call, rateLimit } from '@qikcard/canister-kit';
import {
  DISPUTE_NOTE_MAX_CHARS,
  DISPUTES_PER_REGISTRATION_MAX,
  type Dispute,
  type DisputeRequest,
  type EventRefusal,
  err,
  eventApi,
  GATE_MAX_CHARS,
  ok,
  type Result,
  toOpt,
} from '@qikcard/contracts';
import { openConflict } from './conflict-store.ts';
import { disputeRow } from './domain/dispute.ts';
import { presenceOf } from './domain/presence.ts';
import { checkText } from './domain/text.ts';
import { DoorBook } from './door-book.ts';
import { disputesOf, ownRegistration } from './door-privacy.ts';
import { roles } from './platform.ts';
import type { RegistrationRow } from './rows.ts';
import type { ConflictRow } from './rows-doors.ts';
import { served } from './serve.ts';
import { conflictRows, disputed, presences } from './store-doors.ts';
import { KEPT_DAYS } from './sweep.ts';

const KEPT_NS = BigInt(KEPT_DAYS) * 86_400n * 1_000_000_000n;
/** Somebody has to read every one of them. */
const disputing = rateLimit({ burst: 5, perMinute: 1 / 30 });

export class Disputes {
  @served(eventApi.dispute_scan)
  dispute_scan(call: Call, asked: DisputeRequest): Result<Dispute, EventRefusal> {
    const { registration_id: id } = asked;
    call.subject = id.toString();
    const registration = ownRegistration(call, id);
    if (registration === undefined) return err({ UnknownRegistration: null });
    if (roles.isSuspended(call.caller)) return err({ HolderSuspended: null });
    const { eventId } = registration;
    const earlier = disputed.scan({ prefix: [id, asked.at_ns], limit: 1 }).at(0);
    if (earlier) return ok(viewOf(conflictRows.get([eventId, earlier[2]]) as ConflictRow));
    const problem = problemOf(asked, call.nowNs) ?? problemOfNumber(id);
    if (problem) return err(problem);
    const wait = disputing.take(call.caller.toHex(), call.nowNs);
    if (wait !== undefined) return err({ RateLimited: { retry_after_seconds: wait } });
    return ok(store(call, asked, registration));
  }

  @served(eventApi.my_disputes)
  my_disputes(call: Call, id: bigint): Result<Dispute[], EventRefusal> {
    const registration = ownRegistration(call, id);
    if (registration === undefined) return err({ UnknownRegistration: null });
    const { eventId } = registration;
    return ok(
      disputesOf(id).map((number) => viewOf(conflictRows.get([eventId, number]) as ConflictRow)),
    );
  }
}

function problemOf({ at_ns, gate, note }: DisputeRequest, nowNs: bigint): EventRefusal | undefined {
  if (at_ns > nowNs || at_ns < nowNs - KEPT_NS) {
    return { Invalid: { field: 'at_ns', problem: `must be in the last ${KEPT_DAYS} days` } };
  }
  return (
    checkText('gate', gate, 0, GATE_MAX_CHARS) ?? checkText('note', note, 1, DISPUTE_NOTE_MAX_CHARS)
  );
}

const problemOfNumber = (id: bigint): EventRefusal | undefined =>
  disputesOf(id).length < DISPUTES_PER_REGISTRATION_MAX
    ? undefined
    : { CapacityReached: { capacity: DISPUTES_PER_REGISTRATION_MAX } };

function store(call: Call, asked: DisputeRequest, registration: RegistrationRow): Dispute {
  const { registration_id: id, at_ns: atNs } = asked;
  const { eventId } = registration;
  const presence = presenceOf(presences.get(id), registration);
  const row = disputeRow(asked, { registration, presence }, call.nowNs, Principal.anonymous());
  const book = new DoorBook(call);
  const conflict = openConflict(book, eventId, row);
  disputed.insert([id, atNs, conflict.id]);
  book.flush();
  call.subject = `${eventId} conflict ${conflict.id}`;
  return viewOf(row);
}

function viewOf({ kind, registrationId, correctedAtNs, claim, ...row }: ConflictRow): Dispute {
  const { resolved, uploadedAtNs } = row;
  return {
    registration_id: registrationId,
    at_ns: correctedAtNs,
    claim: { [kind]: null } as Dispute['claim'],
    note: claim ?? '',
    raised_at_ns: uploadedAtNs,
    resolved: toOpt(
      resolved && { how: { [resolved.how]: null } as { Keep: null }, at_ns: resolved.atNs },
    ),
  };
}
