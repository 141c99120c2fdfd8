import type { Application, EventSheet } from '@qikcard/contracts';
import type { ReactNode } from 'react';
import { Avatar } from '../../../components/ui/avatar.tsx';
import { Button } from '../../../components/ui/button.tsx';
import { Card, Section } from '../../../components/ui/card.tsx';
import { EmptyState } from '../../../components/ui/empty-state.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { areaErrorText } from '../../../lib/area-error.ts';
import { useText } from '../../../lib/text.tsx';
import { dateTime } from '../../../lib/time.ts';
import { useEventsText } from '../../../locales/events.ts';
import { useApplications, useDecide } from '../api/event-people.ts';

/** Who asks to come, and who waits for a place. */
export function QueuePanel({ sheet }: { sheet: EventSheet }) {
  const t = useText();
  const e = useEventsText();
  const { event } = sheet;
  const undecided = useApplications(event.id, false);
  const waiting = useApplications(event.id, true);
  const decide = useDecide(event.id);
  const error = undecided.error ?? waiting.error;
  if (error) return <ErrorPanel error={error} onRetry={() => undecided.refetch()} />;
  if (!undecided.data || !waiting.data)
    return <SkeletonRows rows={3} className="h-16 rounded-md" />;
  if (undecided.data.length + waiting.data.length === 0) {
    return (
      <Card>
        <EmptyState drawing="guests" title={e('queue.noneTitle')}>
          {e('queue.none')}
        </EmptyState>
      </Card>
    );
  }
  return (
    <div className="flex flex-col gap-8">
      {decide.isError && <Notice tone="problem">{areaErrorText(decide.error, t, e)}</Notice>}
      <Line title={e('queue.undecided')} list={undecided} sheet={sheet}>
        {(application) => (
          <Decision
            name={application.display_name}
            busy={decide.isPending}
            onDecide={(approve) => decide.mutate({ application_id: application.id, approve })}
          />
        )}
      </Line>
      <Line title={e('queue.waiting')} list={waiting} sheet={sheet} />
    </div>
  );
}

type LineProps = {
  title: string;
  list: ReturnType<typeof useApplications>;
  sheet: EventSheet;
  children?: (application: Application) => ReactNode;
};

function Line({ title, list, sheet, children }: LineProps) {
  const t = useText();
  const e = useEventsText();
  const rows = list.data ?? [];
  if (rows.length === 0) return null;
  const at = { locale: t.locale, zone: sheet.event.time_zone };
  const types = new Map(sheet.ticket_types.map(({ number, name }) => [number, name]));
  const said = ({ state, applied_at_ns }: Application) =>
    'Offered' in state
      ? e('queue.offered', { time: dateTime(state.Offered.until_ns, at) })
      : e('queue.since', { time: dateTime(applied_at_ns, at) });
  return (
    <Section title={`${title} (${rows.length}${list.hasNextPage ? '+' : ''})`}>
      <Card>
        <ul>
          {rows.map((row) => (
            <li
              key={String(row.id)}
              className="flex flex-wrap items-center gap-4 border-line border-b px-5 py-3 last:border-b-0"
            >
              <Avatar name={row.display_name} size="sm" />
              <div className="min-w-0 flex-1 basis-40">
                <p className="truncate font-medium">{row.display_name}</p>
                <p className="text-muted text-sm">
                  {[types.get(row.ticket_type), said(row)].filter(Boolean).join(' · ')}
                </p>
              </div>
              {sheet.runs && children?.(row)}
            </li>
          ))}
        </ul>
      </Card>
      {list.hasNextPage && (
        <Button
          look="secondary"
          busy={list.isFetchingNextPage}
          onClick={() => list.fetchNextPage()}
        >
          {t('action.more')}
        </Button>
      )}
    </Section>
  );
}

type DecisionProps = { name: string; busy: boolean; onDecide(approve: boolean): void };

function Decision({ name, busy, onDecide }: DecisionProps) {
  const e = useEventsText();
  return (
    <div className="flex gap-2">
      <Button aria-label={e('queue.approve', { name })} busy={busy} onClick={() => onDecide(true)}>
        {e('queue.approveShort')}
      </Button>
      <Button
        look="danger"
        aria-label={e('queue.decline', { name })}
        busy={busy}
        onClick={() => onDecide(false)}
      >
        {e('queue.declineShort')}
      </Button>
    </div>
  );
}
