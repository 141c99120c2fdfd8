import {
  CATEGORY_MAX_CHARS,
  DESCRIPTION_MAX_CHARS,
  NAME_MAX_CHARS,
  TERMS_MAX_CHARS,
} from '@qikcard/contracts';
import { Card } from '../../../components/ui/card.tsx';
import { Select } from '../../../components/ui/select.tsx';
import { Switch } from '../../../components/ui/switch.tsx';
import { TextArea, TextField } from '../../../components/ui/text-field.tsx';
import { useText } from '../../../lib/text.tsx';
import { useThingsText } from '../../../locales/things.ts';
import type { ThingErrors, ThingForm } from './thing-form.ts';
import { conditions } from './thing-parts.tsx';

type Props = {
  form: ThingForm;
  errors: ThingErrors;
  ofEvent: boolean;
  isKit: boolean;
  onChange(form: ThingForm): void;
};
type TextName = Exclude<
  { [K in keyof ThingForm]: ThingForm[K] extends string ? K : never }[keyof ThingForm],
  undefined
>;

/** What a thing is, and on what terms it is lent. */
export function ThingFields({ form, errors, ofEvent, isKit, onChange }: Props) {
  const t = useText();
  const p = useThingsText();
  const optional = t('field.optional');
  const bind = (field: TextName) => ({
    value: form[field],
    error: errors[field],
    onChange: (event: { target: { value: string } }) =>
      onChange({ ...form, [field]: event.target.value }),
  });
  const visibilities = ofEvent
    ? (['Public', 'Attendees', 'Unlisted'] as const)
    : (['Public', 'Unlisted'] as const);
  const perPerson = (
    <TextField {...bind('perPerson')} label={p('edit.perPerson')} inputMode="numeric" />
  );
  return (
    <>
      <TextField {...bind('name')} label={p('edit.name')} maxLength={NAME_MAX_CHARS} required />
      <TextField
        {...bind('category')}
        label={p('edit.category')}
        optional={optional}
        maxLength={CATEGORY_MAX_CHARS}
      />
      <TextArea
        {...bind('description')}
        label={p('edit.description')}
        optional={optional}
        maxLength={DESCRIPTION_MAX_CHARS}
      />
      <div className="grid gap-6 sm:grid-cols-2">
        {!isKit && (
          <TextField {...bind('quantity')} label={p('edit.quantity')} inputMode="numeric" />
        )}
        <Select {...bind('condition')} label={p('edit.condition')}>
          {conditions.map((name) => (
            <option key={name} value={name}>
              {p(`condition.${name}`)}
            </option>
          ))}
        </Select>
        <Select {...bind('visibility')} label={p('edit.visibility')}>
          {visibilities.map((name) => (
            <option key={name} value={name}>
              {p(`visibility.${name}`)}
            </option>
          ))}
        </Select>
        {ofEvent && (
          <Select {...bind('borrowers')} label={p('edit.borrowers')}>
            {(['Anyone', 'Attendees', 'Inside'] as const).map((name) => (
              <option key={name} value={name}>
                {p(`borrowers.${name}`)}
              </option>
            ))}
          </Select>
        )}
        {!ofEvent && perPerson}
        <TextField {...bind('length')} label={p('edit.length')} inputMode="numeric" />
        <Select {...bind('unit')} label={p('edit.unit')}>
          <option value="hours">{p('edit.hours')}</option>
          <option value="days">{p('edit.days')}</option>
        </Select>
        <TextField
          {...bind('extensions')}
          label={p('edit.extensions')}
          hint={p('edit.extensionsHint')}
          inputMode="numeric"
        />
        {ofEvent && perPerson}
        <TextField
          {...bind('deposit')}
          label={p('edit.deposit')}
          hint={p('edit.depositHint')}
          optional={optional}
          inputMode="decimal"
          autoComplete="off"
        />
      </div>
      <TextArea
        {...bind('terms')}
        label={p('edit.terms')}
        hint={p('edit.termsHint')}
        optional={optional}
        maxLength={TERMS_MAX_CHARS}
      />
      <Card className="flex flex-col gap-3 p-5">
        {(['selfService', 'selfReturn', 'approval', 'reservable'] as const).map((name) => (
          <Switch
            key={name}
            label={p(`edit.${name}`)}
            checked={form[name]}
            onChange={(on) => onChange({ ...form, [name]: on })}
          />
        ))}
      </Card>
    </>
  );
}
