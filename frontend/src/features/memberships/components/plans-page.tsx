import type { MembershipPlan } from '@qikcard/contracts';
import { Plus } from 'lucide-react';
import { Link } from 'react-router';
import { ButtonLink } from '../../../components/ui/button.tsx';
import { Card } from '../../../components/ui/card.tsx';
import { DataList } from '../../../components/ui/data-list.tsx';
import { EmptyState } from '../../../components/ui/empty-state.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { Page } from '../../../components/ui/page.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { useText } from '../../../lib/text.tsx';
import { useMembershipsText } from '../../../locales/memberships.ts';
import { usePlans } from '../api/memberships.ts';
import { planDates } from './plan-dates.ts';

/** The season passes of an organizer. */
export function PlansPage() {
  const t = useText();
  const m = useMembershipsText();
  const plans = usePlans();
  const create = (
    <ButtonLink to="/organizer/memberships/new" icon={Plus}>
      {m('create')}
    </ButtonLink>
  );
  const name = (plan: MembershipPlan) => (
    <>
      <Link
        to={`/organizer/memberships/${plan.id}`}
        className="rounded-sm font-semibold text-base hover:underline"
      >
        {plan.name}
      </Link>
      <span className="block text-muted">{planDates(plan, t.locale)}</span>
    </>
  );
  const opened = ({ events }: MembershipPlan) =>
    events.length === 0 ? m('eventsAll') : m.count('events', events.length);
  return (
    <Page
      title={m('title')}
      lead={m('lead')}
      back={{ to: '/organizer', label: t('organizer.title') }}
      action={plans.data?.length ? create : undefined}
    >
      {plans.isPending && <SkeletonRows rows={3} className="h-16 rounded-lg" />}
      {plans.isError && <ErrorPanel error={plans.error} onRetry={() => plans.refetch()} />}
      {plans.data?.length === 0 && (
        <EmptyState drawing="tickets" title={m('noneTitle')} action={create}>
          {m('none')}
        </EmptyState>
      )}
      {plans.data && plans.data.length > 0 && (
        <Card className="overflow-hidden">
          <DataList
            caption={m('title')}
            rows={plans.data}
            rowKey={(plan) => String(plan.id)}
            columns={[
              { key: 'name', title: m('name'), cell: name },
              { key: 'opens', title: m('opens'), numeric: true, cell: opened },
            ]}
          />
        </Card>
      )}
    </Page>
  );
}
