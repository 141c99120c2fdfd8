import type { EventView } from '@qikcard/contracts';
import { Button, ButtonLink } from '../../../components/ui/button.tsx';
import { Section } from '../../../components/ui/card.tsx';
import { EmptyState } from '../../../components/ui/empty-state.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { Page } from '../../../components/ui/page.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { useText } from '../../../lib/text.tsx';
import { toMs } from '../../../lib/time.ts';
import { useMe } from '../../session/api/me.ts';
import { useSession } from '../../session/api/session.tsx';
import { SignInButton } from '../../session/components/sign-in-button.tsx';
import { useEvents } from '../api/events.ts';
import { useRegistrations } from '../api/registrations.ts';
import { EventCard } from './event-card.tsx';
import { MyEvents } from './my-events.tsx';

/** Home: what I am going to, and what there is to join. */
export function HomePage() {
  const t = useText();
  const { status } = useSession();
  const me = useMe();
  const name = me.data?.user?.display_name.split(' ')[0];
  return (
    <Page title={name ? t('home.hello', { name }) : t('home.title')} lead={t('home.lead')}>
      {status === 'out' && <Invitation />}
      {status === 'in' && <MyEvents />}
      <Discover />
    </Page>
  );
}

function Invitation() {
  const t = useText();
  return (
    <div className="flex flex-wrap items-center justify-between gap-5 rounded-lg bg-accent-tint p-6 md:p-8">
      <div className="max-w-lg">
        <h2 className="font-semibold text-xl">{t('home.inviteTitle')}</h2>
        <p className="mt-1 text-muted">{t('home.invite')}</p>
      </div>
      <SignInButton size="lg" />
    </div>
  );
}

function Discover() {
  const t = useText();
  const events = useEvents();
  const registrations = useRegistrations();
  const going = new Set(registrations.data?.filter((r) => !r.revoked).map((r) => r.event_id));
  const open = events.data?.filter(isOpen) ?? [];
  return (
    <Section
      title={t('home.discover')}
      action={
        <span className="flex flex-wrap gap-2">
          <ButtonLink look="quiet" to="/claim">
            {t('home.code')}
          </ButtonLink>
          <ButtonLink look="secondary" to="/discover">
            {t('home.all')}
          </ButtonLink>
        </span>
      }
    >
      {events.isPending && <SkeletonRows rows={3} className="h-56 rounded-lg" />}
      {events.isError && <ErrorPanel error={events.error} onRetry={() => events.refetch()} />}
      {events.isSuccess && open.length === 0 && (
        <EmptyState
          drawing="tickets"
          title={t('home.noneTitle')}
          action={
            <Button look="secondary" onClick={() => events.refetch()}>
              {t('action.lookAgain')}
            </Button>
          }
        >
          {t('home.none')}
        </EmptyState>
      )}
      <ul className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
        {open.map((event) => (
          <li key={String(event.id)} className="grid">
            <EventCard event={event} to={`/events/${event.id}`} going={going.has(event.id)} />
          </li>
        ))}
      </ul>
      {events.hasNextPage && (
        <Button
          look="secondary"
          busy={events.isFetchingNextPage}
          onClick={() => events.fetchNextPage()}
        >
          {t('action.more')}
        </Button>
      )}
    </Section>
  );
}

const isOpen = (event: EventView): boolean =>
  'Published' in event.status && toMs(event.ends_at_ns) > Date.now();
