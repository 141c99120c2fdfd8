import { fromOpt, type Notification } from '@qikcard/contracts';
import {
  Award,
  Bell,
  CalendarCheck,
  CalendarClock,
  CalendarX,
  Clock,
  Coins,
  DoorOpen,
  Hourglass,
  type LucideIcon,
  Package,
  PackageCheck,
  PackageX,
  ThumbsUp,
  TriangleAlert,
  UserCheck,
  UserPlus,
} from 'lucide-react';
import { Link } from 'react-router';
import { cx } from '../../../lib/class-names.ts';
import { localZone } from '../../../lib/local-zone.ts';
import { useText } from '../../../lib/text.tsx';
import { dateTime } from '../../../lib/time.ts';
import { usePeopleText } from '../../../locales/people.ts';
import { usePerson } from '../../profile/api/profile.ts';
import { personPath } from '../../profile/components/person-name.ts';
import { useNewsText } from './use-news-text.ts';

const icons: Record<string, LucideIcon> = {
  ConnectionRequested: UserPlus,
  ConnectionAccepted: UserCheck,
  Endorsed: ThumbsUp,
  CheckedIn: DoorOpen,
  AchievementReceived: Award,
  PlaceGiven: CalendarCheck,
  PlaceOffered: Hourglass,
  OfferLapsed: CalendarX,
  ApplicationApproved: CalendarCheck,
  ApplicationDeclined: CalendarX,
  EventCancelled: CalendarX,
  EventChanged: CalendarClock,
  PlaceReceived: CalendarCheck,
  PlaceRevoked: CalendarX,
  EventReminder: CalendarClock,
  LoanDueSoon: Clock,
  LoanOverdue: TriangleAlert,
  LoanReturned: PackageCheck,
  LoanRequested: Package,
  LoanApproved: PackageCheck,
  LoanDeclined: PackageX,
  DamageReported: TriangleAlert,
  ReservationReady: Package,
  ReservationLapsed: PackageX,
  ReservationCancelled: PackageX,
};
type Props = { notification: Notification; onOpen(): void };

/** One thing that happened, and the way to where it happened; going there marks it as read. */
export function NotificationRow({ notification, onOpen }: Props) {
  const t = useText();
  const p = usePeopleText();
  const kind = Object.keys(fromOpt(notification.kind) ?? {})[0] ?? 'other';
  const principal = fromOpt(notification.person);
  const person = usePerson(principal?.toText() ?? '').data;
  const isDeposit = fromOpt(notification.amount_e8s) !== undefined;
  const Icon = isDeposit ? Coins : (icons[kind] ?? Bell);
  const eventId = fromOpt(notification.event_id);
  const thingId = fromOpt(notification.resource_id);
  const text = useNewsText(notification, kind, person);
  const to =
    kind === 'ConnectionRequested'
      ? '/people?view=requests'
      : principal
        ? personPath(person ?? { principal, username: [] })
        : thingId !== undefined
          ? `/things/${thingId}`
          : eventId !== undefined
            ? `/events/${eventId}`
            : notification.detail === 'pass'
              ? '/memberships'
              : '/profile';
  return (
    <li className="border-line border-b last:border-b-0">
      <Link
        to={to}
        onClick={onOpen}
        className="flex min-h-16 items-center gap-4 px-5 py-3 transition-colors hover:bg-sunken focus-visible:outline-offset-[-2px]"
      >
        <span className="grid size-10 shrink-0 place-items-center rounded-full bg-accent-tint text-accent-text">
          <Icon aria-hidden size={20} strokeWidth={1.9} />
        </span>
        <span className="min-w-0 flex-1">
          <span className={cx('block text-sm', !notification.read && 'font-semibold')}>{text}</span>
          <span className="block text-muted text-sm">
            {dateTime(notification.at_ns, { locale: t.locale, zone: localZone() })}
          </span>
        </span>
        {!notification.read && (
          <span className="size-2.5 shrink-0 rounded-full bg-accent">
            <span className="sr-only">{p('inbox.unreadMark')}</span>
          </span>
        )}
      </Link>
    </li>
  );
}
