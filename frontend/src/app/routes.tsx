import { type ComponentType, lazy } from 'react';
import { Route, Routes } from 'react-router';
import { HomePage } from '../features/events/components/home-page.tsx';
import { RequireOrganizer } from '../features/session/components/require-organizer.tsx';
import { RequireSession } from '../features/session/components/require-session.tsx';
import { Shell } from './shell.tsx';

/** A page whose code arrives when somebody goes there. */
function page<M, K extends keyof M>(load: () => Promise<M>, name: K) {
  return lazy(async () => ({ default: (await load())[name] as ComponentType }));
}
const EventPage = page(() => import('../features/events/components/event-page.tsx'), 'EventPage');
const DiscoverPage = page(
  () => import('../features/events/components/discover-page.tsx'),
  'DiscoverPage',
);
const HistoryPage = page(
  () => import('../features/events/components/history-page.tsx'),
  'HistoryPage',
);
const ClaimPage = page(() => import('../features/events/components/claim-page.tsx'), 'ClaimPage');
const EditEventPage = page(
  () => import('../features/organizer/components/edit-event-page.tsx'),
  'EditEventPage',
);
const NotFound = page(() => import('./not-found.tsx'), 'NotFound');
const PassPage = page(() => import('../features/pass/components/pass-page.tsx'), 'PassPage');
const DoorPage = page(() => import('../features/door/components/door-page.tsx'), 'DoorPage');
const PassesPage = page(() => import('../features/pass/components/passes-page.tsx'), 'PassesPage');
const AccountPage = page(
  () => import('../features/account/components/account-page.tsx'),
  'AccountPage',
);
const SessionsPage = page(
  () => import('../features/sessions/components/sessions-page.tsx'),
  'SessionsPage',
);
const TransfersPage = page(
  () => import('../features/transfers/components/transfers-page.tsx'),
  'TransfersPage',
);
const OrganizerHome = page(
  () => import('../features/organizer/components/organizer-home.tsx'),
  'OrganizerHome',
);
const AdminPage = page(() => import('../features/admin/components/admin-page.tsx'), 'AdminPage');
const CreateEventPage = page(
  () => import('../features/organizer/components/create-event-page.tsx'),
  'CreateEventPage',
);
const OrganizerEventPage = page(
  () => import('../features/organizer/components/organizer-event-page.tsx'),
  'OrganizerEventPage',
);

const DoorsPage = page(() => import('../features/doors/components/doors-page.tsx'), 'DoorsPage');
const GatePage = page(() => import('../features/gate/components/gate-page.tsx'), 'GatePage');
const ReceiptPage = page(
  () => import('../features/receipt/components/receipt-page.tsx'),
  'ReceiptPage',
);
const BoardPage = page(() => import('../features/doors/components/board-page.tsx'), 'BoardPage');

const ProfilePage = page(
  () => import('../features/profile/components/profile-page.tsx'),
  'ProfilePage',
);
const PersonPage = page(
  () => import('../features/people/components/person-page.tsx'),
  'PersonPage',
);
const PeoplePage = page(
  () => import('../features/people/components/people-page.tsx'),
  'PeoplePage',
);
const InboxPage = page(() => import('../features/inbox/components/inbox-page.tsx'), 'InboxPage');
const PlansPage = page(
  () => import('../features/memberships/components/plans-page.tsx'),
  'PlansPage',
);
const NewPlanPage = page(
  () => import('../features/memberships/components/plan-page.tsx'),
  'NewPlanPage',
);
const PlanPage = page(() => import('../features/memberships/components/plan-page.tsx'), 'PlanPage');
const MyMembershipsPage = page(
  () => import('../features/memberships/components/my-memberships-page.tsx'),
  'MyMembershipsPage',
);
const PrivacyPage = page(
  () => import('../features/privacy/components/privacy-page.tsx'),
  'PrivacyPage',
);

