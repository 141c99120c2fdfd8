import { ADDRESS_MAX_CHARS, INVITATION_MAX_CHARS, ROOM_MAX_CHARS } from '@qikcard/contracts';
import { Section } from '../../../components/ui/card.tsx';
import { Select } from '../../../components/ui/select.tsx';
import { Switch } from '../../../components/ui/switch.tsx';
import { TextField } from '../../../components/ui/text-field.tsx';
import { useText } from '../../../lib/text.tsx';
import { useEventsText } from '../../../locales/events.ts';
import type { EditorForm } from './editor-form.ts';

export type PartProps = { form: EditorForm; onChange(change: Partial<EditorForm>): void };
const HOURS = [1, 6, 24, 72];

/** Where exactly, and who can come how. */
export function AccessFields({ form, onChange }: PartProps) {
  const t = useText();
  const e = useEventsText();
  const optional = t('field.optional');
  return (
    <Section title={e('edit.access')}>
      <div className="grid gap-6 sm:grid-cols-2">
        <TextField
          label={e('edit.address')}
          optional={optional}
          maxLength={ADDRESS_MAX_CHARS}
          value={form.address}
          onChange={({ target }) => onChange({ address: target.value })}
        />
        <TextField
          label={e('edit.room')}
          optional={optional}
          maxLength={ROOM_MAX_CHARS}
          value={form.room}
          onChange={({ target }) => onChange({ room: target.value })}
        />
        <Select
          label={e('edit.visibility')}
          value={form.visibility}
          onChange={({ target }) =>
            onChange({ visibility: target.value as EditorForm['visibility'] })
          }
        >
          <option value="Public">{e('edit.public')}</option>
          <option value="Unlisted">{e('edit.unlisted')}</option>
          <option value="Private">{e('edit.private')}</option>
        </Select>
        <TextField
          label={e('join.invitation')}
          hint={e('edit.codeHint')}
          optional={optional}
          maxLength={INVITATION_MAX_CHARS}
          autoComplete="off"
          value={form.invitation}
          onChange={({ target }) => onChange({ invitation: target.value })}
        />
      </div>
      <Switch
        label={e('edit.approval')}
        checked={form.approval}
        onChange={(approval) => onChange({ approval })}
      />
      <Switch
        label={e('edit.waitlist')}
        checked={form.waitlist}
        onChange={(waitlist) => onChange({ waitlist })}
      />
      {form.waitlist && (
        <Select
          label={e('edit.accept')}
          value={form.acceptHours}
          onChange={({ target }) => onChange({ acceptHours: target.value })}
        >
          <option value="">{e('edit.acceptNone')}</option>
          {[...new Set([...HOURS, Number(form.acceptHours)])].filter(Boolean).map((hours) => (
            <option key={hours} value={hours}>
              {e.count('edit.acceptHours', hours)}
            </option>
          ))}
        </Select>
      )}
    </Section>
  );
}
