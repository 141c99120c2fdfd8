import { notificationKinds } from '@qikcard/contracts';
import { Card, Section } from '../../../components/ui/card.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { Switch } from '../../../components/ui/switch.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { areaErrorText } from '../../../lib/area-error.ts';
import { useText } from '../../../lib/text.tsx';
import { usePeopleText } from '../../../locales/people.ts';
import { PushCard } from '../../push/components/push-card.tsx';
import { has, usePreferences, useSetPreference } from '../api/inbox.ts';

/** Which kinds of news are kept; each with effect at once. */
export function InboxPreferences() {
  const t = useText();
  const p = usePeopleText();
  const say = useToast();
  const preferences = usePreferences();
  const change = useSetPreference();
  return (
    <Section title={p('inbox.preferences')}>
      {preferences.isPending && <SkeletonRows rows={1} className="h-60 rounded-lg" />}
      {preferences.isError && (
        <ErrorPanel error={preferences.error} onRetry={() => void preferences.refetch()} />
      )}
      {preferences.data && (
        <Card className="flex flex-col gap-3 p-5">
          <p className="text-muted text-sm">{p('inbox.preferencesHint')}</p>
          {notificationKinds.map((name) => (
            <Switch
              key={name}
              label={p(`kind.${name}`)}
              checked={has(preferences.data.inbox, name)}
              disabled={change.isPending}
              onChange={(on) =>
                change.mutate(
                  { name, on },
                  { onError: (error) => say(areaErrorText(error, t, p), 'problem') },
                )
              }
            />
          ))}
        </Card>
      )}
      <PushCard />
    </Section>
  );
}
