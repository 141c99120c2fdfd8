import { SERIES_DATES_MAX } from '@qikcard/contracts';
import { Section } from '../../../components/ui/card.tsx';
import { Select } from '../../../components/ui/select.tsx';
import { TextField } from '../../../components/ui/text-field.tsx';
import { useText } from '../../../lib/text.tsx';
import { dateTime, fromLocalField, toNs } from '../../../lib/time.ts';
import { useEventsText } from '../../../locales/events.ts';
import { weekdayOf } from '../api/recurrence.ts';
import type { PartProps } from './editor-access.tsx';
import { datesOf, type EditorForm } from './editor-form.ts';

const frequencies = ['daily', 'weekly', 'biweekly', 'monthly'] as const;

/** Whether it happens again, and all the dates that makes. */
export function RepeatFields({ form, onChange }: PartProps) {
  const t = useText();
  const e = useEventsText();
  const zone = form.draft.timeZone;
  const moments = datesOf(form).flatMap((field) => fromLocalField(field, zone) ?? []);
  return (
    <Section title={e('edit.repeat')}>
      <div className="grid gap-6 sm:grid-cols-2">
        <Select
          label={e('edit.repeat')}
          value={form.repeat}
          onChange={({ target }) => onChange({ repeat: target.value as EditorForm['repeat'] })}
        >
          <option value="">{e('edit.never')}</option>
          {frequencies.map((frequency) => (
            <option key={frequency} value={frequency}>
              {e(`edit.${frequency}`)}
            </option>
          ))}
        </Select>
        {form.repeat !== '' && <Ends form={form} onChange={onChange} />}
      </div>
      {(form.repeat === 'weekly' || form.repeat === 'biweekly') && (
        <Weekdays form={form} onChange={onChange} />
      )}
      {form.repeat !== '' && (
        <div>
          <p className="mb-2 font-medium text-sm">{e('edit.dates')}</p>
          <ol className="tabular grid gap-x-6 gap-y-1 text-muted text-sm sm:grid-cols-2">
            {moments.map((ms) => (
              <li key={ms}>{dateTime(toNs(ms), { locale: t.locale, zone })}</li>
            ))}
          </ol>
        </div>
      )}
    </Section>
  );
}

/** After a number of dates, or with the last that is not behind a day. */
function Ends({ form, onChange }: PartProps) {
  const e = useEventsText();
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Select
        label={e('edit.ends')}
        value={form.ends}
        onChange={({ target }) => onChange({ ends: target.value as EditorForm['ends'] })}
      >
        <option value="count">{e('edit.endsCount')}</option>
        <option value="until">{e('edit.endsUntil')}</option>
      </Select>
      {form.ends === 'count' ? (
        <TextField
          label={e('edit.times')}
          type="number"
          min={2}
          max={SERIES_DATES_MAX}
          value={form.dates}
          onChange={({ target }) => onChange({ dates: target.value })}
        />
      ) : (
        <TextField
          label={e('edit.lastDay')}
          type="date"
          min={form.draft.startsAt.slice(0, 10)}
          required
          value={form.until}
          onChange={({ target }) => onChange({ until: target.value })}
        />
      )}
    </div>
  );
}

/** 5 January 1970 was a Monday. */
const MONDAY_MS = 4 * 86_400_000;

/** The days of the week on which it happens; that of the first date is one of them. */
function Weekdays({ form, onChange }: PartProps) {
  const { locale } = useText();
  const e = useEventsText();
  const first = weekdayOf(form.draft.startsAt);
  const name = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', weekday: 'short' });
  const toggle = (day: number) =>
    onChange({
      weekdays: form.weekdays.includes(day)
        ? form.weekdays.filter((each) => each !== day)
        : [...form.weekdays, day],
    });
  return (
    <fieldset className="flex flex-wrap gap-2">
      <legend className="mb-2 font-medium text-sm">{e('edit.weekdays')}</legend>
      {Array.from({ length: 7 }, (_, day) => (
        <label
          // biome-ignore lint/suspicious/noArrayIndexKey: a weekday is its place in the week
          key={day}
          className="inline-flex min-h-11 cursor-pointer items-center gap-2 rounded-md border border-line-strong px-3.5 text-sm has-checked:border-accent has-checked:bg-accent-tint has-checked:text-accent-text"
        >
          <input
            type="checkbox"
            className="size-4 accent-accent"
            checked={day === first || form.weekdays.includes(day)}
            disabled={day === first}
            onChange={() => toggle(day)}
          />
          {name.format(MONDAY_MS + day * 86_400_000)}
        </label>
      ))}
    </fieldset>
  );
}
