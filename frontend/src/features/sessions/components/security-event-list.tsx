import type { SecurityEvent } from '@qikcard/contracts';
import { Button } from '../../../components/ui/button.tsx';
import { Card } from '../../../components/ui/card.tsx';
import { EmptyState } from '../../../components/ui/empty-state.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { localZone } from '../../../lib/local-zone.ts';
import { useText } from '../../../lib/text.tsx';
import { dateTime } from '../../../lib/time.ts';
import { useSession } from '../../session/api/session.tsx';
import { eventDetail } from '../api/event-detail.ts';
import { useSecurityEvents } from '../api/security-events.ts';
import { useSessionsText } from '../api/text.ts';

type Props = {
  whose: 'own' | 'all';
  /** Names a principal for people; its beginning otherwise. */
  nameOf?(principal: string): string | undefined;
};

/** What happened to accounts, newest first. */
export function SecurityEventList({ whose, nameOf }: Props) {
  const t = useText();
  const own = useSessionsText();
  const events = useSecurityEvents(whose);
  if (events.isPending) return <SkeletonRows rows={3} className="h-14 rounded-lg" />;
  if (events.isError && !events.data) {
    return <ErrorPanel error={events.error} onRetry={() => events.refetch()} />;
  }
  if (events.data.length === 0) {
    return (
      <Card>
        <EmptyState drawing="lock" title={own('eventsNoneTitle')}>
          {own('eventsNone')}
        </EmptyState>
      </Card>
    );
  }
  return (
    <>
      <Card>
        <ul>
          {events.data.map((event) => (
            <EventRow key={String(event.index)} event={event} whose={whose} nameOf={nameOf} />
          ))}
        </ul>
      </Card>
      {events.hasNextPage && (
        <Button
          look="secondary"
          busy={events.isFetchingNextPage}
          onClick={() => events.fetchNextPage()}
        >
          {t('action.more')}
        </Button>
      )}
    </>
  );
}

function EventRow({ event, whose, nameOf }: Props & { event: SecurityEvent }) {
  const t = useText();
  const own = useSessionsText();
  const { principal: me } = useSession();
  const key = `event.${event.kind}`;
  const person = event.principal.toText();
  const by = event.by.toText();
  const shown = (principal: string) => nameOf?.(principal) ?? `${principal.slice(0, 11)}…`;
  const about = whose === 'all' ? shown(person) : undefined;
  const byOther = by !== person && by !== me ? own('byOther', { who: shown(by) }) : undefined;
  const notes = [about, eventDetail(event.detail, own), byOther].filter(Boolean).join(' · ');
  return (
    <li className="flex flex-wrap items-baseline justify-between gap-x-4 border-line border-b px-5 py-3.5 text-sm last:border-b-0">
      <div className="min-w-0 flex-1 basis-56">
        <p className="font-medium">{own.has(key) ? own(key) : event.kind}</p>
        {notes && <p className="break-words text-muted">{notes}</p>}
      </div>
      <time
        dateTime={new Date(Number(event.at_ns / 1_000_000n)).toISOString()}
        className="tabular text-muted"
      >
        {dateTime(event.at_ns, { locale: t.locale, zone: localZone() })}
      </time>
    </li>
  );
}
