import { type CanisterName, canisterNames } from '@qikcard/contracts';
import { Card } from '../../../components/ui/card.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { StatusPill } from '../../../components/ui/status-pill.tsx';
import { concernText } from '../api/concern.ts';
import { useCanister } from '../api/platform.ts';
import { useAdminText } from '../api/text.ts';
import { CapabilityList } from './capability-list.tsx';
import { OutboxList } from './outbox-list.tsx';

/** How the six canisters are, as they say themselves. */
export function HealthPanel() {
  const text = useAdminText();
  return (
    <div className="flex flex-col gap-4">
      <p className="text-muted text-sm">{text('healthLead')}</p>
      <div className="grid items-start gap-4 lg:grid-cols-2">
        {canisterNames.map((name) => (
          <CanisterCard key={name} name={name} />
        ))}
      </div>
    </div>
  );
}

function CanisterCard({ name }: { name: CanisterName }) {
  const text = useAdminText();
  const canister = useCanister(name);
  const { data } = canister;
  const healthy = data && 'Healthy' in data.health.status;
  return (
    <Card className="flex min-w-0 flex-col gap-4 p-5">
      <header className="flex flex-wrap items-center justify-between gap-3">
        <div>
          <h2 className="font-semibold text-lg">{name}</h2>
          {data && (
            <p className="tabular text-muted text-sm">
              {text('version')} {data.version.version} · {text('schema')} {data.version.schema}
            </p>
          )}
        </div>
        {canister.isError ? (
          <StatusPill status="refused">{text('unreachable')}</StatusPill>
        ) : (
          data && (
            <StatusPill status={healthy ? 'admitted' : 'waiting'}>
              {text(healthy ? 'healthy' : 'degraded')}
            </StatusPill>
          )
        )}
      </header>
      {canister.isPending && <SkeletonRows rows={3} className="h-6" />}
      {canister.isError && !data && (
        <ErrorPanel error={canister.error} onRetry={() => canister.refetch()} />
      )}
      {data?.health.concerns.map((concern) => (
        <Notice key={concern} tone="waiting">
          {concernText(concern, text)}
        </Notice>
      ))}
      {data && (
        <>
          <OutboxList rows={data.outbox} />
          <CapabilityList capabilities={data.capabilities} />
        </>
      )}
    </Card>
  );
}
