import type { TicketType } from '@qikcard/contracts';
import { Select } from '../../../components/ui/select.tsx';
import { TextField } from '../../../components/ui/text-field.tsx';
import { useEventsText } from '../../../locales/events.ts';
import { guestStates, type Wanted } from '../api/rows.ts';

type Props = { types: TicketType[]; wanted: Wanted; onChange(wanted: Wanted): void };

/** Narrows the table by name, state and ticket. */
export function AttendeesFilter({ types, wanted, onChange }: Props) {
  const e = useEventsText();
  return (
    <div
      className={`grid gap-4 ${types.length > 0 ? 'sm:grid-cols-[1fr_11rem_11rem]' : 'sm:grid-cols-[1fr_11rem]'}`}
    >
      <TextField
        label={e('attendees.search')}
        type="search"
        value={wanted.text}
        onChange={({ target }) => onChange({ ...wanted, text: target.value })}
      />
      <Select
        label={e('attendees.state')}
        value={wanted.state}
        onChange={({ target }) => onChange({ ...wanted, state: target.value as Wanted['state'] })}
      >
        <option value="">{e('attendees.anyState')}</option>
        {guestStates.map((state) => (
          <option key={state} value={state}>
            {e(`state.${state}`)}
          </option>
        ))}
      </Select>
      {types.length > 0 && (
        <Select
          label={e('attendees.type')}
          value={String(wanted.type)}
          onChange={({ target }) => onChange({ ...wanted, type: Number(target.value) })}
        >
          <option value="0">{e('attendees.anyType')}</option>
          {types.map(({ number, name }) => (
            <option key={number} value={number}>
              {name}
            </option>
          ))}
        </Select>
      )}
    </div>
  );
}
