import type { EventView } from '@qikcard/contracts';
import { MonitorDot } from 'lucide-react';
import { useNavigate, useParams } from 'react-router';
import { ButtonLink } from '../../../components/ui/button.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { Page } from '../../../components/ui/page.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { Tabs } from '../../../components/ui/tabs.tsx';
import { useDoorsText } from '../../../locales/doors.ts';
import { useGateText } from '../../../locales/gate.ts';
import { readId, useEvent } from '../../events/api/events.ts';
import { PolicyPanel } from '../../gate/components/policy-panel.tsx';
import { usePlan } from '../api/doors.ts';
import { ConflictsPanel } from './conflicts-panel.tsx';
import { EverybodyOutPanel } from './everybody-out-panel.tsx';
import { FleetPanel } from './fleet-panel.tsx';
import { PlanEditor } from './plan-editor.tsx';
import { TestBench } from './test-bench.tsx';

/** Everything about the doors of an event: where, who, when, with which readers. */
export function DoorsPage() {
  const t = useDoorsText();
  const event = useEvent(readId(useParams()['eventId']) ?? 0n);
  if (event.data) return <Loaded event={event.data} />;
  return (
    <Page title={t('title')}>
      {event.isPending && <SkeletonRows rows={3} className="h-32 rounded-lg" />}
      {event.isError && <ErrorPanel error={event.error} onRetry={() => event.refetch()} />}
    </Page>
  );
}

function Loaded({ event }: { event: EventView }) {
  const t = useDoorsText();
  const g = useGateText();
  const navigate = useNavigate();
  const { part = 'plan' } = useParams();
  const plan = usePlan(event.id);
  const base = `/organizer/events/${event.id}`;
  return (
    <Page
      title={t('title')}
      back={{ to: base, label: event.name }}
      action={
        <ButtonLink to={`${base}/board`} look="secondary" icon={MonitorDot}>
          {t('board')}
        </ButtonLink>
      }
    >
      {plan.isPending && <SkeletonRows rows={3} className="h-32 rounded-lg" />}
      {plan.isError && <ErrorPanel error={plan.error} onRetry={() => plan.refetch()} />}
      {plan.data && (
        <Tabs
          label={t('title')}
          value={part}
          onChange={(next) => navigate(`${base}/doors/${next}`, { replace: true })}
          tabs={[
            {
              value: 'plan',
              label: t('plan'),
              content: <PlanEditor key={plan.data.version} event={event} plan={plan.data} />,
            },
            {
              value: 'bench',
              label: t('bench'),
              content: <TestBench event={event} plan={plan.data} />,
            },
            {
              value: 'readers',
              label: t('readers'),
              content: <FleetPanel event={event} plan={plan.data} />,
            },
            {
              value: 'out',
              label: t('everybodyOut'),
              content: <EverybodyOutPanel event={event} />,
            },
            {
              value: 'conflicts',
              label: t('conflicts'),
              content: <ConflictsPanel event={event} />,
            },
            { value: 'passes', label: g('policy'), content: <PolicyPanel event={event} /> },
          ]}
        />
      )}
    </Page>
  );
}
