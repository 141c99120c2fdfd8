import type { EventSheet, Registration } from '@qikcard/contracts';
import { Download, RefreshCw, Upload } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Card } from '../../../components/ui/card.tsx';
import { EmptyState } from '../../../components/ui/empty-state.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { areaErrorText } from '../../../lib/area-error.ts';
import { useText } from '../../../lib/text.tsx';
import { useEventsText } from '../../../locales/events.ts';
import { useAttendees, useFoundGuests, useReadCards } from '../api/attendees.ts';
import { chosen, download, type Known, toCsv, type Wanted } from '../api/rows.ts';
import { AttendeesList } from './attendees-list.tsx';
import { GuestDialog } from './guest-dialog.tsx';
import { ImportDialog } from './import-dialog.tsx';

const EVERYBODY: Wanted = { text: '', state: '', type: 0 };

/** Everybody who is registered: found at once among tens of thousands, with what can be done. */
export function AttendeesPanel({ sheet }: { sheet: EventSheet }) {
  const t = useText();
  const e = useEventsText();
  const { event, ticket_types: types } = sheet;
  const attendees = useAttendees(event.id);
  const [wanted, setWanted] = useState(EVERYBODY);
  const [opened, setOpened] = useState<bigint>();
  const [importing, setImporting] = useState(false);
  const rows = attendees.data;
  const found = useFoundGuests(event.id, wanted.text, attendees.hasNextPage);
  const cards = useReadCards(event.id);
  const save = (all: Registration[], known: Known['cards']) => {
    const { questions } = sheet.details;
    const about = { questions, cards: known };
    download(`${event.name}.csv`, toCsv(chosen(all, wanted), types, event.time_zone, about));
  };
  const isOpened = ({ id }: { id: bigint }) => id === opened;
  const guest = rows?.find(isOpened) ?? found.find(isOpened);
  if (attendees.isError && !rows) {
    return <ErrorPanel error={attendees.error} onRetry={() => attendees.refetch()} />;
  }
  return (
    <div className="flex flex-col gap-4">
      <Toolbar
        canImport={sheet.runs}
        busy={attendees.isFetching || cards.isPending}
        onRefresh={() => attendees.refetch()}
        onImport={() => setImporting(true)}
        onExport={
          rows && !attendees.hasNextPage
            ? () => cards.mutate(undefined, { onSuccess: (known) => save(rows, known) })
            : undefined
        }
      />
      {cards.isError && <Notice tone="problem">{areaErrorText(cards.error, t, e)}</Notice>}
      {!rows && <SkeletonRows rows={6} className="h-14 rounded-md" />}
      {rows?.length === 0 && (
        <Card>
          <EmptyState drawing="guests" title={e('attendees.none')}>
            {e('attendees.noneHint')}
          </EmptyState>
        </Card>
      )}
      {rows && rows.length > 0 && (
        <AttendeesList
          rows={rows}
          found={found}
          more={attendees.hasNextPage}
          types={types}
          zone={event.time_zone}
          wanted={wanted}
          onWanted={setWanted}
          onOpen={setOpened}
        />
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
