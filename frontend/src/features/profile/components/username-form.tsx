import { fromOpt, type OwnProfile } from '@qikcard/contracts';
import { type FormEvent, useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Card } from '../../../components/ui/card.tsx';
import { TextField } from '../../../components/ui/text-field.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { areaErrorText } from '../../../lib/area-error.ts';
import { useText } from '../../../lib/text.tsx';
import { toMs } from '../../../lib/time.ts';
import { usePeopleText } from '../../../locales/people.ts';
import { useSetUsername } from '../api/profile.ts';
import { useUsernameCheck } from './username-check.ts';

/** Taking or changing a username: its rules before, whether it is free while typing. */
export function UsernameForm({ own }: { own: OwnProfile }) {
  const t = useText();
  const p = usePeopleText();
  const say = useToast();
  const save = useSetUsername();
  const current = fromOpt(own.profile.username) ?? '';
  const [value, setValue] = useState(current);
  const { name, isNew, valid, isTaken, problem, hint } = useUsernameCheck(value, current);
  const from = fromOpt(own.username_changes_from_ns);
  const locked = from !== undefined && toMs(from) > Date.now();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isNew || !valid || save.isPending) return;
    save.mutate(name, { onSuccess: () => say(p('username.saved', { name })) });
  };
  const error = save.isError ? areaErrorText(save.error, t, p) : problem;
  const date = new Intl.DateTimeFormat(t.locale, { dateStyle: 'long' });
  return (
    <Card className="p-5 md:p-6">
      <form onSubmit={submit} noValidate className="flex flex-col gap-4">
        <TextField
          label={p('username.label')}
          hint={
            locked && from !== undefined
              ? p('username.locked', { date: date.format(toMs(from)) })
              : hint
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
        {isNew && valid && !isTaken && (
          <Button type="submit" busy={save.isPending} className="self-start">
            {p('username.save')}
          </Button>
        )}
      </form>
    </Card>
  );
}
