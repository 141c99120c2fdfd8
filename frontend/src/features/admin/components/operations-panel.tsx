import { type CanisterName, canisterNames } from '@qikcard/contracts';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Card } from '../../../components/ui/card.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { Select } from '../../../components/ui/select.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { StatusPill } from '../../../components/ui/status-pill.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { errorText } from '../../../lib/error-text.ts';
import { localZone } from '../../../lib/local-zone.ts';
import { useText } from '../../../lib/text.tsx';
import { dateTime } from '../../../lib/time.ts';
import { logLevels, type Operations, useOperations, useSetLogLevel } from '../api/operations.ts';
import { useAdminText } from '../api/text.ts';
import { useNameOf } from '../api/users.ts';
import { DeadLetters } from './dead-letters.tsx';
import { MaintenanceDialog } from './maintenance-dialog.tsx';
import { OutboxList } from './outbox-list.tsx';
import { StuckSagas } from './stuck-sagas.tsx';

/** What admins switch in each canister, and what got stuck on its way to another. */
export function OperationsPanel() {
  const text = useAdminText();
  return (
    <div className="flex flex-col gap-4">
      <p className="max-w-2xl text-muted text-sm">{text('operationsLead')}</p>
      <StuckSagas />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        {canisterNames.map((name) => (
          <CanisterOperations key={name} name={name} />
        ))}
      </div>
    </div>
  );
}

function CanisterOperations({ name }: { name: CanisterName }) {
  const operations = useOperations(name);
  return (
    <Card className="flex min-w-0 flex-col gap-4 p-5">
      {operations.isPending && <SkeletonRows rows={2} className="h-8" />}
      {operations.isError && !operations.data && (
        <ErrorPanel error={operations.error} onRetry={() => operations.refetch()} />
      )}
      {operations.data && <Switches name={name} now={operations.data} />}
    </Card>
  );
}

function Switches({ name, now }: { name: CanisterName; now: Operations }) {
  const t = useText();
  const text = useAdminText();
  const say = useToast();
  const nameOf = useNameOf();
  const setLevel = useSetLogLevel(name);
  const [asking, setAsking] = useState(false);
  const { maintenance } = now;
  const by = maintenance?.by.toText() ?? '';
  return (
    <>
      <header className="flex flex-wrap items-center justify-between gap-3">
        <div className="flex flex-wrap items-center gap-3">
          <h2 className="font-semibold text-lg">{name}</h2>
          <StatusPill status={maintenance ? 'waiting' : 'admitted'}>
            {text(maintenance ? 'maintenanceOn' : 'maintenanceOff')}
          </StatusPill>
        </div>
        <Button
          look={maintenance ? 'primary' : 'danger'}
          aria-label={text(maintenance ? 'maintenanceEndNamed' : 'maintenanceBeginNamed', { name })}
          onClick={() => setAsking(true)}
        >
          {text(maintenance ? 'maintenanceEnd' : 'maintenanceBegin')}
        </Button>
      </header>
      {maintenance && (
        <Notice tone="waiting">
          {text('maintenanceSince', {
            time: dateTime(maintenance.since_ns, { locale: t.locale, zone: localZone() }),
            who: nameOf(by) ?? `${by.slice(0, 11)}…`,
            reason: maintenance.note || '–',
          })}
        </Notice>
      )}
      <Select
        label={text('logLevel', { name })}
        hint={text(`log.${now.level}`)}
        value={now.level}
        disabled={setLevel.isPending}
        onChange={({ target }) => {
          const level = logLevels.find((each) => each === target.value);
          if (!level) return;
          setLevel.mutate(level, {
            onSuccess: () => say(text('logLevelSet', { name })),
            onError: (error) => say(errorText(error, t), 'problem'),
          });
        }}
      >
        {logLevels.map((level) => (
          <option key={level} value={level}>
            {text(`logName.${level}`)}
          </option>
        ))}
      </Select>
      <OutboxList rows={now.outbox} />
      <DeadLetters name={name} letters={now.letters} />
      <MaintenanceDialog
        name={name}
        isOn={maintenance !== undefined}
        open={asking}
        onClose={() => setAsking(false)}
      />
    </>
  );
}
