import { Navigate, useNavigate, useParams } from 'react-router';
import { ButtonLink } from '../../../components/ui/button.tsx';
import { EmptyState } from '../../../components/ui/empty-state.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { Page } from '../../../components/ui/page.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { Tabs } from '../../../components/ui/tabs.tsx';
import { useText } from '../../../lib/text.tsx';
import { useMe, usePlatformRole } from '../../session/api/me.ts';
import { useAdminText } from '../api/text.ts';
import { AuditPanel } from './audit-panel.tsx';
import { EventsPanel } from './events-panel.tsx';
import { HealthPanel } from './health-panel.tsx';
import { OperationsPanel } from './operations-panel.tsx';
import { ReportsPanel } from './reports-panel.tsx';
import { RolesPanel } from './roles-panel.tsx';
import { TransfersPanel } from './transfers-panel.tsx';
import { UsersPanel } from './users-panel.tsx';

/** Everything for those who run the deployment; others read whom it is for. */
export function AdminPage() {
  const me = useMe();
  const allowed = usePlatformRole('admin');
  if (allowed) return <Admin />;
  if (me.isPending) {
    return (
      <div className="mx-auto w-full max-w-6xl px-5 py-12 md:px-10">
        <SkeletonRows />
      </div>
    );
  }
  if (me.isError) return <ErrorPanel error={me.error} onRetry={() => me.refetch()} />;
  return <Forbidden />;
}

function Admin() {
  const text = useAdminText();
  const go = useNavigate();
  const part = useParams()['part'] ?? 'users';
  const tabs = [
    { value: 'users', label: text('users'), content: <UsersPanel /> },
    { value: 'roles', label: text('roles'), content: <RolesPanel /> },
    { value: 'transfers', label: text('transfers'), content: <TransfersPanel /> },
    { value: 'events', label: text('events'), content: <EventsPanel /> },
    { value: 'reports', label: text('reports'), content: <ReportsPanel /> },
    { value: 'health', label: text('health'), content: <HealthPanel /> },
    { value: 'operations', label: text('operations'), content: <OperationsPanel /> },
    { value: 'audit', label: text('audit'), content: <AuditPanel /> },
  ];
  if (!tabs.some(({ value }) => value === part)) return <Navigate to="/admin" replace />;
  return (
    <Page title={text('title')} lead={text('lead')}>
      <Tabs
        label={text('title')}
        tabs={tabs}
        value={part}
        onChange={(value) => go(`/admin/${value}`, { replace: true, preventScrollReset: true })}
      />
    </Page>
  );
}

function Forbidden() {
  const t = useText();
  const text = useAdminText();
  return (
    <div className="grid min-h-[70dvh] place-items-center">
      <EmptyState
        page
        drawing="lock"
        title={text('forbiddenTitle')}
        action={
          <ButtonLink to="/account" look="secondary">
            {t('account.title')}
          </ButtonLink>
        }
      >
        {text('forbidden')}
      </EmptyState>
    </div>
  );
}
