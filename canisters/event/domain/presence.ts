/** Where guests are and how often they came in; what the doors of an event count. */
import {
  type DoorPlan,
  type EntryFacts,
  type EntryMoment,
  localTime,
  toOpt,
} from '@qikcard/contracts';
import type { EventDoor, RegistrationRow } from '../rows.ts';
import type { FloorRow, LastMove, Place, PresenceRow } from '../rows-doors.ts';

/** A move may be taken back for so long. */
export const UNDO_SECONDS = 600;

export const nowhere: Place = {
  zoneId: 0,
  gateId: 0,
  entries: 0,
  day: 0,
  today: 0,
  lastEntryNs: undefined,
  lastExitNs: undefined,
  gates: [],
};
export const newPresence: PresenceRow = { ageChecked: 0, place: nowhere, last: undefined };
export const newFloor: FloorRow = {
  logLength: 0n,
  logPruned: 0n,
  feedPruned: 0n,
  conflicts: 0n,
  openConflicts: 0,
  zones: [],
  gates: [],
};

/**
 * The presence of somebody who was inside before their moves were recorded: what the registration
 * says is kept, so that no count can go below zero.
 */
export function presenceOf(
  row: PresenceRow | undefined,
  { inside, enteredAtNs, leftAtNs }: RegistrationRow,
): PresenceRow {
  if (row !== undefined && row.place.entries > 0) return row;
  if (enteredAtNs === undefined) return row ?? newPresence;
  const place = { ...nowhere, entries: 1, lastEntryNs: enteredAtNs };
  const left = inside ? undefined : leftAtNs;
  return { ...(row ?? newPresence), place: { ...place, lastExitNs: left } };
}

/** What the rules may know about somebody at a gate. */
export function factsOf(
  { ageChecked, place }: PresenceRow,
  { inside }: Pick<RegistrationRow, 'inside'>,
  moment: EntryMoment,
  counts: { door: Pick<EventDoor, 'inside'>; floor: FloorRow; plan: DoorPlan },
  ticketTypeId: bigint | undefined,
): EntryFacts {
  const { day } = localTime(moment.at_ns, counts.plan.utc_offsets);
  const gate = place.gates.find(({ gateId }) => gateId === moment.gate_id);
  return {
    inside,
    zone_id: inside ? place.zoneId : 0,
    entries: place.entries,
    entries_at_gate: gate?.entries ?? 0,
    entries_today: place.day === day ? place.today : 0,
    entries_at_gate_today: gate?.day === day ? gate.today : 0,
    last_entry_ns: toOpt(place.lastEntryNs),
    last_exit_ns: toOpt(place.lastExitNs),
    ticket_type_id: toOpt(ticketTypeId),
    age_checked: ageChecked,
    inside_event: counts.door.inside,
    inside_zone: insideZone(counts.floor, moment.zone_id),
  };
}

/** The number of the ticket type as rules name it; undefined for a registration without one. */
export const ticketTypeOf = ({ ticketType }: RegistrationRow): bigint | undefined =>
  ticketType === 0 ? undefined : BigInt(ticketType);

export const insideZone = (floor: FloorRow, zoneId: number): number =>
  floor.zones.find(({ id }) => id === zoneId)?.inside ?? 0;

export type Step = { atNs: bigint; gate: string; gateId: number; zoneId: number };

/** The presence after an entry; remembers what was before, for taking it back. */
export function entered(
  presence: PresenceRow,
  registration: RegistrationRow,
  step: Step,
  plan: DoorPlan,
): PresenceRow {
  const { place } = presence;
  const { day } = localTime(step.atNs, plan.utc_offsets);
  const at = place.gates.find(({ gateId }) => gateId === step.gateId);
  const gate = {
    gateId: step.gateId,
    entries: (at?.entries ?? 0) + 1,
    day,
    today: at?.day === day ? at.today + 1 : 1,
  };
  const after: Place = {
    zoneId: step.zoneId,
    gateId: step.gateId,
    entries: place.entries + 1,
    day,
    today: place.day === day ? place.today + 1 : 1,
    lastEntryNs: step.atNs,
    lastExitNs: place.lastExitNs,
    gates: [...place.gates.filter(({ gateId }) => gateId !== step.gateId), gate],
  };
  return { ...presence, place: after, last: lastOf(presence, registration, step, true) };
}

/** The presence after an exit. */
export function exited(
  presence: PresenceRow,
  registration: RegistrationRow,
  step: Step,
): PresenceRow {
  const place = { ...presence.place, zoneId: 0, gateId: 0, lastExitNs: step.atNs };
  return { ...presence, place, last: lastOf(presence, registration, step, false) };
}

function lastOf(
  { place }: PresenceRow,
  registration: RegistrationRow,
  { atNs, gateId }: Step,
  entering: boolean,
): LastMove {
  const { inside, enteredAtNs, enteredGate, leftAtNs } = registration;
  const first = entering && enteredAtNs === undefined;
  return {
    atNs,
    entering,
    gateId,
    first,
    announced: true,
    before: place,
    inside,
    enteredAtNs,
    enteredGate,
    leftAtNs,
  };
}

type Count = 'inside' | 'entered' | 'left' | 'refused';

/** The floor with one count of a gate changed. */
export function gateCounted(floor: FloorRow, id: number, what: Count, by = 1): FloorRow {
  const found = floor.gates.find((gate) => gate.id === id);
  const gate = found ?? { id, inside: 0, entered: 0, left: 0, refused: 0 };
  const counted = { ...gate, [what]: Math.max(0, gate[what] + by) };
  return { ...floor, gates: [...floor.gates.filter((other) => other.id !== id), counted] };
}

function zoneCounted(floor: FloorRow, id: number, by: number): FloorRow {
  const inside = Math.max(0, insideZone(floor, id) + by);
  return { ...floor, zones: [...floor.zones.filter((zone) => zone.id !== id), { id, inside }] };
}

/** Moves the inside counts of zones and gates from where somebody was to where they are. */
export function moved(
  floor: FloorRow,
  from: { inside: boolean; place: Place },
  to: { inside: boolean; place: Place },
): FloorRow {
  let after = floor;
  if (from.inside) {
    after = zoneCounted(after, from.place.zoneId, -1);
    after = gateCounted(after, from.place.gateId, 'inside', -1);
  }
  if (to.inside) {
    after = zoneCounted(after, to.place.zoneId, 1);
    after = gateCounted(after, to.place.gateId, 'inside', 1);
  }
  return after;
}
