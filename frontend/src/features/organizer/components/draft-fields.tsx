import { DESCRIPTION_MAX_CHARS, LOCATION_MAX_CHARS, NAME_MAX_CHARS } from '@qikcard/contracts';
import { useMemo } from 'react';
import { Select } from '../../../components/ui/select.tsx';
import { TextArea, TextField } from '../../../components/ui/text-field.tsx';
import { useText } from '../../../lib/text.tsx';
import type { DraftErrors, DraftForm } from './draft-form.ts';

type Props = { form: DraftForm; errors: DraftErrors; onChange(form: DraftForm): void };

/** The questions an event needs answered, in the order people think of them. */
export function DraftFields({ form, errors, onChange }: Props) {
  const t = useText();
  const optional = t('field.optional');
  const bind = (field: keyof DraftForm) => ({
    value: form[field],
    error: errors[field],
    onChange: (event: { target: { value: string } }) =>
      onChange({ ...form, [field]: event.target.value }),
  });
  return (
    <>
      <TextField
        {...bind('name')}
        label={t('create.name')}
        maxLength={NAME_MAX_CHARS}
        autoComplete="off"
        required
      />
      <TextArea
        {...bind('description')}
        label={t('create.description')}
        optional={optional}
        maxLength={DESCRIPTION_MAX_CHARS}
      />
      <TextField
        {...bind('location')}
        label={t('create.location')}
        optional={optional}
        maxLength={LOCATION_MAX_CHARS}
      />
      <ZoneField {...bind('timeZone')} />
      <div className="grid gap-6 sm:grid-cols-2">
        <TextField
          {...bind('startsAt')}
          label={t('create.starts')}
          type="datetime-local"
          required
        />
        <TextField {...bind('endsAt')} label={t('create.ends')} type="datetime-local" required />
        <TextField
          {...bind('doorsOpen')}
          label={t('create.doors')}
          hint={t('create.doorsHint')}
          optional={optional}
          type="datetime-local"
        />
        <TextField
          {...bind('capacity')}
          label={t('create.capacity')}
          hint={t('create.capacityHint')}
          optional={optional}
          type="number"
          inputMode="numeric"
          min={1}
        />
      </div>
    </>
  );
}

type ZoneProps = {
  value: string;
  error?: string;
  onChange(event: { target: { value: string } }): void;
};

function ZoneField(props: ZoneProps) {
  const t = useText();
  const zones = useMemo(
    () => [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', props.value])].sort(),
    [props.value],
  );
  return (
    <Select {...props} label={t('create.zone')} hint={t('create.zoneHint')}>
      {zones.map((zone) => (
        <option key={zone} value={zone}>
          {zone.replaceAll('_', ' ')}
        </option>
      ))}
    </Select>
  );
}
