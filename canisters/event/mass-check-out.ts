/** Everybody out: at a time, or now; a bounded number of guests at a time. */
import { type Call, ic, recordAudit } from '@qikcard/canister-kit';
import {
  type EventRefusal,
  emptyPlan,
  err,
  eventApi,
  fromOpt,
  type MassCheckOut,
  ok,
  type Result,
  toOpt,
} from '@qikcard/contracts';
import { goOut } from './domain/moves.ts';
import { presenceOf } from './domain/presence.ts';
import { DoorBook } from './door-book.ts';
import { runsEvent, staffsEvent } from './events.ts';
import { whenStarted } from './platform.ts';
import { recordMove } from './record.ts';
import type { MassCheckOutRow } from './rows-doors.ts';
import { served } from './serve.ts';
import { attendanceOrder, doors, registrations } from './store.ts';
import { dueCheckOuts, massCheckOuts, presences } from './store-doors.ts';

const SECOND_NS = 1_000_000_000n;
/** Looked at in one step: most of them have left already when the last ones are sent out. */
const STEP = 100;

export class MassCheckOuts {
  @served(eventApi.check_out_everybody)
  check_out_everybody(
    call: Call,
    eventId: bigint,
    at: [] | [bigint],
  ): Result<MassCheckOut, EventRefusal> {
    call.subject = eventId.toString();
    const door = doors.get(eventId);
    if (door === undefined) return err({ UnknownEvent: null });
    if (!runsEvent(call, door, eventId)) return err({ Forbidden: null });
    const before = massCheckOuts.get(eventId);
    if (before?.state === 'Running') return err({ CheckOutUnderWay: null });
    if (before?.state === 'Scheduled') dueCheckOuts.remove([dueOf(before), eventId]);
    const asked = fromOpt(at) ?? call.nowNs;
    const atNs = asked > call.nowNs ? asked : call.nowNs;
    const row = { atNs, by: call.caller, checkedOut: 0, cursor: 0n, state: 'Scheduled' } as const;
    massCheckOuts.put(eventId, row);
    dueCheckOuts.insert([dueOf(row), eventId]);
    armCheckOuts();
    return ok(viewOf(row));
  }

  @served(eventApi.call_off_check_out)
  call_off_check_out(call: Call, eventId: bigint): Result<null, EventRefusal> {
    call.subject = eventId.toString();
    const door = doors.get(eventId);
    if (door === undefined) return err({ UnknownEvent: null });
    if (!runsEvent(call, door, eventId)) return err({ Forbidden: null });
    const row = massCheckOuts.get(eventId);
    if (row?.state === 'Running') return err({ CheckOutUnderWay: null });
    if (row?.state === 'Scheduled') {
      dueCheckOuts.remove([dueOf(row), eventId]);
      massCheckOuts.remove(eventId);
    }
    return ok(null);
  }

  @served(eventApi.mass_check_out)
  mass_check_out(call: Call, eventId: bigint): Result<[] | [MassCheckOut], EventRefusal> {
    const door = doors.get(eventId);
    if (door === undefined) return err({ UnknownEvent: null });
    if (!staffsEvent(call, eventId, door)) return err({ Forbidden: null });
    const row = massCheckOuts.get(eventId);
    return ok(toOpt(row && viewOf(row)));
  }
}

const viewOf = ({ atNs, checkedOut, state }: MassCheckOutRow): MassCheckOut => ({
  at_ns: atNs,
  checked_out: checkedOut,
  state: { [state]: null } as MassCheckOut['state'],
});
const dueOf = ({ atNs }: Pick<MassCheckOutRow, 'atNs'>): number =>
  Math.min(Number((atNs + SECOND_NS - 1n) / SECOND_NS), 0xffff_ffff);

/** Wakes up for the next check-out that is due; after every upgrade, too. */
export function armCheckOuts(): void {
  const [next] = dueCheckOuts.scan({ limit: 1 });
  if (next === undefined) return;
  const seconds = next[0] - Number(ic.nowNs() / SECOND_NS);
  ic.setTimer(Math.max(0, seconds), step);
}

/** The next hundred guests of the event that is due first; then again, until nobody is left. */
function step(): void {
  const [next] = dueCheckOuts.scan({ limit: 1 });
  if (next === undefined) return;
  const [due, eventId] = next;
  const row = massCheckOuts.get(eventId);
  if (BigInt(due) * SECOND_NS <= ic.nowNs() && row) {
    const after = checkOutSome(eventId, row);
    massCheckOuts.put(eventId, after);
    if (after.state === 'Done') dueCheckOuts.remove(next);
  }
  armCheckOuts();
}

function checkOutSome(eventId: bigint, row: MassCheckOutRow): MassCheckOutRow {
  const nowNs = ic.nowNs();
  const call: Call = {
    ...{ caller: row.by, nowNs, method: 'check_out_everybody', subject: '', outcome: undefined },
  };
  const book = new DoorBook(call);
  const after = row.cursor === 0n ? {} : { after: [eventId, row.cursor] as [bigint, bigint] };
  const keys = attendanceOrder.scan({ prefix: [eventId], limit: STEP, ...after });
  const left = keys.filter(([, id]) => checkOut(book, id, row.atNs, nowNs)).length;
  book.flush();
  const checkedOut = row.checkedOut + left;
  if (keys.length === STEP) {
    return { ...row, checkedOut, cursor: keys[STEP - 1][1], state: 'Running' };
  }
  const { caller, method } = call;
  recordAudit({
    atNs: nowNs,
    caller,
    method,
    outcome: 'Ok',
    subject: `${eventId}: ${checkedOut} out`,
  });
  return { ...row, checkedOut, state: 'Done' };
}

/** Whoever came in after the check-out was due has come to stay. */
function checkOut(book: DoorBook, registrationId: bigint, dueNs: bigint, nowNs: bigint): boolean {
  const registration = registrations.get(registrationId);
  if (!registration?.inside || (registration.enteredAtNs ?? 0n) > dueNs) return false;
  const { eventId, enteredGate: gate } = registration;
  const presence = presenceOf(presences.get(registrationId), registration);
  const door = book.door(eventId);
  if (door === undefined) return false;
  const { gateId, zoneId } = presence.place;
  const floor = book.floor(eventId);
  const atNs = nowNs;
  const move = goOut({ registration, presence, door, floor }, { atNs, gate, gateId, zoneId });
  const spot = {
    plan: emptyPlan,
    gate: { id: gateId, name: gate, zone_id: zoneId },
    list: undefined,
  };
  const where = { registrationId, atNs, gate, spot, entering: false };
  recordMove(book, { ...where, move, kind: 'MassCheckedOut', announced: true });
  return true;
}

whenStarted(armCheckOuts);
