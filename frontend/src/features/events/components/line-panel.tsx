import type { Application, EventView } from '@qikcard/contracts';
import { Button } from '../../../components/ui/button.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { areaErrorText } from '../../../lib/area-error.ts';
import { useText } from '../../../lib/text.tsx';
import { dateTime } from '../../../lib/time.ts';
import { useEventsText } from '../../../locales/events.ts';
import { useAcceptOffer, useLeaveLine } from '../api/sheet.ts';
import { Panel } from './join-panel.tsx';

type Props = { application: Application; event: EventView };

/** Where somebody stands who has no place yet. */
export function LinePanel({ application, event }: Props) {
  const t = useText();
  const e = useEventsText();
  const accept = useAcceptOffer();
  const leave = useLeaveLine();
  const { state, ahead, id } = application;
  const at = { locale: t.locale, zone: event.time_zone };
  const problem = accept.error ?? leave.error;
  const shown = problem && <Notice tone="problem">{areaErrorText(problem, t, e)}</Notice>;
  const away = (
    <Button look="secondary" busy={leave.isPending} onClick={() => leave.mutate(id)}>
      {e('wait.leave')}
    </Button>
  );
  if ('Declined' in state)
    return <Panel title={e('wait.declinedTitle')} text={e('wait.declined')} />;
  if ('Applied' in state) {
    return (
      <Panel title={e('wait.appliedTitle')} text={e('wait.applied')}>
        {shown}
        {away}
      </Panel>
    );
  }
  if ('Offered' in state) {
    const time = dateTime(state.Offered.until_ns, at);
    return (
      <Panel title={e('wait.offeredTitle')} text={e('wait.offered', { time })}>
        {shown}
        <Button size="lg" busy={accept.isPending} onClick={() => accept.mutate(id)}>
          {e('wait.accept')}
        </Button>
        {away}
      </Panel>
    );
  }
  const place = ahead === 0 ? e('wait.first') : e.count('wait.ahead', ahead);
  return (
    <Panel title={e('wait.waitingTitle')} text={place}>
      {shown}
      {away}
    </Panel>
  );
}
