import {
  ArrowRightLeft,
  Award,
  Bell,
  ChevronRight,
  Coins,
  IdCard,
  type LucideIcon,
  ShieldCheck,
  Store,
  Wallet,
} from 'lucide-react';
import { Link } from 'react-router';
import { Card } from '../../../components/ui/card.tsx';
import { useText } from '../../../lib/text.tsx';
import { useBadgesText } from '../../../locales/badges.ts';
import { useWalletText } from '../../../locales/wallet.ts';
import { useOwnProfile } from '../../profile/api/profile.ts';

/** The ways from here to what is only mine. */
export function AccountLinks() {
  const t = useText();
  const b = useBadgesText();
  const w = useWalletText();
  const unread = useOwnProfile().data?.unread ?? 0;
  return (
    <Card>
      <nav aria-label={t('account.title')}>
        <Way to="/profile" label={t('nav.profile')} icon={IdCard} />
        <Way
          to="/inbox"
          label={t('nav.inbox')}
          icon={Bell}
          note={unread > 0 ? t.count('nav.unread', unread) : undefined}
        />
        <Way to="/wallet" label={w('title')} icon={Wallet} />
        <Way to="/badges" label={b('title')} icon={Award} />
        <Way to="/badges/rewards" label={b('rewards')} icon={Coins} />
        <Way to="/badges/market" label={b('market')} icon={Store} />
        <Way to="/privacy" label={t('nav.privacy')} icon={ShieldCheck} />
        <Way to="/account/transfers" label={t('account.transfers')} icon={ArrowRightLeft} />
      </nav>
    </Card>
  );
}

type WayProps = { to: string; label: string; icon: LucideIcon; note?: string };

function Way({ to, label, icon: Icon, note }: WayProps) {
  return (
    <Link
      to={to}
      className="flex min-h-14 items-center gap-3 border-line border-b px-5 font-medium text-sm transition-colors last:border-b-0 hover:bg-sunken focus-visible:outline-offset-[-2px]"
    >
      <Icon aria-hidden size={20} strokeWidth={1.9} className="text-muted" />
      <span className="flex-1">{label}</span>
      {note && <span className="tabular text-accent-text">{note}</span>}
      <ChevronRight aria-hidden size={18} className="text-muted rtl:rotate-180" />
    </Link>
  );
}
