import type { EventSheet } from '@qikcard/contracts';
import { Download, RefreshCw, Upload } from 'lucide-react';
import { useDeferredValue, useMemo, useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Card } from '../../../components/ui/card.tsx';
import { EmptyState } from '../../../components/ui/empty-state.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { useText } from '../../../lib/text.tsx';
import { useEventsText } from '../../../locales/events.ts';
import { useAttendees } from '../api/attendees.ts';
import { chosen, download, plainName, toCsv, type Wanted } from '../api/rows.ts';
import { AttendeesFilter } from './attendees-filter.tsx';
import { AttendeesTable } from './attendees-table.tsx';
import { GuestDialog } from './guest-dialog.tsx';
import { ImportDialog } from './import-dialog.tsx';

const EVERYBODY: Wanted = { text: '', state: '', type: 0 };

/** Everybody who is registered: found at once among tens of thousands, with what can be done. */
export function AttendeesPanel({ sheet }: { sheet: EventSheet }) {
  const e = useEventsText();
  const { event, ticket_types: types } = sheet;
  const attendees = useAttendees(event.id);
  const [wanted, setWanted] = useState(EVERYBODY);
  const [opened, setOpened] = useState<bigint>();
  const [importing, setImporting] = useState(false);
  const rows = attendees.data;
  const asked = useDeferredValue(wanted);
  const plain = useMemo(() => rows?.map((row) => plainName(row.display_name)) ?? [], [rows]);
  const shown = useMemo(() => chosen(rows ?? [], plain, asked), [rows, plain, asked]);
  const guest = opened === undefined ? undefined : rows?.find(({ id }) => id === opened);
  if (attendees.isError && !rows) {
    return <ErrorPanel error={attendees.error} onRetry={() => attendees.refetch()} />;
  }
  return (
    <div className="flex flex-col gap-4">
      <Toolbar
        canImport={sheet.runs}
        busy={attendees.isFetching}
        onRefresh={() => attendees.refetch()}
        onImport={() => setImporting(true)}
        onExport={
          rows && !attendees.hasNextPage
            ? () => download(`${event.name}.csv`, toCsv(shown, types, event.time_zone))
            : undefined
        }
      />
      {rows && rows.length > 0 && (
        <AttendeesFilter types={types} wanted={wanted} onChange={setWanted} />
      )}
      {!rows && <SkeletonRows rows={6} className="h-14 rounded-md" />}
      {rows?.length === 0 && (
        <Card>
          <EmptyState drawing="guests" title={e('attendees.none')}>
            {e('attendees.noneHint')}
          </EmptyState>
        </Card>
      )}
      {rows && rows.length > 0 && (
        <>
          <Progress shown={shown.length} loaded={rows.length} more={attendees.hasNextPage} />
          <AttendeesTable
            rows={shown}
            types={types}
            zone={event.time_zone}
            label={e('attendees.title')}
            onOpen={setOpened}
          />
        </>
      )}
      {guest && (
        <GuestDialog
          guest={guest}
          runs={sheet.runs}
          zone={event.time_zone}
          onClose={() => setOpened(undefined)}
        />
      )}
      {importing && (
        <ImportDialog event={event} types={types} onClose={() => setImporting(false)} />
      )}
    </div>
  );
}

function Progress({ shown, loaded, more }: { shown: number; loaded: number; more: boolean }) {
  const t = useText();
  const e = useEventsText();
  const number = new Intl.NumberFormat(t.locale);
  const values = { shown: number.format(shown), total: number.format(loaded) };
  return (
    <p role="status" className="tabular text-muted text-sm">
      {e('attendees.shown', values)}
      {more && ' …'}
    </p>
  );
}

type ToolbarProps = {
  canImport: boolean;
  busy: boolean;
  onRefresh(): void;
  onImport(): void;
  /** Absent until every page has arrived: half a list must not look like a whole one. */
  onExport: (() => void) | undefined;
};

function Toolbar({ canImport, busy, onRefresh, onImport, onExport }: ToolbarProps) {
  const e = useEventsText();
  return (
    <div className="flex flex-wrap gap-3">
      {canImport && (
        <Button look="secondary" icon={Upload} onClick={onImport}>
          {e('attendees.import')}
        </Button>
      )}
      <Button look="secondary" icon={Download} disabled={!onExport} onClick={onExport}>
        {e('attendees.export')}
      </Button>
      <Button look="quiet" icon={RefreshCw} busy={busy} onClick={onRefresh}>
        {e('attendees.refresh')}
      </Button>
    </div>
  );
}
