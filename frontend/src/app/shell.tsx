import { lazy, Suspense, useEffect, useRef } from 'react';
import { Outlet, useLocation } from 'react-router';
import { SkeletonRows } from '../components/ui/skeleton.tsx';
import { type Stage, useStage } from '../features/first-run/api/stage.ts';
import { useOwnTheme } from '../features/profile/api/own-theme.ts';
import { useOwnProfile } from '../features/profile/api/profile.ts';
import { cx } from '../lib/class-names.ts';
import { useText } from '../lib/text.tsx';
import { useTitleCount } from '../lib/title.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { BottomBar, SideRail } from './navigation.tsx';
import { StatusBanner } from './status-banner.tsx';

const FirstRun = lazy(async () => ({
  default: (await import('../features/first-run/components/first-run.tsx')).FirstRun,
}));

/** The frame of every page; `bare` leaves the screen to the page. */
export function Shell({ bare = false }: { bare?: boolean }) {
  const t = useText();
  const main = useRef<HTMLElement>(null);
  useFreshPages(main);
  useOwnTheme();
  useTitleCount(useOwnProfile().data?.unread ?? 0);
  const next = useStage();
  // The page that the consent step refers to can be read before agreeing.
  const stage = useLocation().pathname === '/privacy' && next !== 'name' ? undefined : next;
  const isNew = stage !== undefined;
  if (bare && !isNew) return <Content />;
  return (
    <div className="md:flex">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:fixed focus:start-4 focus:top-4 focus:z-50 focus:rounded-md focus:bg-surface focus:px-4 focus:py-3"
      >
        {t('nav.skip')}
      </a>
      {!isNew && <SideRail />}
      <div className={cx('flex min-h-dvh min-w-0 flex-1 flex-col', !isNew && 'pb-20 md:pb-0')}>
        <StatusBanner />
        <main id="main" ref={main} tabIndex={-1} className="flex-1 outline-none">
          <Content stage={stage} />
        </main>
      </div>
      {!isNew && <BottomBar />}
    </div>
  );
}

function Content({ stage }: { stage?: Stage }) {
  return (
    <ErrorBoundary path={useLocation().pathname}>
      <Suspense
        fallback={
          <div className="mx-auto w-full max-w-6xl px-5 py-12 md:px-10">
            <SkeletonRows />
          </div>
        }
      >
        {stage ? <FirstRun stage={stage} /> : <Outlet />}
      </Suspense>
    </ErrorBoundary>
  );
}

/** A new page begins at its top, and screen readers begin there too; the first one as it comes. */
function useFreshPages(main: React.RefObject<HTMLElement | null>): void {
  const { pathname } = useLocation();
  const first = useRef(pathname);
  useEffect(() => {
    if (first.current === pathname) return;
    first.current = '';
    window.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [pathname, main]);
}
