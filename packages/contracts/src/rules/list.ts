/** A door plan (zones, gates, check-in lists) and what it means for one entry. */
import {
  bool,
  fromOpt,
  type Infer,
  nat16,
  nat32,
  nat64,
  opt,
  record,
  text,
  vec,
} from '../candid.ts';
import type { ScanRefusal } from '../event-scan.ts';
import { type EntryQuestion, refusalOfRules } from './evaluate.ts';
import { type Rule, RuleNode, UtcOffset } from './shapes.ts';

/** A part of the venue whose guests are counted apart. Zone 0 is the venue without zones. */
export const Zone = record({ id: nat16, name: text, capacity: opt(nat32) });
export type Zone = Infer<typeof Zone>;
/** A door; scans name it. It leads into its zone. Gate 0 is any door that the plan does not name. */
export const Gate = record({ id: nat16, name: text, zone_id: nat16 });
export type Gate = Infer<typeof Gate>;

/** Who may enter where, when and how often. Empty `gates` or `ticket_types`: all of them. */
export const CheckInList = record({
  id: nat64,
  name: text,
  gates: vec(nat16),
  ticket_types: vec(nat64),
  from_ns: opt(nat64),
  until_ns: opt(nat64),
  /** All of them must pass. */
  rules: vec(RuleNode),
  /** A guest inside may be scanned in again, which counts as another entry. */
  multi_entry: bool,
  /** A guest may go from one zone straight into another. */
  zone_moves: bool,
});
export type CheckInList = Infer<typeof CheckInList>;

/** When a ticket type opens the doors. */
export const TicketTimes = record({ id: nat64, from_ns: opt(nat64), until_ns: opt(nat64) });
export type TicketTimes = Infer<typeof TicketTimes>;

export const DoorPlan = record({
  /** Counts changes from 1; 0 for an event without a plan. */
  version: nat32,
  utc_offsets: vec(UtcOffset),
  zones: vec(Zone),
  gates: vec(Gate),
  lists: vec(CheckInList),
  /**
   * Ticket types with times of their own. They belong to the ticket types: the canister adds them,
   * and what a plan that is sent says about them does not count.
   */
  ticket_times: opt(vec(TicketTimes)),
});
export type DoorPlan = Infer<typeof DoorPlan>;

export const emptyPlan: DoorPlan = {
  ...{ version: 0, utc_offsets: [], zones: [], gates: [], lists: [] },
  ticket_times: [],
};

/** The gate of this name; a name that the plan does not have is gate 0, which leads to zone 0. */
export const gateNamed = (plan: DoorPlan, name: string): Gate =>
  plan.gates.find((gate) => gate.name === name) ?? { id: 0, name, zone_id: 0 };

/** The list that was asked for, else the first of the gate; undefined when there is none. */
export function listAt(
  plan: DoorPlan,
  gateId: number,
  asked: bigint | undefined,
): CheckInList | undefined {
  if (asked !== undefined) return plan.lists.find(({ id }) => id === asked);
  return plan.lists.find(({ gates }) => gates.length === 0 || gates.includes(gateId));
}

/** Everything a list asks for as rules: who, where and when first, then its own. */
export function rulesOfList(list: CheckInList, plan: DoorPlan, zoneId: number): RuleNode[] {
  const rules: RuleNode[] = [];
  if (list.gates.length > 0) rules.push({ Gates: list.gates });
  if (list.ticket_types.length > 0) rules.push({ TicketTypes: list.ticket_types });
  if (list.from_ns.length + list.until_ns.length > 0) {
    rules.push({ EntryWindow: { from_ns: list.from_ns, until_ns: list.until_ns } });
  }
  return [...rules, ...list.rules, ...rulesOfZone(plan, zoneId)];
}

/** What a zone asks of everybody, whatever the list. */
export function rulesOfZone(plan: DoorPlan, zoneId: number): Rule {
  const capacity = plan.zones.find(({ id }) => id === zoneId)?.capacity[0];
  if (capacity === undefined) return [];
  return [{ CapacityInside: { count: capacity, of: { Zone: null } } }];
}

type Asked = Pick<EntryQuestion, 'moment' | 'facts'>;

/** Why the plan does not let this entry pass, or undefined when it does. */
export function refusalOfPlan(
  plan: DoorPlan,
  list: CheckInList | undefined,
  { moment, facts }: Asked,
): ScanRefusal | undefined {
  const site = {
    utc_offsets: plan.utc_offsets,
    gateName: (id: number) => plan.gates.find((gate) => gate.id === id)?.name ?? String(id),
  };
  const rules = list ? rulesOfList(list, plan, moment.zone_id) : rulesOfZone(plan, moment.zone_id);
  return refusalOfTicket(plan, { moment, facts }) ?? refusalOfRules(rules, { moment, facts, site });
}

/** Why the ticket of this guest does not open a door at this moment. */
function refusalOfTicket(
  { ticket_times: [times] }: DoorPlan,
  { moment, facts }: Asked,
): ScanRefusal | undefined {
  const type = fromOpt(facts.ticket_type_id);
  const ticket = type === undefined ? undefined : times?.find(({ id }) => id === type);
  const from = ticket?.from_ns[0];
  const until = ticket?.until_ns[0];
  if (from !== undefined && moment.at_ns < from) return { TicketNotYetValid: { from_ns: from } };
  if (until === undefined || moment.at_ns < until) return undefined;
  return { TicketNoLongerValid: { until_ns: until } };
}

/** Whether somebody who is inside may be scanned in at this moment all the same. */
export function mayEnterAgain(list: CheckInList | undefined, { moment, facts }: Asked): boolean {
  if (list === undefined) return false;
  return list.multi_entry || (list.zone_moves && facts.zone_id !== moment.zone_id);
}
