import { History, Tickets } from 'lucide-react';
import { ButtonLink } from '../../../components/ui/button.tsx';
import { EmptyState } from '../../../components/ui/empty-state.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { Page } from '../../../components/ui/page.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { useText } from '../../../lib/text.tsx';
import { useEventsText } from '../../../locales/events.ts';
import { useMembershipsText } from '../../../locales/memberships.ts';
import { useMyEvents } from '../../events/api/registrations.ts';
import { useMyMemberships } from '../../events/api/sheet.ts';
import { MyEventRow } from '../../events/components/my-events.tsx';

/** Every pass this person holds, soonest first. */
export function PassesPage() {
  const t = useText();
  const e = useEventsText();
  const m = useMembershipsText();
  const { mine, isPending, error, refetch } = useMyEvents();
  const hasMembership = (useMyMemberships().data?.length ?? 0) > 0;
  return (
    <Page
      title={t('pass.title')}
      lead={t('pass.lead')}
      width="narrow"
      action={
        <div className="flex flex-wrap gap-3">
          {hasMembership && (
            <ButtonLink to="/memberships" look="secondary" icon={Tickets}>
              {m('mine')}
            </ButtonLink>
          )}
          <ButtonLink to="/history" look="quiet" icon={History}>
            {e('history.title')}
          </ButtonLink>
        </div>
      }
    >
      {isPending && <SkeletonRows />}
      {!isPending && error !== undefined && <ErrorPanel error={error} onRetry={refetch} />}
      {!isPending && error === undefined && mine.length === 0 && (
        <EmptyState
          drawing="tickets"
          title={t('pass.noneTitle')}
          action={<ButtonLink to="/">{t('pass.find')}</ButtonLink>}
        >
          {t('pass.none')}
        </EmptyState>
      )}
      <ul className="flex flex-col gap-3">
        {mine.map((each) => (
          <li key={String(each.registration.id)}>
            <MyEventRow {...each} />
          </li>
        ))}
      </ul>
    </Page>
  );
}
