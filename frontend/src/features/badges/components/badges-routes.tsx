import type { ComponentType } from 'react';
import { Navigate, Route, Routes } from 'react-router';
import { RequireSession } from '../../session/components/require-session.tsx';
import { BadgePage } from './badge-page.tsx';
import { DesignPage } from './design-page.tsx';
import { MarketPage } from './market-page.tsx';
import { RewardsPage } from './rewards-page.tsx';
import { WallPage } from './wall-page.tsx';

const personal = (Page: ComponentType) => (
  <RequireSession>
    <Page />
  </RequireSession>
);

/** Everything below /badges; the market and single badges are open to visitors. */
export function BadgesRoutes() {
  return (
    <Routes>
      <Route index element={personal(WallPage)} />
      <Route path="rewards" element={personal(RewardsPage)} />
      <Route path="market" element={<MarketPage />} />
      <Route path="design/:eventId" element={personal(DesignPage)} />
      <Route path=":badgeId" element={<BadgePage />} />
      <Route path="*" element={<Navigate to="/badges" replace />} />
    </Routes>
  );
}
