/** What one reader knows of a guest from the moves it has seen itself. */
import { localTime } from './rules/clock.ts';
import type { EntryFacts, EntryMoment } from './rules/evaluate.ts';
import type { DoorPlan } from './rules/list.ts';

/** A move that this reader let happen, or was told of. */
export type SeenMove = {
  direction: 'in' | 'out';
  atNs: bigint;
  gate: string;
  gateId: number;
  zoneId: number;
  /** Of the rotating pass that was shown, if one was. */
  step?: number;
};

/** The facts that rules ask for, as far as this reader knows; unseen entries count as none. */
export function factsOfMoves(
  moves: readonly SeenMove[],
  ticketType: number,
  moment: EntryMoment,
  plan: DoorPlan,
  insideEvent: number,
): EntryFacts {
  const day = (atNs: bigint) => localTime(atNs, plan.utc_offsets).day;
  const today = day(moment.at_ns);
  const entries = moves.filter(({ direction }) => direction === 'in');
  const here = entries.filter(({ gateId }) => gateId === moment.gate_id);
  const exit = moves.findLast(({ direction }) => direction === 'out');
  const entry = entries.at(-1);
  const inside = moves.at(-1)?.direction === 'in';
  return {
    inside,
    zone_id: inside ? (entry?.zoneId ?? 0) : 0,
    entries: entries.length,
    entries_at_gate: here.length,
    entries_today: entries.filter(({ atNs }) => day(atNs) === today).length,
    entries_at_gate_today: here.filter(({ atNs }) => day(atNs) === today).length,
    last_entry_ns: entry ? [entry.atNs] : [],
    last_exit_ns: exit ? [exit.atNs] : [],
    ticket_type_id: ticketType === 0 ? [] : [BigInt(ticketType)],
    // What staff have seen proven is not on the roster.
    age_checked: 0,
    inside_event: insideEvent,
    // A reader knows no counts of zones; the canister flags it when too many are inside.
    inside_zone: 0,
  };
}
