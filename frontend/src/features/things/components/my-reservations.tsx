import type { Reservation } from '@qikcard/contracts';
import { Link } from 'react-router';
import { Button } from '../../../components/ui/button.tsx';
import { Card } from '../../../components/ui/card.tsx';
import { EmptyState } from '../../../components/ui/empty-state.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { type Status, StatusPill } from '../../../components/ui/status-pill.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { useText } from '../../../lib/text.tsx';
import { dateTimeRange } from '../../../lib/time.ts';
import { useThingsText } from '../../../locales/things.ts';
import { useCancelReservation, useMyReservations } from '../api/care.ts';
import { useThing } from '../api/things.ts';
import { useZone } from '../api/zone.ts';
import { thingsError } from './things-error.ts';

const looks: Record<string, Status> = {
  Active: 'accent',
  Converted: 'admitted',
  Cancelled: 'draft',
  Expired: 'left',
};

/** What I have reserved, newest first. */
export function MyReservations() {
  const p = useThingsText();
  const reservations = useMyReservations();
  if (reservations.isPending) return <SkeletonRows rows={2} />;
  if (reservations.isError) {
    return <ErrorPanel error={reservations.error} onRetry={() => reservations.refetch()} />;
  }
  if (reservations.data.length === 0) {
    return (
      <Card>
        <EmptyState drawing="shelf" title={p('mine.reservationsNone')} />
      </Card>
    );
  }
  return (
    <Card>
      <ul>
        {reservations.data.map((each) => (
          <ReservationRow key={String(each.id)} reservation={each} />
        ))}
      </ul>
    </Card>
  );
}

/** A reservation with its time; whoever may end it can. */
export function ReservationRow({
  reservation,
  onHandOver,
}: {
  reservation: Reservation;
  onHandOver?: () => void;
}) {
  const t = useText();
  const p = useThingsText();
  const at = useZone(useThing(reservation.resource_id).data?.owner);
  const say = useToast();
  const cancel = useCancelReservation();
  const state = Object.keys(reservation.state)[0] as 'Active';
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-3 border-line border-b p-5 last:border-b-0">
      <div className="flex min-w-0 flex-1 basis-56 flex-col gap-1.5">
        <Link
          to={`/things/${reservation.resource_id}`}
          className="break-words rounded-sm font-semibold hover:underline"
        >
          {reservation.resource_name}
        </Link>
        <p className="text-muted text-sm">
          {reservation.holder_name && `${reservation.holder_name} · `}
          {dateTimeRange(reservation.from_ns, reservation.until_ns, at)}
        </p>
        <span>
          <StatusPill status={looks[state] ?? 'neutral'}>{p(`reserved.${state}`)}</StatusPill>
        </span>
      </div>
      {state === 'Active' && onHandOver && (
        <Button onClick={onHandOver}>{p('desk.handOver')}</Button>
      )}
      {state === 'Active' && (
        <Button
          look="danger"
          busy={cancel.isPending}
          aria-label={p('action.cancelReservationNamed', { name: reservation.resource_name })}
          onClick={() =>
            cancel.mutate(reservation.id, {
              onError: (error) => say(thingsError(error, t, p, at)),
            })
          }
        >
          {p('action.cancelReservation')}
        </Button>
      )}
    </li>
  );
}
