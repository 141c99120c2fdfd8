import { lazy, Suspense, useEffect, useRef } from 'react';
import { Outlet, useLocation } from 'react-router';
import { SkeletonRows } from '../components/ui/skeleton.tsx';
import { useMe } from '../features/session/api/me.ts';
import { useSession } from '../features/session/api/session.tsx';
import { useText } from '../lib/text.tsx';
import { BottomBar, SideRail } from './navigation.tsx';
import { StatusBanner } from './status-banner.tsx';

const Welcome = lazy(async () => ({
  default: (await import('../features/session/components/welcome.tsx')).Welcome,
}));

/** The frame of every page; `bare` leaves the screen to the page. */
export function Shell({ bare = false }: { bare?: boolean }) {
  const t = useText();
  const main = useRef<HTMLElement>(null);
  useFreshPages(main);
  const { status } = useSession();
  const me = useMe();
  const isNew = status === 'in' && me.isSuccess && !me.data.user;
  if (bare && !isNew) return <Content isNew={false} />;
  return (
    <div className="md:flex">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:fixed focus:start-4 focus:top-4 focus:z-50 focus:rounded-md focus:bg-surface focus:px-4 focus:py-3"
      >
        {t('nav.skip')}
      </a>
      {!isNew && <SideRail />}
      <div className="flex min-h-dvh min-w-0 flex-1 flex-col pb-20 md:pb-0">
        <StatusBanner />
        <main id="main" ref={main} tabIndex={-1} className="flex-1 outline-none">
          <Content isNew={isNew} />
        </main>
      </div>
      {!isNew && <BottomBar />}
    </div>
  );
}

function Content({ isNew }: { isNew: boolean }) {
  return (
    <Suspense
      fallback={
        <div className="mx-auto w-full max-w-6xl px-5 py-12 md:px-10">
          <SkeletonRows />
        </div>
      }
    >
      {isNew ? <Welcome /> : <Outlet />}
    </Suspense>
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
