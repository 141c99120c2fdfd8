import { NAME_MAX_CHARS } from '@qikcard/contracts';
import { type FormEvent, useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { TextField } from '../../../components/ui/text-field.tsx';
import { areaErrorText } from '../../../lib/area-error.ts';
import { useText } from '../../../lib/text.tsx';
import { usePeopleText } from '../../../locales/people.ts';
import { useUsernameCheck } from '../../profile/components/username-check.ts';
import { useMe } from '../../session/api/me.ts';
import { useSession } from '../../session/api/session.tsx';
import { isUsernameProblem, useTakeNames } from '../api/steps.ts';
import { useFirstRunText } from '../api/text.ts';
import { StepFrame } from './step-frame.tsx';

/** The name that staff read, and the one by which people find each other, which may come later. */
export function NameStep() {
  const t = useText();
  const p = usePeopleText();
  const f = useFirstRunText();
  const { signOut } = useSession();
  const take = useTakeNames();
  const known = useMe().data?.user?.display_name ?? '';
  const [displayName, setDisplayName] = useState(known);
  const [username, setUsername] = useState('');
  const [touched, setTouched] = useState(false);
  const { name, isNew, valid, isTaken, problem, hint } = useUsernameCheck(username);
  const missing = displayName.trim() === '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTouched(true);
    if (missing || take.isPending || (isNew && (!valid || isTaken))) return;
    take.mutate({ displayName: displayName.trim(), username: name });
  };
  const failed = take.isError ? areaErrorText(take.error, t, p) : undefined;
  const aboutUsername = isUsernameProblem(take.error);
  return (
    <form onSubmit={submit} noValidate className="flex flex-1 flex-col gap-8 md:flex-none">
      <StepFrame
        title={f('name.title')}
        lead={f('name.lead')}
        actions={
          <>
            {take.isPending && (
              <p role="status" className="text-center text-muted text-sm">
                {f('name.preparing')}
              </p>
            )}
            <Button type="submit" size="lg" busy={take.isPending} wide>
              {t('action.continue')}
            </Button>
            <Button look="quiet" wide onClick={() => void signOut()}>
              {t('session.signOut')}
            </Button>
          </>
        }
      >
        <div className="flex flex-col gap-6">
          <TextField
            label={t('account.name')}
            hint={t('account.nameHint')}
            error={touched && missing ? t('account.nameMissing') : undefined}
            value={displayName}
            onChange={(event) => setDisplayName(event.target.value)}
            autoComplete="name"
            maxLength={NAME_MAX_CHARS}
          />
          <TextField
            label={p('username.label')}
            optional={t('field.optional')}
            hint={username === '' ? f('name.usernameHint') : hint}
            error={aboutUsername ? failed : problem}
            value={username}
            onChange={(event) => {
              take.reset();
              setUsername(event.target.value);
            }}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={40}
          />
          {failed && !aboutUsername && <Notice tone="problem">{failed}</Notice>}
        </div>
      </StepFrame>
    </form>
  );
}
