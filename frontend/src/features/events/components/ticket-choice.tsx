import type { TicketType } from '@qikcard/contracts';
import { type Text, useText } from '../../../lib/text.tsx';
import { dateTime, toMs } from '../../../lib/time.ts';
import { type EventsText, useEventsText } from '../../../locales/events.ts';

type Props = {
  types: TicketType[];
  zone: string;
  value: number;
  onChange(number: number): void;
};

/** One of the tickets, with what is left of each. */
export function TicketChoice({ types, zone, value, onChange }: Props) {
  const t = useText();
  const e = useEventsText();
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-2 font-medium text-sm">{e('join.ticket')}</legend>
      {types.map((type) => (
        <label
          key={type.number}
          className="flex min-h-14 cursor-pointer items-center gap-3 rounded-md border border-line-strong px-4 py-2 has-checked:border-accent-text has-checked:bg-accent-tint"
        >
          <input
            type="radio"
            name="ticket"
            value={type.number}
            checked={value === type.number}
            onChange={() => onChange(type.number)}
            className="size-5 accent-accent"
          />
          <span className="min-w-0 flex-1">
            <span className="flex items-center gap-2 font-medium">
              <svg aria-hidden="true" viewBox="0 0 12 12" className="size-3 shrink-0">
                <circle cx="6" cy="6" r="5.5" fill={type.colour} />
              </svg>
              {type.name}
            </span>
            <span className="block text-muted text-sm">{said(type, t, e, zone)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function said(type: TicketType, t: Text, e: EventsText, zone: string): string {
  const at = { locale: t.locale, zone };
  const [from] = type.sales_from_ns;
  const [until] = type.sales_until_ns;
  const [capacity] = type.capacity;
  if (from !== undefined && toMs(from) > Date.now())
    return e('join.from', { time: dateTime(from, at) });
  if (until !== undefined && toMs(until) <= Date.now()) return e('join.over');
  if (capacity === undefined) return '';
  return capacity > type.taken ? e.count('join.left', capacity - type.taken) : e('join.soldOut');
}
