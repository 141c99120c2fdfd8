/** Past scans judged again, each by what was known of its guest at that moment. */
import {
  type CheckInList,
  type DoorPlan,
  mayEnterAgain,
  type ReplayDifference,
  refusalOfPlan,
  type ScanRefusal,
  type TrialOutcome,
} from '@qikcard/contracts';
import type { LogRow } from '../rows-doors.ts';

/** Refusals that a plan decides; all others stay as they were, whatever the rules. */
const OF_PLANS = [
  'WrongGate',
  'NotYetOpen',
  'Closed',
  'CapacityReached',
  'RuleRefused',
  'AlreadyInside',
  'TicketNotYetValid',
  'TicketNoLongerValid',
];
const ENTRIES: LogRow['kind'][] = ['Entered', 'EnteredByHand', 'EnteredProvisionally'];

/** Whether another list could have changed what became of this scan. */
export function isComparable(row: LogRow, list: CheckInList): boolean {
  if (row.facts === undefined) return false;
  if (list.id !== 0n && row.listId[0] !== list.id) return false;
  if (ENTRIES.includes(row.kind)) return true;
  return row.kind === 'Refused' && OF_PLANS.includes(row.reason);
}

/** The difference the list would have made, or undefined when there is none. */
export function differenceOf(
  seq: bigint,
  row: LogRow,
  list: CheckInList,
  plan: DoorPlan,
): ReplayDifference | undefined {
  const { facts, atNs, gateId, zoneId, registrationId, gate } = row;
  if (facts === undefined) return undefined;
  const asked = { facts, moment: { at_ns: atNs, gate_id: gateId, zone_id: zoneId } };
  const inside: ScanRefusal = {
    AlreadyInside: { since_ns: facts.last_entry_ns[0] ?? 0n, gate: '' },
  };
  const refusal =
    facts.inside && !mayEnterAgain(list, asked) ? inside : refusalOfPlan(plan, list, asked);
  const passed = ENTRIES.includes(row.kind);
  if (passed === (refusal === undefined)) return undefined;
  const wouldBe: TrialOutcome = refusal ? { Refused: refusal } : { Pass: null };
  return {
    seq,
    at_ns: atNs,
    registration_id: registrationId,
    gate,
    was: passed ? { Pass: null } : { Refused: { RuleRefused: { rule: row.detail || row.reason } } },
    would_be: wouldBe,
  };
}
