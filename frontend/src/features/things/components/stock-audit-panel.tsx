import type { ResourceOwner, StockAuditLine } from '@qikcard/contracts';
import { ClipboardCheck } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Card } from '../../../components/ui/card.tsx';
import { type Column, DataList } from '../../../components/ui/data-list.tsx';
import { EmptyState } from '../../../components/ui/empty-state.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { StatusPill } from '../../../components/ui/status-pill.tsx';
import { TextField } from '../../../components/ui/text-field.tsx';
import { cx } from '../../../lib/class-names.ts';
import { useOnline } from '../../../lib/online.ts';
import { useText } from '../../../lib/text.tsx';
import { dateTime } from '../../../lib/time.ts';
import { useThingsText } from '../../../locales/things.ts';
import { CodeReader } from '../../scanner/components/code-reader.tsx';
import { useStockAudit, useStockAuditSteps, useStockAudits } from '../api/care.ts';
import { useShelf } from '../api/shelf.ts';
import { useCount } from '../api/use-count.ts';
import { useZone } from '../api/zone.ts';
import { DeskConflicts } from './desk-conflicts.tsx';
import { thingsError } from './things-error.ts';

/** Counts the shelf by scanning: what was expected, what was seen, what is missing. */
export function StockAuditPanel({ owner }: { owner: ResourceOwner }) {
  const p = useThingsText();
  const audits = useStockAudits(owner);
  const steps = useStockAuditSteps(owner);
  const latest = audits.data?.[0];
  if (audits.isPending) return <SkeletonRows rows={2} />;
  if (!audits.data) return <ErrorPanel error={audits.error} onRetry={() => audits.refetch()} />;
  const start = (
    <Button icon={ClipboardCheck} busy={steps.start.isPending} onClick={() => steps.start.mutate()}>
      {p('audit.start')}
    </Button>
  );
  if (!latest) {
    return (
      <Card>
        <EmptyState drawing="shelf" title={p('audit.title')} action={start}>
          {p('audit.empty')}
        </EmptyState>
      </Card>
    );
  }
  return <Audit id={latest.id} owner={owner} again={start} />;
}

type AuditProps = { id: bigint; owner: ResourceOwner; again: React.ReactNode };

function Audit({ id, owner, again }: AuditProps) {
  const p = useThingsText();
  const at = useZone(owner);
  const report = useStockAudit(id);
  if (report.isPending) return <SkeletonRows rows={2} />;
  // Without a network the counting goes on with what was there.
  if (!report.data) return <ErrorPanel error={report.error} onRetry={() => report.refetch()} />;
  const { audit, lines } = report.data;
  const [finished] = audit.finished_at_ns;
  return (
    <div
      className={cx(
        'grid gap-5',
        finished === undefined && 'lg:grid-cols-[minmax(0,26rem)_1fr] lg:items-start lg:gap-8',
      )}
    >
      {finished === undefined ? (
        <ScanForm id={id} owner={owner} />
      ) : (
        <Notice tone="info" action={again}>
          {p('audit.finished', {
            time: dateTime(finished, at),
            seen: audit.seen,
            expected: audit.expected,
          })}
        </Notice>
      )}
      <Lines lines={lines} />
    </div>
  );
}

function ScanForm({ id, owner }: { id: bigint; owner: ResourceOwner }) {
  const t = useText();
  const p = useThingsText();
  const at = useZone(owner);
  const online = useOnline();
  const { finish } = useStockAuditSteps(owner);
  const { count, counted, busy, queue } = useCount(id, owner);
  useShelf(owner);
  const [label, setLabel] = useState('');
  const error = counted?.kind === 'failed' ? counted.error : finish.error;
  const send = (event: FormEvent) => {
    event.preventDefault();
    // A scanner types the next label at once: the field is free again before the answer.
    setLabel('');
    void count(label);
  };
  return (
    <form onSubmit={send} className="flex flex-wrap items-end gap-3">
      <div className="flex basis-full flex-col gap-3">
        <CodeReader
          lead={p('audit.point')}
          className="min-h-72 rounded-lg lg:min-h-80"
          onCode={count}
        />
        <p role="status" className="min-h-6 text-sm">
          {counted?.kind === 'counted' && <SeenNow line={counted.line} />}
          {counted?.kind === 'saved' && p('audit.saved', { name: counted.name })}
        </p>
        {(queue.waiting > 0 || !online) && (
          <p className="flex flex-wrap items-center gap-2">
            {queue.waiting > 0 && (
              <StatusPill status="waiting">{p.count('scan.queue', queue.waiting)}</StatusPill>
            )}
            {!online && <StatusPill status="waiting">{p('scan.offline')}</StatusPill>}
          </p>
        )}
      </div>
      <div className="min-w-0 flex-1 basis-64">
        <TextField
          label={p('audit.label')}
          error={error ? thingsError(error, t, p, at) : undefined}
          value={label}
          autoComplete="off"
          onChange={(event) => setLabel(event.target.value)}
        />
      </div>
      <div className="flex gap-3">
        <Button type="submit" look="secondary" size="lg" busy={busy}>
          {p('audit.seen')}
        </Button>
        <Button
          size="lg"
          busy={finish.isPending}
          // What is still on this device would be missing.
          disabled={queue.waiting > 0 || !online}
          onClick={() => finish.mutate(id)}
        >
          {p('audit.finish')}
        </Button>
      </div>
      <div className="basis-full">
        <DeskConflicts owner={owner} conflicts={queue.conflicts} onSeen={queue.forget} />
      </div>
    </form>
  );
}

function SeenNow({ line }: { line: StockAuditLine }) {
  const p = useThingsText();
  const { name, seen, expected } = line;
  return (
    <span className="flex flex-wrap items-center gap-3">
      <span className="font-semibold">{p('audit.seenNow', { name, seen, expected })}</span>
      <LinePill line={line} />
    </span>
  );
}

function Lines({ lines }: { lines: StockAuditLine[] }) {
  const p = useThingsText();
  const columns: Column<StockAuditLine>[] = [
    {
      key: 'thing',
      title: p('audit.thing'),
      cell: (line) => (
        <span className="flex flex-col items-start gap-1.5">
          <span className="break-words font-medium">{line.name}</span>
          <LinePill line={line} />
        </span>
      ),
    },
    { key: 'expected', title: p('audit.expected'), numeric: true, cell: (line) => line.expected },
    { key: 'seen', title: p('audit.seen'), numeric: true, cell: (line) => line.seen },
  ];
  return (
    <Card>
      <DataList
        caption={p('audit.title')}
        columns={columns}
        rows={lines.filter(({ expected, seen }) => expected > 0 || seen > 0)}
        rowKey={({ resource_id }) => String(resource_id)}
      />
    </Card>
  );
}

function LinePill({ line: { expected, seen, foreign } }: { line: StockAuditLine }) {
  const p = useThingsText();
  if (foreign) return <StatusPill status="waiting">{p('audit.foreign')}</StatusPill>;
  if (seen < expected) {
    return (
      <StatusPill status="refused">{p('audit.missing', { count: expected - seen })}</StatusPill>
    );
  }
  if (seen > expected) {
    return (
      <StatusPill status="waiting">{p('audit.surplus', { count: seen - expected })}</StatusPill>
    );
  }
  return <StatusPill status="admitted">{p('audit.ok')}</StatusPill>;
}