const ThingsPage = page(
  () => import('../features/things/components/things-page.tsx'),
  'ThingsPage',
);
const ThingPage = page(() => import('../features/things/components/thing-page.tsx'), 'ThingPage');
const ScanPage = page(() => import('../features/things/components/scan-page.tsx'), 'ScanPage');
const LabelPage = page(() => import('../features/things/components/confirm-page.tsx'), 'LabelPage');
const TokenPage = page(() => import('../features/things/components/confirm-page.tsx'), 'TokenPage');
const LendPage = page(() => import('../features/things/components/lend-page.tsx'), 'LendPage');
const DeskPage = page(() => import('../features/things/components/desk-page.tsx'), 'DeskPage');
const LabelsPage = page(
  () => import('../features/things/components/labels-page.tsx'),
  'LabelsPage',
);
const NewThingPage = page(
  () => import('../features/things/components/thing-editor.tsx'),
  'NewThingPage',
);
const EditThingPage = page(
  () => import('../features/things/components/thing-editor.tsx'),
  'EditThingPage',
);

const BadgesRoutes = page(
  () => import('../features/badges/components/badges-routes.tsx'),
  'BadgesRoutes',
);

const WalletRoutes = page(
  () => import('../features/wallet/components/wallet-routes.tsx'),
  'WalletRoutes',
);

const personal = (Page: ComponentType) => (
  <RequireSession>
    <Page />
  </RequireSession>
);
const forOrganizers = (Page: ComponentType) => (
  <RequireSession>
    <RequireOrganizer>
      <Page />
    </RequireOrganizer>
  </RequireSession>
);

export function AppRoutes() {
  return (
    <Routes>
      <Route element={<Shell />}>
        <Route index element={<HomePage />} />
        <Route path="events/:eventId" element={<EventPage />} />
        <Route path="discover" element={<DiscoverPage />} />
        <Route path="claim" element={personal(ClaimPage)} />
        <Route path="pass" element={personal(PassesPage)} />
        <Route path="history" element={personal(HistoryPage)} />
        <Route path="account" element={<AccountPage />} />
        <Route path="account/sessions" element={personal(SessionsPage)} />
        <Route path="account/transfers" element={personal(TransfersPage)} />
        <Route path="organizer" element={forOrganizers(OrganizerHome)} />
        <Route path="organizer/new" element={forOrganizers(CreateEventPage)} />
        <Route path="organizer/memberships" element={forOrganizers(PlansPage)} />
        <Route path="organizer/memberships/new" element={forOrganizers(NewPlanPage)} />
        <Route path="organizer/memberships/:planId" element={forOrganizers(PlanPage)} />
        <Route path="memberships" element={personal(MyMembershipsPage)} />
        <Route path="organizer/events/:eventId/edit" element={forOrganizers(EditEventPage)} />
        <Route path="organizer/events/:eventId" element={forOrganizers(OrganizerEventPage)} />
        <Route path="organizer/events/:eventId/doors/:part?" element={forOrganizers(DoorsPage)} />
        <Route path="u/:name" element={<PersonPage />} />
        <Route path="profile" element={personal(ProfilePage)} />
        <Route path="people" element={personal(PeoplePage)} />
        <Route path="inbox" element={personal(InboxPage)} />
        <Route path="privacy" element={personal(PrivacyPage)} />
        <Route path="things" element={personal(ThingsPage)} />
        <Route path="things/:thingId" element={<ThingPage />} />
        <Route path="scan" element={personal(ScanPage)} />
        <Route path="l/:label" element={personal(LabelPage)} />
        <Route path="t/:token" element={personal(TokenPage)} />
        <Route path="lend/:owner" element={personal(LendPage)} />
        <Route path="lend/:owner/new" element={personal(NewThingPage)} />
        <Route path="lend/:owner/scan" element={personal(DeskPage)} />
        <Route path="lend/:owner/labels" element={personal(LabelsPage)} />
        <Route path="lend/:owner/:thingId" element={personal(EditThingPage)} />
        <Route path="badges/*" element={<BadgesRoutes />} />
        <Route path="wallet/*" element={personal(WalletRoutes)} />
        <Route path="receipt" element={<ReceiptPage />} />
        <Route path="admin/:part?" element={personal(AdminPage)} />
        <Route path="*" element={<NotFound />} />
      </Route>
      <Route element={<Shell bare />}>
        <Route path="organizer/events/:eventId/board" element={forOrganizers(BoardPage)} />
        <Route path="pass/:registrationId" element={personal(PassPage)} />
        <Route path="door/:eventId" element={<DoorPage />} />
        <Route path="gate/:eventId" element={personal(GatePage)} />
      </Route>
    </Routes>
  );
}
