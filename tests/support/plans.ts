/** A door plan for tests: two zones, three gates, one list that each test changes. */
import {
  type CheckInList,
  type DoorPlan,
  type ManualMove,
  type OfflineDecision,
  utcOffsets,
} from '@qikcard/contracts';
import type { Deployment } from './deployment.ts';
import { granted, organizer } from './doors.ts';

export const mainList: CheckInList = {
  id: 1n,
  name: 'Main entrance',
  gates: [],
  ticket_types: [],
  from_ns: [],
  until_ns: [],
  rules: [],
  multi_entry: false,
  zone_moves: false,
};

const HALF_YEAR_NS = 15_000_000_000_000_000n;

export async function planOf(
  deployment: Deployment,
  list: Partial<CheckInList> = {},
  change: Partial<DoorPlan> = {},
): Promise<DoorPlan> {
  const now = await deployment.nowNs();
  return {
    version: 0,
    utc_offsets: utcOffsets('Europe/Berlin', now, now + HALF_YEAR_NS),
    zones: [
      { id: 1, name: 'Hall', capacity: [] },
      { id: 2, name: 'Balcony', capacity: [] },
    ],
    gates: [
      { id: 1, name: 'North', zone_id: 1 },
      { id: 2, name: 'South', zone_id: 1 },
      { id: 3, name: 'Stairs', zone_id: 2 },
    ],
    lists: [{ ...mainList, ...list }],
    ticket_times: [],
    ...change,
  };
}

/** Replaces the plan of an event, whatever its version. */
export async function setPlan(
  deployment: Deployment,
  eventId: bigint,
  plan: DoorPlan,
): Promise<DoorPlan> {
  const { event } = deployment.as(organizer);
  const { version } = granted(await event.door_plan(eventId));
  return granted(await event.set_door_plan(eventId, { ...plan, version }));
}

export const byHand = (registrationId: bigint, change: Partial<ManualMove> = {}): ManualMove => ({
  registration_id: registrationId,
  direction: { In: null },
  list_id: [],
  gate: 'North',
  reason: 'Phone is flat',
  override_rules: false,
  ...change,
});

/** What a reader decided so many seconds ago, with a clock that is so many seconds ahead. */
export async function decidedAgo(
  deployment: Deployment,
  seconds: number,
  aheadSeconds = 0,
): Promise<[OfflineDecision]> {
  const now = (await deployment.nowNs()) + BigInt(aheadSeconds) * 1_000_000_000n;
  const decided_at_ns = now - BigInt(seconds) * 1_000_000_000n;
  return [{ passed: true, decided_at_ns, reader_now_ns: now }];
}
