import { fromOpt, type OwnProfile } from '@qikcard/contracts';
import { type FormEvent, useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Card } from '../../../components/ui/card.tsx';
import { TextField } from '../../../components/ui/text-field.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { areaErrorText } from '../../../lib/area-error.ts';
import { useText } from '../../../lib/text.tsx';
import { toMs } from '../../../lib/time.ts';
import { type PeopleText, usePeopleText } from '../../../locales/people.ts';
import { useSetUsername } from '../api/profile.ts';
import { type Availability, isUsername, useAvailability } from '../api/username.ts';

/** Taking or changing a username: its rules before, whether it is free while typing. */
export function UsernameForm({ own }: { own: OwnProfile }) {
  const t = useText();
  const p = usePeopleText();
  const say = useToast();
  const save = useSetUsername();
  const current = fromOpt(own.profile.username) ?? '';
  const [value, setValue] = useState(current);
  const name = value.trim().replace(/^@/, '').toLowerCase();
  const isNew = name !== '' && name !== current;
  const valid = isUsername(name);
  const availability = useAvailability(name, isNew && valid);
  const from = fromOpt(own.username_changes_from_ns);
  const locked = from !== undefined && toMs(from) > Date.now();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isNew || !valid || save.isPending) return;
    save.mutate(name, { onSuccess: () => say(p('username.saved', { name })) });
  };
  const error = save.isError
    ? areaErrorText(save.error, t, p)
    : isNew && !valid
      ? p('username.invalid')
      : availability === 'taken'
        ? p('username.taken', { name })
        : undefined;
  const date = new Intl.DateTimeFormat(t.locale, { dateStyle: 'long' });
  return (
    <Card className="p-5 md:p-6">
      <form onSubmit={submit} noValidate className="flex flex-col gap-4">
        <TextField
          label={p('username.label')}
          hint={
            locked && from !== undefined
              ? p('username.locked', { date: date.format(toMs(from)) })
              : hintFor(availability, name, p)
          }
          error={error}
          value={value}
          disabled={locked}
          onChange={(event) => {
            save.reset();
            setValue(event.target.value);
          }}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={40}
        />
        {isNew && valid && availability !== 'taken' && (
          <Button type="submit" busy={save.isPending} className="self-start">
            {p('username.save')}
          </Button>
        )}
      </form>
    </Card>
  );
}

function hintFor(availability: Availability, name: string, p: PeopleText): string {
  if (availability === 'checking') return p('username.checking');
  return availability === 'free' ? p('username.free', { name }) : p('username.rules');
}
