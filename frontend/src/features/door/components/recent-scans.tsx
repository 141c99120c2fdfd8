import type { EventView } from '@qikcard/contracts';
import { Check, CloudOff, Hourglass, LogOut, Undo2, X } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '../../../components/ui/icon-button.tsx';
import { useText } from '../../../lib/text.tsx';
import { timeOfDay, toNs } from '../../../lib/time.ts';
import { useDoorsText } from '../../../locales/doors.ts';
import { UndoDialog } from '../../doors/components/undo-dialog.tsx';
import { useDoorText } from '../api/text.ts';
import { type PastScan, passageOf } from '../api/use-door.ts';
import { useLook } from './use-look.ts';

type Props = {
  event: EventView;
  past: PastScan[];
  /** Staff took the move back that a scan made. */
  onUndone(scan: PastScan, registrationId: bigint): void;
};
const drawings = {
  admitted: Check,
  provisional: CloudOff,
  refused: X,
  waiting: Hourglass,
  out: LogOut,
};
const tints = {
  admitted: 'bg-admitted-tint text-admitted-text',
  provisional: 'bg-provisional-tint text-provisional-text',
  refused: 'bg-refused-tint text-refused-text',
  waiting: 'bg-waiting-tint text-waiting-text',
  out: 'bg-sunken text-muted',
};

/** The last ten answers of this door, newest first. */
export function RecentScans({ event, past, onUndone }: Props) {
  const d = useDoorText();
  const [undoing, setUndoing] = useState<PastScan>();
  const undone = undoing && movedBy(undoing);
  if (past.length === 0) return <p className="py-3 text-muted text-sm">{d('recentNone')}</p>;
  return (
    <>
      <ul className="flex flex-col divide-y divide-line">
        {past.map((scan) => (
          <Row key={scan.key} event={event} scan={scan} onUndo={setUndoing} />
        ))}
      </ul>
      {undoing && undone !== undefined && (
        <UndoDialog
          registrationId={undone}
          onUndone={() => onUndone(undoing, undone)}
          onClose={() => setUndoing(undefined)}
        />
      )}
    </>
  );
}

type RowProps = { event: EventView; scan: PastScan; onUndo(scan: PastScan): void };

function Row({ event, scan, onUndo }: RowProps) {
  const t = useText();
  const doors = useDoorsText();
  const moved = movedBy(scan);
  const look = useLook(event, scan.answer);
  const Drawing = drawings[look.tone];
  const at = { locale: t.locale, zone: event.time_zone };
  return (
    <li className="flex items-center gap-3 py-2.5">
      <span className={`grid size-9 shrink-0 place-items-center rounded-full ${tints[look.tone]}`}>
        <Drawing aria-hidden size={18} strokeWidth={2.4} />
      </span>
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium text-sm">{look.name ?? look.word}</span>
        <span className="block text-muted text-xs">{look.name ? look.word : look.detail}</span>
      </span>
      <span className="tabular text-muted text-xs">{timeOfDay(toNs(scan.at), at)}</span>
      {moved !== undefined && (
        <IconButton
          icon={Undo2}
          label={`${doors('undo')}: ${look.name}`}
          onClick={() => onUndo(scan)}
        />
      )}
    </li>
  );
}

/** Whose move an answer made; undefined where nobody moved. */
function movedBy({ answer }: PastScan): bigint | undefined {
  if (answer.kind !== 'verdict' || 'Refused' in answer.verdict) return undefined;
  return passageOf(answer.verdict).registration_id;
}
