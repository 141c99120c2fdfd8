import {
  Bell,
  CircleUserRound,
  House,
  LayoutDashboard,
  type LucideIcon,
  Package,
  QrCode,
  ShieldCheck,
  Users,
} from 'lucide-react';
import { Link, NavLink } from 'react-router';
import { Avatar } from '../components/ui/avatar.tsx';
import { useOwnProfile } from '../features/profile/api/profile.ts';
import { useEventRole, useMe, usePlatformRole } from '../features/session/api/me.ts';
import { useSession } from '../features/session/api/session.tsx';
import { cx } from '../lib/class-names.ts';
import { useText } from '../lib/text.tsx';

type Place = { to: string; label: string; icon: LucideIcon };

/** Where this person can go; a place that is not there for them is not shown. */
function usePlaces(): Place[] {
  const t = useText();
  const { status } = useSession();
  const helps = useEventRole();
  const organizes = usePlatformRole('organizer', 'admin') || helps;
  const administers = usePlatformRole('admin');
  return [
    { to: '/', label: t('nav.home'), icon: House },
    ...(status === 'in'
      ? [
          { to: '/pass', label: t('nav.pass'), icon: QrCode },
          { to: '/things', label: t('nav.things'), icon: Package },
          { to: '/people', label: t('nav.people'), icon: Users },
        ]
      : []),
    ...(organizes ? [{ to: '/organizer', label: t('nav.organizer'), icon: LayoutDashboard }] : []),
    ...(administers ? [{ to: '/admin', label: t('nav.admin'), icon: ShieldCheck }] : []),
  ];
}

export function Wordmark() {
  return (
    <span className="inline-flex items-center gap-2.5 font-semibold text-lg tracking-[-0.03em]">
      <img src="/icon.svg" alt="" width={28} height={28} />
      QikCard
    </span>
  );
}

/** Navigation beside the page, from tablets up. */
export function SideRail() {
  const t = useText();
  const places = usePlaces();
  const { status } = useSession();
  const me = useMe();
  const name = me.data?.user?.display_name;
  return (
    <aside className="sticky top-0 hidden h-dvh w-60 shrink-0 flex-col border-line border-e px-4 py-6 md:flex">
      <Link to="/" className="mb-8 self-start rounded-sm px-2" aria-label="QikCard">
        <Wordmark />
      </Link>
      <nav aria-label={t('nav.label')} className="flex flex-1 flex-col gap-1">
        {places.map(({ to, label, icon: Icon }) => (
          <NavLink key={to} to={to} end={to === '/'} className={railLink}>
            <Icon aria-hidden size={20} strokeWidth={1.9} />
            {label}
          </NavLink>
        ))}
        {status === 'in' && (
          <NavLink to="/inbox" className={railLink}>
            <Bell aria-hidden size={20} strokeWidth={1.9} />
            <span className="flex-1">{t('nav.inbox')}</span>
            <UnreadCount />
          </NavLink>
        )}
        <NavLink to="/account" className={(state) => cx('mt-auto', railLink(state))}>
          {name ? (
            <Avatar name={name} size="sm" />
          ) : (
            <CircleUserRound aria-hidden size={20} strokeWidth={1.9} />
          )}
          <span className="truncate">{name ?? t('nav.account')}</span>
        </NavLink>
      </nav>
    </aside>
  );
}

const MOST_SHOWN = 99;

/** How many notifications nobody has read yet; nothing when there is none. */
function UnreadCount({ className }: { className?: string }) {
  const t = useText();
  const unread = useOwnProfile().data?.unread ?? 0;
  if (unread === 0) return null;
  return (
    <span
      className={cx(
        'tabular grid h-5 min-w-5 place-items-center rounded-full bg-accent px-1.5 font-semibold text-on-accent text-xs',
        className,
      )}
    >
      <span aria-hidden>{unread > MOST_SHOWN ? `${MOST_SHOWN}+` : unread}</span>
      <span className="sr-only">{t.count('nav.unread', unread)}</span>
    </span>
  );
}

function railLink({ isActive }: { isActive: boolean }): string {
  return cx(
    'flex min-h-11 items-center gap-3 rounded-md px-3 font-medium text-sm transition-colors',
    isActive ? 'bg-sunken text-ink' : 'text-muted hover:bg-sunken hover:text-ink',
  );
}

/** Navigation under the thumb, on phones. */
export function BottomBar() {
  const t = useText();
  const places = [
    ...usePlaces(),
    { to: '/account', label: t('nav.account'), icon: CircleUserRound },
  ];
  return (
    <nav
      aria-label={t('nav.label')}
      className="pad-safe-bottom fixed inset-x-0 bottom-0 z-30 flex border-line border-t bg-surface md:hidden"
    >
      {places.map(({ to, label, icon: Icon }) => (
        <NavLink
          key={to}
          to={to}
          end={to === '/'}
          className={({ isActive }) =>
            cx(
              'flex min-h-16 flex-1 flex-col items-center justify-center gap-1 font-medium text-xs focus-visible:outline-offset-[-2px]',
              isActive ? 'text-accent-text' : 'text-muted',
            )
          }
        >
          <span className="relative">
            <Icon aria-hidden size={22} strokeWidth={1.9} />
            {to === '/account' && <UnreadCount className="absolute start-3 -top-2" />}
          </span>
          {label}
        </NavLink>
      ))}
    </nav>
  );
}
