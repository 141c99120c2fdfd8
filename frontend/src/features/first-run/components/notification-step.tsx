import { Button } from '../../../components/ui/button.tsx';
import { Card } from '../../../components/ui/card.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { areaErrorText } from '../../../lib/area-error.ts';
import { useText } from '../../../lib/text.tsx';
import { usePeopleText } from '../../../locales/people.ts';
import { usePreferences } from '../../inbox/api/inbox.ts';
import { KindSwitches } from '../../inbox/components/kind-switches.tsx';
import { PushCard } from '../../push/components/push-card.tsx';
import { useAdvance } from '../api/steps.ts';
import { useFirstRunText } from '../api/text.ts';
import { StepFrame } from './step-frame.tsx';

/** Which news reach this person; each switch has effect at once, so leaving here loses nothing. */
export function NotificationStep() {
  const t = useText();
  const p = usePeopleText();
  const f = useFirstRunText();
  const preferences = usePreferences();
  const advance = useAdvance();
  return (
    <StepFrame
      title={f('notifications.title')}
      lead={f('notifications.lead')}
      actions={
        <>
          {advance.isError && <Notice tone="problem">{areaErrorText(advance.error, t, p)}</Notice>}
          <Button
            size="lg"
            wide
            busy={advance.isPending}
            onClick={() => advance.mutate({ Finished: null })}
          >
            {f('notifications.done')}
          </Button>
        </>
      }
    >
      {preferences.isPending && <SkeletonRows rows={1} className="h-60 rounded-lg" />}
      {preferences.isError && !preferences.data && (
        <ErrorPanel error={preferences.error} onRetry={() => void preferences.refetch()} />
      )}
      {preferences.data && (
        <Card className="flex flex-col gap-3 p-5">
          <KindSwitches wanted={preferences.data.inbox} />
        </Card>
      )}
      <PushCard />
    </StepFrame>
  );
}
