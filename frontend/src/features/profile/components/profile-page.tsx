import type { OwnProfile } from '@qikcard/contracts';
import { Eye } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Button, ButtonLink } from '../../../components/ui/button.tsx';
import { Section } from '../../../components/ui/card.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { Page } from '../../../components/ui/page.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { areaErrorText } from '../../../lib/area-error.ts';
import { useText } from '../../../lib/text.tsx';
import { themePreference } from '../../../lib/theme.ts';
import { usePeopleText } from '../../../locales/people.ts';
import { PrivateDetails } from '../../private-details/components/private-details.tsx';
import { useOwnProfile, useUpdateProfile } from '../api/profile.ts';
import { AvatarField } from './avatar-field.tsx';
import { personPath } from './person-name.ts';
import { ProfileFace } from './profile-face.tsx';
import { AudienceSelect, ProfileFields } from './profile-fields.tsx';
import { type AudienceName, isComplete, previewOf, toEdit, toForm } from './profile-form.ts';
import { UsernameForm } from './username-form.tsx';

/** My profile, edited beside what others will see of it. */
export function ProfilePage() {
  const t = useText();
  const p = usePeopleText();
  const own = useOwnProfile();
  return (
    <Page
      title={p('profile.title')}
      lead={p('profile.lead')}
      back={{ to: '/account', label: t('nav.account') }}
      action={
        own.data && (
          <ButtonLink look="secondary" icon={Eye} to={personPath(own.data.profile)}>
            {p('profile.view')}
          </ButtonLink>
        )
      }
    >
      {own.isPending && <SkeletonRows className="h-40 rounded-lg" />}
      {own.isError && !own.data && (
        <ErrorPanel error={own.error} onRetry={() => void own.refetch()} />
      )}
      {own.data && <Editor own={own.data} />}
    </Page>
  );
}

function Editor({ own }: { own: OwnProfile }) {
  const t = useText();
  const p = usePeopleText();
  const say = useToast();
  const save = useUpdateProfile();
  const [form, setForm] = useState(() => toForm(own));
  const [checked, setChecked] = useState(false);
  const [viewer, setViewer] = useState<AudienceName>('Public');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (!isComplete(form)) return;
    save.mutate(toEdit(form), {
      onSuccess: () => {
        themePreference.set(form.theme);
        say(p('profile.saved'));
      },
    });
  };
  return (
    <div className="grid items-start gap-8 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <div className="flex flex-col gap-6">
        <UsernameForm key={own.profile.username[0]} own={own} />
        <AvatarField view={own.profile} />
        <form onSubmit={submit} noValidate className="flex flex-col gap-6">
          <ProfileFields
            form={form}
            checked={checked}
            onChange={(part) => setForm((before) => ({ ...before, ...part }))}
          />
          {save.isError && <Notice tone="problem">{areaErrorText(save.error, t, p)}</Notice>}
          <Button type="submit" size="lg" busy={save.isPending} className="self-start">
            {t('action.save')}
          </Button>
        </form>
      </div>
      <div className="lg:sticky lg:top-8">
        <Section title={p('profile.preview')}>
          <AudienceSelect label={p('profile.seenBy')} value={viewer} onChange={setViewer} />
          <ProfileFace view={previewOf(own.profile, form, viewer)} />
        </Section>
      </div>
      <PrivateDetails />
    </div>
  );
}
