import type { EventView, Registration } from '@qikcard/contracts';
import { fromOpt } from '@qikcard/contracts';
import { useRef, useState } from 'react';
import { Avatar } from '../../../components/ui/avatar.tsx';
import { Button } from '../../../components/ui/button.tsx';
import { Card, Section } from '../../../components/ui/card.tsx';
import { type Column, DataList } from '../../../components/ui/data-list.tsx';
import { EmptyState } from '../../../components/ui/empty-state.tsx';
import { controlClass } from '../../../components/ui/field.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { StatusPill } from '../../../components/ui/status-pill.tsx';
import { type Text, useText } from '../../../lib/text.tsx';
import { clock } from '../../../lib/time.ts';
import { byMovement, lastMovedNs } from '../api/attendance.ts';

type Props = {
  event: EventView;
  /** Absent while loading. */
  guests: Registration[] | undefined;
  more?: { busy: boolean; load(): void };
};

/** Guests, the one who moved last on top; a row that has just moved glows. */
export function GuestList({ event, guests, more }: Props) {
  const t = useText();
  const [wanted, setWanted] = useState('');
  const isFresh = useFreshness(guests);
  const search = wanted.trim().toLocaleLowerCase(t.language);
  const shown = (guests ?? [])
    .filter(({ display_name }) => display_name.toLocaleLowerCase(t.language).includes(search))
    .sort(byMovement);
  return (
    <Section
      title={t('live.guests')}
      action={
        guests && guests.length > 0 ? (
          <input
            type="search"
            aria-label={t('live.search')}
            placeholder={t('live.search')}
            value={wanted}
            onChange={(event) => setWanted(event.target.value)}
            className={`${controlClass} min-h-11 sm:w-56`}
          />
        ) : undefined
      }
    >
      {!guests && <SkeletonRows rows={5} className="h-14 rounded-md" />}
      {guests?.length === 0 && (
        <Card>
          <EmptyState drawing="guests" title={t('live.noGuestsTitle')}>
            {t('live.noGuests')}
          </EmptyState>
        </Card>
      )}
      {guests && guests.length > 0 && (
        <Card className="overflow-hidden">
          <DataList
            caption={t('live.guests')}
            columns={columns(t, event.time_zone)}
            rows={shown}
            rowKey={(guest) => `${guest.id}/${lastMovedNs(guest)}`}
            isFresh={isFresh}
          />
          {shown.length === 0 && <p className="px-5 py-6 text-muted">{t('live.notFound')}</p>}
        </Card>
      )}
      {more && (
        <Button look="secondary" busy={more.busy} onClick={more.load}>
          {t('action.more')}
        </Button>
      )}
    </Section>
  );
}

function columns(t: Text, zone: string): Column<Registration>[] {
  const at = { locale: t.locale, zone };
  return [
    {
      key: 'name',
      title: t('live.guest'),
      cell: (guest) => (
        <span className="flex items-center gap-3 font-medium">
          <Avatar name={guest.display_name} size="sm" />
          <span>
            {guest.display_name}
            {lastMovedNs(guest) > 0n && (
              <span className="tabular block font-normal text-muted text-xs md:hidden">
                {clock(lastMovedNs(guest), at)}
              </span>
            )}
          </span>
        </span>
      ),
    },
    { key: 'status', title: t('organizer.status'), cell: (guest) => <GuestStatus guest={guest} /> },
    {
      key: 'time',
      title: t('live.time', { zone }),
      numeric: true,
      wideOnly: true,
      cell: (guest) => {
        const moved = lastMovedNs(guest);
        return moved === 0n ? <span className="text-muted">–</span> : clock(moved, at);
      },
    },
  ];
}

function GuestStatus({ guest }: { guest: Registration }) {
  const t = useText();
  if (guest.revoked) return <StatusPill status="refused">{t('guest.revoked')}</StatusPill>;
  if (guest.inside) return <StatusPill status="admitted">{t('guest.inside')}</StatusPill>;
  if (fromOpt(guest.checked_out_at_ns) !== undefined)
    return <StatusPill status="left">{t('guest.left')}</StatusPill>;
  return <StatusPill status="neutral">{t('guest.expected')}</StatusPill>;
}

/** Whether a guest has moved since this list was first shown: those rows glow as they appear. */
function useFreshness(guests: Registration[] | undefined): (guest: Registration) => boolean {
  const known = useRef<Map<bigint, bigint>>(undefined);
  if (guests && !known.current) {
    known.current = new Map(guests.map((guest) => [guest.id, lastMovedNs(guest)]));
  }
  return (guest) => {
    const moved = lastMovedNs(guest);
    return moved > 0n && known.current?.get(guest.id) !== moved;
  };
}
