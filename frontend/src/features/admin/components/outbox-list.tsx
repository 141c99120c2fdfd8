import type { Infer, OutboxStatus } from '@qikcard/contracts';
import { fromOpt } from '@qikcard/contracts';
import { StatusPill } from '../../../components/ui/status-pill.tsx';
import { useAdminText } from '../api/text.ts';

type Row = Infer<typeof OutboxStatus>;

/** What a canister still has to tell the others. */
export function OutboxList({ rows }: { rows: Row[] }) {
  const text = useAdminText();
  return (
    <section className="flex flex-col gap-2 border-line border-t pt-4">
      <h3 className="font-medium text-sm">{text('outbox')}</h3>
      {rows.length === 0 && <p className="text-muted text-sm">{text('outboxNone')}</p>}
      <ul className="flex flex-col gap-2 text-sm">
        {rows.map((row) => (
          <li key={row.receiver} className="flex flex-wrap items-center justify-between gap-2">
            <span className="min-w-0 break-all">{row.receiver}</span>
            <OutboxState row={row} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function OutboxState({ row }: { row: Row }) {
  const text = useAdminText();
  const error = fromOpt(row.last_error);
  return (
    <span className="flex flex-wrap items-center gap-2">
      {row.dead > 0 && (
        <StatusPill status="refused">{text.count('outboxDead', row.dead)}</StatusPill>
      )}
      <StatusPill status={row.backlog > 0n ? 'waiting' : 'admitted'}>
        {row.backlog > 0n ? text.count('outboxWaiting', Number(row.backlog)) : text('outboxDone')}
      </StatusPill>
      {error && row.backlog > 0n && (
        <span className="w-full break-words text-muted">
          {text('outboxAttempts', { count: row.attempts, error })}
        </span>
      )}
    </span>
  );
}
