import type { ReactNode } from 'react';
import { ButtonLink } from '../../../components/ui/button.tsx';
import { EmptyState } from '../../../components/ui/empty-state.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { useText } from '../../../lib/text.tsx';
import { useEventRole, useMe, usePlatformRole } from '../api/me.ts';

/** Keeps pages for organizers from everyone else, with a sentence instead of an empty page. */
export function RequireOrganizer({ children }: { children: ReactNode }) {
  const t = useText();
  const me = useMe();
  const organizes = usePlatformRole('organizer', 'admin');
  const helps = useEventRole();
  const allowed = organizes || helps;
  if (allowed) return children;
  if (me.isPending) {
    return (
      <div className="mx-auto w-full max-w-6xl px-5 py-12 md:px-10">
        <SkeletonRows />
      </div>
    );
  }
  if (me.isError) return <ErrorPanel error={me.error} onRetry={() => me.refetch()} />;
  return (
    <div className="grid min-h-[70dvh] place-items-center">
      <EmptyState
        page
        drawing="lock"
        title={t('organizer.forbiddenTitle')}
        action={
          <ButtonLink to="/" look="secondary">
            {t('nav.home')}
          </ButtonLink>
        }
      >
        {t('organizer.forbidden')}
      </EmptyState>
    </div>
  );
}
