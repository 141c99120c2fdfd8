import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { EmptyState } from '../../../components/ui/empty-state.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { Page } from '../../../components/ui/page.tsx';
import { Select } from '../../../components/ui/select.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { TextField } from '../../../components/ui/text-field.tsx';
import { keepOffline } from '../../../lib/keep-offline.ts';
import { localZone } from '../../../lib/local-zone.ts';
import { useOnline } from '../../../lib/online.ts';
import { useText } from '../../../lib/text.tsx';
import { dateTime, toNs } from '../../../lib/time.ts';
import { useEventsText } from '../../../locales/events.ts';
import { keepDiscovered, keptDiscovered, matching } from '../api/kept-events.ts';
import { useRegistrations } from '../api/registrations.ts';
import { useDiscovery, type Wanted } from '../api/sheet.ts';
import { EventCard } from './event-card.tsx';
import { EventPicture } from './event-picture.tsx';

const MONTHS = 12;
const MINUTE_MS = 60_000;

/** Every public event: by words, by place, and by days. */
export function DiscoverPage() {
  const t = useText();
  const e = useEventsText();
  const [search, setSearch] = useState('');
  const [place, setPlace] = useState('');
  const [when, setWhen] = useState('');
  const { now, soon, months } = useMemo(() => spansFrom(Date.now()), []);
  const wanted = useDeferredValue(search);
  const where = useDeferredValue(place);
  const chosen = [...soon, ...months].find(({ key }) => key === when);
  const span = { fromMs: Math.max(chosen?.from ?? 0, now), untilMs: chosen?.until };
  const asked = { search: wanted.trim(), place: where.trim(), ...span };
  const found = useDiscovery(asked);
  const kept = useKeptEvents(asked, found);
  const cards = kept ? matching(kept.cards, asked) : found.data;
  const registrations = useRegistrations();
  const going = new Set(registrations.data?.filter((r) => !r.revoked).map((r) => r.event_id));
  const name = new Intl.DateTimeFormat(t.locale, { month: 'long', year: 'numeric' });
  return (
    <Page
      title={e('discover.title')}
      lead={e('discover.lead')}
      back={{ to: '/', label: t('nav.home') }}
    >
      <div className="grid grid-cols-2 gap-4 lg:grid-cols-[1fr_16rem_14rem]">
        <div className="max-lg:col-span-2">
          <TextField
            label={e('discover.search')}
            type="search"
            value={search}
            maxLength={60}
            onChange={({ target }) => setSearch(target.value)}
          />
        </div>
        <TextField
          label={e('discover.place')}
          type="search"
          value={place}
          maxLength={60}
          onChange={({ target }) => setPlace(target.value)}
        />
        <Select
          label={e('discover.month')}
          value={when}
          onChange={({ target }) => setWhen(target.value)}
        >
          <option value="">{e('discover.upcoming')}</option>
          {soon.map(({ key }) => (
            <option key={key} value={key}>
              {e(`discover.${key}`)}
            </option>
          ))}
          {months.map(({ key, from }) => (
            <option key={key} value={key}>
              {name.format(from)}
            </option>
          ))}
        </Select>
      </div>
      {kept && (
        <Notice tone="offline">
          {e('discover.kept', {
            time: dateTime(toNs(kept.atMs), { locale: t.locale, zone: localZone() }),
          })}
        </Notice>
      )}
      {!kept && found.isPending && <SkeletonRows rows={3} className="h-56 rounded-lg" />}
      {!kept && found.isError && <ErrorPanel error={found.error} onRetry={() => found.refetch()} />}
      {cards?.length === 0 && (
        <EmptyState drawing="tickets" title={e('discover.noneTitle')}>
          {e('discover.none')}
        </EmptyState>
      )}
      <h2 className="sr-only">{e('discover.title')}</h2>
      <ul className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
        {cards?.map(({ event, image }) => (
          <li key={String(event.id)} className="grid">
            <EventCard
              event={event}
              to={`/events/${event.id}`}
              going={going.has(event.id)}
              art={
                <EventPicture
                  id={event.id}
                  name={event.name}
                  image={image}
                  className="h-28 w-full"
                />
              }
            />
          </li>
        ))}
      </ul>
      {!kept && found.hasNextPage && (
        <Button
          look="secondary"
          busy={found.isFetchingNextPage}
          onClick={() => found.fetchNextPage()}
        >
          {t('action.more')}
        </Button>
      )}
    </Page>
  );
}

/** Keeps what is found, and gives what was kept while there is no network to ask. */
function useKeptEvents({ search, place, untilMs }: Wanted, found: ReturnType<typeof useDiscovery>) {
  const online = useOnline();
  const { data, isError, isPlaceholderData, dataUpdatedAt: atMs } = found;
  const isAll = search === '' && place === '' && untilMs === undefined && !isPlaceholderData;
  useEffect(() => {
    if (data && isAll) keepDiscovered({ atMs, cards: data });
  }, [data, isAll, atMs]);
  useEffect(() => {
    if (online) void keepOffline('discover').catch(() => {});
  }, [online]);
  const isAlone = !online || isError;
  return useMemo(() => (isAlone ? keptDiscovered() : undefined), [isAlone]);
}

/** Spans of days as the reader's calendar has them: soon, this month and the eleven behind it. */
function spansFrom(nowMs: number) {
  const date = new Date(nowMs);
  const [year, month, day] = [date.getFullYear(), date.getMonth(), date.getDate()];
  const midnight = (days: number) => new Date(year, month, day + days).getTime();
  // Sunday is the end of a weekend, not the beginning of one.
  const saturday = date.getDay() === 0 ? -1 : 6 - date.getDay();
  return {
    // To the minute, so that the same question is asked again and answered from memory.
    now: Math.floor(nowMs / MINUTE_MS) * MINUTE_MS,
    soon: [
      { key: 'today', from: midnight(0), until: midnight(1) },
      { key: 'weekend', from: midnight(saturday), until: midnight(saturday + 2) },
      { key: 'week', from: midnight(0), until: midnight(7) },
    ] as const,
    months: Array.from({ length: MONTHS }, (_, i) => ({
      key: `month${i}`,
      from: new Date(year, month + i, 1).getTime(),
      until: new Date(year, month + i + 1, 1).getTime(),
    })),
  };
}
