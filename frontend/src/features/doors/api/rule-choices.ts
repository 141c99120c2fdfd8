import { type DoorPlan, type EventView, localTime, utcOffsets } from '@qikcard/contracts';
import { safeZone } from '../../../lib/time.ts';
import { useSheet } from '../../events/api/sheet.ts';
import type { RuleChoices } from '../components/rule-sentence.tsx';

/** Longer events name their days one by one. */
const DAYS_SHOWN = 7;

/** The ticket types of an event that are given out or were. */
export function useTicketTypes(event: EventView): { id: bigint; name: string }[] {
  const sheet = useSheet(event.id);
  return (sheet.data?.ticket_types ?? []).map(({ number, name }) => ({ id: BigInt(number), name }));
}

/** What the rules of this event may choose from. */
export function useRuleChoices(event: EventView, { gates }: DoorPlan): RuleChoices {
  const zone = safeZone(event.time_zone);
  const types = useTicketTypes(event);
  const offsets = utcOffsets(zone, event.doors_open_ns, event.ends_at_ns);
  const { day: first } = localTime(event.starts_at_ns, offsets);
  const { day: last } = localTime(event.ends_at_ns, offsets);
  const count = Math.min(DAYS_SHOWN, last - first + 1);
  return {
    zone,
    days: Array.from({ length: count }, (_, i) => first + i),
    types,
    gates: gates.map(({ id, name }) => ({ id, name })),
    beginnings: {
      fromNs: event.doors_open_ns,
      untilNs: event.ends_at_ns,
      day: first,
      type: types[0]?.id ?? 1n,
      gate: gates[0]?.id ?? 1,
    },
  };
}
