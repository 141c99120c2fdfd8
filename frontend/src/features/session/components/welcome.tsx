import { NAME_MAX_CHARS } from '@qikcard/contracts';
import { type FormEvent, useState } from 'react';
import { Avatar } from '../../../components/ui/avatar.tsx';
import { Button } from '../../../components/ui/button.tsx';
import { TextField } from '../../../components/ui/text-field.tsx';
import { errorText } from '../../../lib/error-text.ts';
import { useText } from '../../../lib/text.tsx';
import { useTitle } from '../../../lib/title.ts';
import { useRegister } from '../api/me.ts';

/** The first minute: one question, the name that staff will see. */
export function Welcome() {
  const t = useText();
  useTitle(t('welcome.title'));
  const [name, setName] = useState('');
  const [touched, setTouched] = useState(false);
  const register = useRegister();
  const missing = touched && name.trim() === '' ? t('welcome.nameMissing') : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTouched(true);
    if (name.trim() !== '') register.mutate(name.trim());
  };
  return (
    <form
      onSubmit={submit}
      noValidate
      className="mx-auto flex min-h-[80dvh] w-full max-w-md flex-col justify-center gap-8 px-5 py-10"
    >
      <Avatar name={name} size="lg" />
      <div className="flex flex-col gap-2">
        <h1 className="font-semibold text-3xl">{t('welcome.title')}</h1>
        <p className="text-muted">{t('welcome.lead')}</p>
      </div>
      <TextField
        label={t('welcome.name')}
        hint={t('welcome.nameHint')}
        error={missing ?? (register.isError ? errorText(register.error, t) : undefined)}
        value={name}
        onChange={(event) => setName(event.target.value)}
        autoComplete="name"
        maxLength={NAME_MAX_CHARS}
        autoFocus
      />
      <Button type="submit" size="lg" busy={register.isPending} wide>
        {t('action.continue')}
      </Button>
    </form>
  );
}
