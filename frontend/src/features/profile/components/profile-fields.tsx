import { BIO_MAX_CHARS } from '@qikcard/contracts';
import { Card, Section } from '../../../components/ui/card.tsx';
import { Select } from '../../../components/ui/select.tsx';
import { Switch } from '../../../components/ui/switch.tsx';
import { TextArea } from '../../../components/ui/text-field.tsx';
import { useText } from '../../../lib/text.tsx';
import { themes } from '../../../lib/theme.ts';
import { usePeopleText } from '../../../locales/people.ts';
import { LinksField } from './links-field.tsx';
import { type AudienceName, audiences, type ProfileForm, privacyFields } from './profile-form.ts';

type Props = { form: ProfileForm; checked: boolean; onChange(part: Partial<ProfileForm>): void };

/** What people write about themselves, and for whom. */
export function ProfileFields({ form, checked, onChange }: Props) {
  const t = useText();
  const p = usePeopleText();
  const length = [...form.bio].length;
  return (
    <>
      <Card className="flex flex-col gap-6 p-5 md:p-6">
        <TextArea
          label={p('field.bio')}
          optional={`${length}/${BIO_MAX_CHARS}`}
          value={form.bio}
          error={length > BIO_MAX_CHARS ? p('profile.tooLong', { max: BIO_MAX_CHARS }) : undefined}
          onChange={(event) => onChange({ bio: event.target.value })}
        />
        <LinksField
          links={form.links}
          checked={checked}
          onChange={(links) => onChange({ links })}
        />
        <Select
          label={p('profile.look')}
          value={form.theme}
          onChange={({ target }) => {
            const theme = themes.find((name) => name === target.value);
            if (theme) onChange({ theme });
          }}
        >
          {themes.map((theme) => (
            <option key={theme} value={theme}>
              {t(`theme.${theme}`)}
            </option>
          ))}
        </Select>
      </Card>
      <Section title={p('person.privacy')}>
        <Card className="flex flex-col gap-5 p-5 md:p-6">
          <div className="grid gap-5 sm:grid-cols-2">
            {privacyFields.map((field) => (
              <AudienceSelect
                key={field}
                label={p(`field.${field}`)}
                value={form.privacy[field]}
                onChange={(name) => onChange({ privacy: { ...form.privacy, [field]: name } })}
              />
            ))}
          </div>
          <Switch
            label={p('profile.suggestMe')}
            checked={form.suggestMe}
            onChange={(suggestMe) => onChange({ suggestMe })}
          />
        </Card>
      </Section>
    </>
  );
}

type AudienceProps = { label: string; value: AudienceName; onChange(name: AudienceName): void };

/** Who may see one thing. */
export function AudienceSelect({ label, value, onChange }: AudienceProps) {
  const p = usePeopleText();
  return (
    <Select
      label={label}
      value={value}
      onChange={({ target }) => {
        const name = audiences.find((each) => each === target.value);
        if (name) onChange(name);
      }}
    >
      {audiences.map((name) => (
        <option key={name} value={name}>
          {p(`audience.${name}`)}
        </option>
      ))}
    </Select>
  );
}
