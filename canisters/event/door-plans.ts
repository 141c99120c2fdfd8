/** Zones, gates, lists and rules of an event: changing them, trying them, replaying the past. */
import type { Call } from '@qikcard/canister-kit';
import {
  type CheckInList,
  type DoorPlan,
  type EntryTrial,
  type EventRefusal,
  err,
  eventApi,
  fromOpt,
  listAt,
  localTime,
  mayEnterAgain,
  ok,
  type ReplayPage,
  type Result,
  refusalOfPlan,
  type ScanRefusal,
  type TrialOutcome,
  toOpt,
} from '@qikcard/contracts';
import { pageSize } from './domain/page.ts';
import { imagined, problemOfList, problemOfPlan } from './domain/plan.ts';
import { factsOf, newFloor, presenceOf, ticketTypeOf } from './domain/presence.ts';
import { differenceOf, isComparable } from './domain/replay.ts';
import { runsEvent, staffsEvent } from './events.ts';
import { planOf, putPlan } from './plans.ts';
import type { EventDoor } from './rows.ts';
import { served } from './serve.ts';
import { devices, doors, registrations } from './store.ts';
import { floors, presences, scanLog } from './store-doors.ts';

export class DoorPlans {
  @served(eventApi.door_plan)
  door_plan(call: Call, eventId: bigint): Result<DoorPlan, EventRefusal> {
    const problem = problemOfReader(call, eventId);
    return problem ? err(problem) : ok(planOf(eventId));
  }

  @served(eventApi.set_door_plan)
  set_door_plan(call: Call, eventId: bigint, plan: DoorPlan): Result<DoorPlan, EventRefusal> {
    call.subject = eventId.toString();
    const door = doors.get(eventId);
    if (door === undefined) return err({ UnknownEvent: null });
    if (!runsEvent(call, door, eventId)) return err({ Forbidden: null });
    const { version } = planOf(eventId);
    if (plan.version !== version) return err({ PlanChanged: { version } });
    const problem = problemOfPlan(plan);
    if (problem) return err(problem);
    putPlan(eventId, { ...plan, version: version + 1 });
    return ok(planOf(eventId));
  }

  @served(eventApi.try_entry)
  try_entry(call: Call, eventId: bigint, trial: EntryTrial): Result<TrialOutcome, EventRefusal> {
    const door = doors.get(eventId);
    if (door === undefined) return err({ UnknownEvent: null });
    if (!staffsEvent(call, eventId, door)) return err({ Forbidden: null });
    return tried(eventId, door, trial);
  }

  @served(eventApi.replay_scans)
  replay_scans(
    call: Call,
    eventId: bigint,
    list: CheckInList,
    cursor: [] | [bigint],
    limit: number,
  ): Result<ReplayPage, EventRefusal> {
    const door = doors.get(eventId);
    if (door === undefined) return err({ UnknownEvent: null });
    if (!staffsEvent(call, eventId, door)) return err({ Forbidden: null });
    const problem = problemOfList(list, planOf(eventId).gates);
    return problem ? err(problem) : ok(replayed(eventId, list, fromOpt(cursor) ?? 0n, limit));
  }
}

/** Organizer, staff, and readers of the event may know its plan. */
function problemOfReader(call: Call, eventId: bigint): EventRefusal | undefined {
  const door = doors.get(eventId);
  if (door === undefined) return { UnknownEvent: null };
  if (call.caller.isAnonymous()) return { SignInRequired: null };
  const device = devices.get(call.caller);
  if (device?.eventId === eventId && !device.revoked) return undefined;
  return staffsEvent(call, eventId, door) ? undefined : { Forbidden: null };
}

function tried(
  eventId: bigint,
  door: EventDoor,
  trial: EntryTrial,
): Result<TrialOutcome, EventRefusal> {
  const plan = planOf(eventId);
  const gate = plan.gates.find(({ id }) => id === trial.gate_id);
  const moment = { at_ns: trial.at_ns, gate_id: trial.gate_id, zone_id: gate?.zone_id ?? 0 };
  const asked = fromOpt(trial.list_id);
  const list = listAt(plan, trial.gate_id, asked);
  if (asked !== undefined && list === undefined) return err({ UnknownList: null });
  const id = fromOpt(trial.registration_id);
  const guest = id === undefined ? undefined : registrations.get(id);
  if (id !== undefined && guest?.eventId !== eventId) return err({ UnknownRegistration: null });
  const { day } = localTime(trial.at_ns, plan.utc_offsets);
  const presence =
    guest && id !== undefined ? presenceOf(presences.get(id), guest) : imagined(trial, day);
  const floor = floors.get(eventId) ?? newFloor;
  const type = guest ? ticketTypeOf(guest) : fromOpt(trial.ticket_type_id);
  const facts = factsOf(presence, guest ?? trial, moment, { door, floor, plan }, type);
  const refusal = problemOfEntry(plan, list, { moment, facts });
  return ok(refusal ? { Refused: refusal } : { Pass: null });
}

function problemOfEntry(
  plan: DoorPlan,
  list: CheckInList | undefined,
  asked: Parameters<typeof mayEnterAgain>[1],
): ScanRefusal | undefined {
  if (asked.facts.inside && !mayEnterAgain(list, asked)) {
    return { AlreadyInside: { since_ns: asked.facts.last_entry_ns[0] ?? 0n, gate: '' } };
  }
  return refusalOfPlan(plan, list, asked);
}

function replayed(eventId: bigint, list: CheckInList, after: bigint, limit: number): ReplayPage {
  const { logLength, logPruned } = floors.get(eventId) ?? newFloor;
  const first = after > logPruned ? after : logPruned;
  const end = first + BigInt(pageSize(limit));
  const last = end < logLength ? end : logLength;
  const page: ReplayPage = {
    compared: 0,
    differences: [],
    next: toOpt(last < logLength ? last : undefined),
  };
  for (let seq = first + 1n; seq <= last; seq++) {
    const row = scanLog.get([eventId, seq]);
    if (row === undefined || !isComparable(row, list)) continue;
    page.compared++;
    const difference = differenceOf(seq, row, list, planOf(eventId));
    if (difference) page.differences.push(difference);
  }
  return page;
}
