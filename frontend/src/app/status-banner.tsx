import { useLocation } from 'react-router';
import { Notice } from '../components/ui/notice.tsx';
import { useSession } from '../features/session/api/session.tsx';
import { SignInButton } from '../features/session/components/sign-in-button.tsx';
import { useOnline } from '../lib/online.ts';
import { useText } from '../lib/text.tsx';

/** Pages that are about a session ask for one themselves. */
const asksItself = /^\/(pass|organizer|account|admin)\b/;

/** What stands between this person and the network, above every page. */
export function StatusBanner() {
  const t = useText();
  const online = useOnline();
  const { status } = useSession();
  const { pathname } = useLocation();
  if (!online) {
    return (
      <div className="px-5 pt-4 md:px-10">
        <Notice tone="offline">{t('state.offline')}</Notice>
      </div>
    );
  }
  if (status !== 'expired' || asksItself.test(pathname)) return null;
  return (
    <div className="px-5 pt-4 md:px-10">
      <Notice tone="waiting" action={<SignInButton look="secondary" />}>
        {t('session.expired')}
      </Notice>
    </div>
  );
}
