import { Card, Section } from '../../../components/ui/card.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { usePeopleText } from '../../../locales/people.ts';
import { PushCard } from '../../push/components/push-card.tsx';
import { usePreferences } from '../api/inbox.ts';
import { KindSwitches } from './kind-switches.tsx';

/** Which kinds of news are kept; each with effect at once. */
export function InboxPreferences() {
  const p = usePeopleText();
  const preferences = usePreferences();
  return (
    <Section title={p('inbox.preferences')}>
      {preferences.isPending && <SkeletonRows rows={1} className="h-60 rounded-lg" />}
      {preferences.isError && (
        <ErrorPanel error={preferences.error} onRetry={() => void preferences.refetch()} />
      )}
      {preferences.data && (
        <Card className="flex flex-col gap-3 p-5">
          <p className="text-muted text-sm">{p('inbox.preferencesHint')}</p>
          <KindSwitches wanted={preferences.data.inbox} />
        </Card>
      )}
      <PushCard />
    </Section>
  );
}
