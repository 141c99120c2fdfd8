import { SERIES_DATES_MAX } from '@qikcard/contracts';
import { Section } from '../../../components/ui/card.tsx';
import { Select } from '../../../components/ui/select.tsx';
import { TextField } from '../../../components/ui/text-field.tsx';
import { useText } from '../../../lib/text.tsx';
import { dateTime, fromLocalField, toNs } from '../../../lib/time.ts';
import { useEventsText } from '../../../locales/events.ts';
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
        {form.repeat !== '' && (
          <TextField
            label={e('edit.times')}
            type="number"
            min={2}
            max={SERIES_DATES_MAX}
            value={form.dates}
            onChange={({ target }) => onChange({ dates: target.value })}
          />
        )}
      </div>
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
