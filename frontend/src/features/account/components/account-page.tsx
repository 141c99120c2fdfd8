import { NAME_MAX_CHARS } from '@qikcard/contracts';
import { Copy, LogOut, MonitorSmartphone } from 'lucide-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import { Avatar } from '../../../components/ui/avatar.tsx';
import { Button, ButtonLink } from '../../../components/ui/button.tsx';
import { Card, Section } from '../../../components/ui/card.tsx';
import { IconButton } from '../../../components/ui/icon-button.tsx';
import { LanguageMenu } from '../../../components/ui/language-menu.tsx';
import { Page } from '../../../components/ui/page.tsx';
import { TextField } from '../../../components/ui/text-field.tsx';
import { ThemeMenu } from '../../../components/ui/theme-menu.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { errorText } from '../../../lib/error-text.ts';
import { useText } from '../../../lib/text.tsx';
import { useMe, useRegister } from '../../session/api/me.ts';
import { useSession } from '../../session/api/session.tsx';
import { SignInButton } from '../../session/components/sign-in-button.tsx';
import { AccountLinks } from './account-links.tsx';

/** Who I am here, and how the app looks and speaks. */
export function AccountPage() {
  const t = useText();
  const { status } = useSession();
  return (
    <Page title={t('account.title')} width="narrow">
      {status === 'in' ? <Account /> : status !== 'starting' && <SignedOut />}
      {status === 'in' && <AccountLinks />}
      <Section title={t('settings.title')}>
        <Card className="px-5">
          <Setting label={t('settings.language')}>
            <LanguageMenu />
          </Setting>
          <Setting label={t('settings.theme')}>
            <ThemeMenu />
          </Setting>
        </Card>
      </Section>
    </Page>
  );
}

function Setting({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex items-center justify-between gap-4 border-line border-b py-3 last:border-b-0">
      <span className="font-medium text-sm">{label}</span>
      {children}
    </div>
  );
}

function SignedOut() {
  const t = useText();
  const { status } = useSession();
  return (
    <Card className="flex flex-wrap items-center justify-between gap-4 p-5">
      <p className="max-w-sm text-muted">
        {t(status === 'expired' ? 'session.expired' : 'session.required')}
      </p>
      <SignInButton />
    </Card>
  );
}

function Account() {
  const t = useText();
  const me = useMe();
  const { signOut, expiresAtMs, principal = '' } = useSession();
  const name = me.data?.user?.display_name ?? '';
  const ends = new Intl.DateTimeFormat(t.locale, {
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(Math.min(expiresAtMs ?? 0, 8.64e15));
  return (
    <Card className="flex flex-col gap-6 p-5 md:p-6">
      <div className="flex items-center gap-4">
        <Avatar name={name} size="lg" />
        <div className="min-w-0">
          <p className="truncate font-semibold text-xl">{name}</p>
          <p className="text-muted text-sm">{t('account.sessionEnds', { time: ends })}</p>
        </div>
      </div>
      {me.data?.user && <NameForm key={name} name={name} />}
      <PrincipalRow principal={principal} />
      <div className="flex flex-wrap gap-3">
        <ButtonLink to="/account/sessions" look="secondary" icon={MonitorSmartphone}>
          {t('account.sessions')}
        </ButtonLink>
        <Button look="secondary" icon={LogOut} onClick={() => void signOut()}>
          {t('session.signOut')}
        </Button>
      </div>
    </Card>
  );
}

function NameForm({ name }: { name: string }) {
  const t = useText();
  const say = useToast();
  const register = useRegister();
  const [value, setValue] = useState(name);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (value.trim() === '') return;
    register.mutate(value.trim(), { onSuccess: () => say(t('account.nameSaved')) });
  };
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-3">
      <TextField
        label={t('account.name')}
        hint={t('account.nameHint')}
        error={
          value.trim() === ''
            ? t('account.nameMissing')
            : register.isError
              ? errorText(register.error, t)
              : undefined
        }
        value={value}
        onChange={(event) => setValue(event.target.value)}
        maxLength={NAME_MAX_CHARS}
        autoComplete="name"
      />
      {value.trim() !== name && (
        <Button type="submit" busy={register.isPending} className="self-start">
          {t('action.save')}
        </Button>
      )}
    </form>
  );
}

function PrincipalRow({ principal }: { principal: string }) {
  const t = useText();
  const say = useToast();
  const copy = () =>
    navigator.clipboard.writeText(principal).then(
      () => say(t('account.copied')),
      () => say(t('error.unexpected'), 'problem'),
    );
  return (
    <div className="flex items-center gap-2">
      <div className="min-w-0 flex-1">
        <p className="font-medium text-sm">{t('account.principal')}</p>
        <p className="truncate font-mono text-muted text-sm">{principal}</p>
      </div>
      <IconButton icon={Copy} label={t('account.copy')} onClick={copy} />
    </div>
  );
}
