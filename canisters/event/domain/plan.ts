/** Whether a door plan can be stored, and the case of the test bench. */
import {
  type CheckInList,
  type DoorPlan,
  type EntryTrial,
  type EventRefusal,
  GATE_MAX_CHARS,
  needsLocalTime,
  problemOfRules,
  UTC_OFFSETS_MAX,
} from '@qikcard/contracts';
import type { PresenceRow } from '../rows-doors.ts';
import { checkText } from './text.ts';

export const ZONES_MAX = 16;
export const GATES_MAX = 32;
export const LISTS_MAX = 16;
const NODES_MAX = 128;
const ITEMS_MAX = 64;

const invalid = (field: string, problem: string): EventRefusal => ({ Invalid: { field, problem } });

/** What is wrong with a plan, or undefined when it can be stored. */
export function problemOfPlan(plan: DoorPlan): EventRefusal | undefined {
  return (
    problemOfSizes(plan) ?? problemOfNames(plan) ?? problemOfClock(plan) ?? problemOfLists(plan)
  );
}

function problemOfSizes({ zones, gates, lists, utc_offsets }: DoorPlan): EventRefusal | undefined {
  if (zones.length > ZONES_MAX) return invalid('zones', `at most ${ZONES_MAX}`);
  if (gates.length > GATES_MAX) return invalid('gates', `at most ${GATES_MAX}`);
  if (lists.length > LISTS_MAX) return invalid('lists', `at most ${LISTS_MAX}`);
  if (utc_offsets.length > UTC_OFFSETS_MAX) return invalid('utc_offsets', 'too many');
  const nodes = lists.reduce((sum, { rules }) => sum + rules.length, 0);
  return nodes > NODES_MAX ? invalid('rules', `at most ${NODES_MAX} parts altogether`) : undefined;
}

type Named = { id: number | bigint; name: string };

function problemOfNames({ zones, gates, lists }: DoorPlan): EventRefusal | undefined {
  for (const [field, named] of Object.entries({ zones, gates, lists }) as [string, Named[]][]) {
    if (new Set(named.map(({ id }) => id)).size < named.length)
      return invalid(field, 'twice the same id');
    if (new Set(named.map(({ name }) => name)).size < named.length) {
      return invalid(field, 'names must differ');
    }
    for (const { id, name } of named) {
      if (BigInt(id) === 0n) return invalid(field, 'ids start at 1');
      const problem = checkText(field, name, 1, GATE_MAX_CHARS);
      if (problem) return problem;
    }
  }
  return undefined;
}

function problemOfClock({ utc_offsets: offsets, lists }: DoorPlan): EventRefusal | undefined {
  const sorted = offsets.every(({ from_s }, i) => i === 0 || offsets[i - 1].from_s < from_s);
  if (!sorted) return invalid('utc_offsets', 'must be in order');
  if (offsets.some(({ minutes_plus_1440: minutes }) => minutes > 2_880)) {
    return invalid('utc_offsets', 'are within a day of UTC');
  }
  const local = lists.some(({ rules }) => needsLocalTime(rules));
  return local && offsets.length === 0
    ? invalid('utc_offsets', 'are needed for rules about days and times of day')
    : undefined;
}

function problemOfLists({ zones, gates, lists }: DoorPlan): EventRefusal | undefined {
  if (gates.some(({ zone_id: id }) => id !== 0 && !zones.some((zone) => zone.id === id))) {
    return invalid('gates', 'a gate leads into a zone that is not there');
  }
  for (const list of lists) {
    const problem = problemOfList(list, gates);
    if (problem) return problem;
  }
  return undefined;
}

/** What is wrong with one list. */
export function problemOfList(
  list: CheckInList,
  gates: DoorPlan['gates'],
): EventRefusal | undefined {
  if (list.gates.some((id) => !gates.some((gate) => gate.id === id))) {
    return invalid('lists', `${list.name}: a gate that is not there`);
  }
  if (list.gates.length > GATES_MAX || list.ticket_types.length > ITEMS_MAX) {
    return invalid('lists', `${list.name}: too many gates or ticket types`);
  }
  const [from] = list.from_ns;
  const [until] = list.until_ns;
  if (from !== undefined && until !== undefined && until <= from) {
    return invalid('lists', `${list.name}: must end after it starts`);
  }
  const problem = problemOfRules(list.rules);
  return problem === undefined ? undefined : invalid('rules', `${list.name}: ${problem}`);
}

/** A guest of the test bench, who is as the trial says, at the gate of the trial. */
export function imagined(trial: EntryTrial, day: number): PresenceRow {
  const { entries, entries_today: today, zone_id: zoneId, gate_id: gateId } = trial;
  return {
    ageChecked: trial.age_checked,
    place: {
      ...{ zoneId, gateId, entries, day, today },
      lastEntryNs: trial.last_entry_ns[0],
      lastExitNs: trial.last_exit_ns[0],
      gates: [{ gateId, entries, day, today }],
    },
    last: undefined,
  };
}
