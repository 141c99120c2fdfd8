import type { ReactNode } from 'react';
import { EmptyState } from '../../../components/ui/empty-state.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { useText } from '../../../lib/text.tsx';
import { useSession } from '../api/session.tsx';
import { SignInButton } from './sign-in-button.tsx';

/** Shows its children to people who are signed in, and to the others how to become one. */
export function RequireSession({ children }: { children: ReactNode }) {
  const t = useText();
  const { status } = useSession();
  if (status === 'in') return children;
  if (status === 'starting') {
    return (
      <div className="mx-auto w-full max-w-2xl px-5 py-12">
        <SkeletonRows rows={2} />
      </div>
    );
  }
  const expired = status === 'expired';
  return (
    <div className="grid min-h-[70dvh] place-items-center">
      <EmptyState
        page
        drawing="key"
        title={t(expired ? 'session.expiredTitle' : 'session.requiredTitle')}
        action={<SignInButton size="lg" />}
      >
        {t(expired ? 'session.expired' : 'session.required')}
      </EmptyState>
    </div>
  );
}
