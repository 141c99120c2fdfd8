import type { EventView, Membership } from '@qikcard/contracts';
import { ButtonLink } from '../../../components/ui/button.tsx';
import { Card } from '../../../components/ui/card.tsx';
import { EmptyState } from '../../../components/ui/empty-state.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { Page } from '../../../components/ui/page.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { StatusPill } from '../../../components/ui/status-pill.tsx';
import { useText } from '../../../lib/text.tsx';
import { dateTime, toMs } from '../../../lib/time.ts';
import { useMembershipsText } from '../../../locales/memberships.ts';
import { useRegistrations } from '../../events/api/registrations.ts';
import { useMyMemberships } from '../../events/api/sheet.ts';
import { useOpened } from '../api/memberships.ts';
import { planDates } from './plan-dates.ts';

/** The season passes of a person, and where they open doors. */
export function MyMembershipsPage() {
  const t = useText();
  const m = useMembershipsText();
  const mine = useMyMemberships();
  return (
    <Page
      title={m('mine')}
      lead={m('mineLead')}
      back={{ to: '/pass', label: t('pass.title') }}
      width="narrow"
    >
      {mine.isPending && <SkeletonRows rows={2} className="h-32 rounded-lg" />}
      {mine.isError && <ErrorPanel error={mine.error} onRetry={() => mine.refetch()} />}
      {mine.data?.length === 0 && (
        <EmptyState drawing="tickets" title={m('mineNoneTitle')}>
          {m('mineNone')}
        </EmptyState>
      )}
      {mine.data?.map((each) => (
        <SeasonPass key={String(each.id)} membership={each} />
      ))}
    </Page>
  );
}

function SeasonPass({ membership }: { membership: Membership }) {
  const t = useText();
  const m = useMembershipsText();
  const { plan, withdrawn } = membership;
  const over = toMs(plan.valid_until_ns) <= Date.now();
  return (
    <Card className="overflow-hidden">
      <header className="flex flex-wrap items-center gap-3 border-line border-b bg-accent-tint px-5 py-4">
        <div className="min-w-0 flex-1">
          <h2 className="font-semibold text-lg">{plan.name}</h2>
          <p className="text-muted text-sm">{planDates(plan, t.locale)}</p>
        </div>
        {withdrawn && <StatusPill status="refused">{m('withdrawn')}</StatusPill>}
        {!withdrawn && over && <StatusPill status="neutral">{m('over')}</StatusPill>}
      </header>
      {!withdrawn && !over && <Opened membership={membership} />}
    </Card>
  );
}

function Opened({ membership }: { membership: Membership }) {
  const m = useMembershipsText();
  const opened = useOpened(membership.id);
  const registrations = useRegistrations();
  const going = new Set(registrations.data?.filter((r) => !r.revoked).map((r) => r.event_id));
  if (opened.isPending) return <SkeletonRows rows={2} className="m-5 h-12 rounded-md" />;
  if (opened.isError) return <ErrorPanel error={opened.error} onRetry={() => opened.refetch()} />;
  if (opened.data.length === 0) {
    return <p className="p-5 text-muted text-sm">{m('mineEventsNone')}</p>;
  }
  return (
    <ul aria-label={m('mineEvents')}>
      {opened.data.map((event) => (
        <OpenedEvent key={String(event.id)} event={event} going={going.has(event.id)} />
      ))}
    </ul>
  );
}

function OpenedEvent({ event, going }: { event: EventView; going: boolean }) {
  const t = useText();
  const m = useMembershipsText();
  return (
    <li className="flex flex-wrap items-center gap-4 border-line border-b px-5 py-3 last:border-b-0">
      <div className="min-w-0 flex-1 basis-44">
        <p className="font-medium">{event.name}</p>
        <p className="text-muted text-sm">
          {dateTime(event.starts_at_ns, { locale: t.locale, zone: event.time_zone })}
        </p>
      </div>
      {going && <StatusPill status="admitted">{m('going')}</StatusPill>}
      <ButtonLink
        to={`/events/${event.id}`}
        look="secondary"
        aria-label={`${going ? t('event.title') : m('use')}: ${event.name}`}
      >
        {going ? t('event.title') : m('use')}
      </ButtonLink>
    </li>
  );
}
