import { QikCardError } from '@qikcard/client';
import type { ResourceOwner } from '@qikcard/contracts';
import { Button } from '../../../components/ui/button.tsx';
import { Card, Section } from '../../../components/ui/card.tsx';
import { useText } from '../../../lib/text.tsx';
import { dateTime, toNs } from '../../../lib/time.ts';
import { useThingsText } from '../../../locales/things.ts';
import type { DeskScan } from '../api/desk-store.ts';
import { useLabelAtDesk } from '../api/shelf.ts';
import { useZone } from '../api/zone.ts';
import { thingsError } from './things-error.ts';
import { usePersonText } from './use-person-text.ts';

type Props = { owner: ResourceOwner; conflicts: DeskScan[]; onSeen(scanId: string): unknown };

/** What was done without a network and does not stand: why, and how it is now. */
export function DeskConflicts({ owner, conflicts, onSeen }: Props) {
  const p = useThingsText();
  if (conflicts.length === 0) return null;
  return (
    <Section title={p('scan.conflicts')}>
      <Card>
        <ul aria-live="polite">
          {conflicts.map((scan) => (
            <Conflict key={scan.scanId} owner={owner} scan={scan} onSeen={onSeen} />
          ))}
        </ul>
      </Card>
    </Section>
  );
}

const didWords = {
  lend: 'scan.didLend',
  return: 'scan.didReturn',
  count: 'scan.didCount',
} as const;
type RowProps = { owner: ResourceOwner; scan: DeskScan; onSeen(scanId: string): unknown };

function Conflict({ owner, scan, onSeen }: RowProps) {
  const t = useText();
  const p = useThingsText();
  const at = useZone(owner);
  const now = useLabelAtDesk(scan.label).data;
  const name = now?.resource.name ?? scan.thingName;
  const { code, data } = scan.refusal ?? { code: '', data: null };
  const why =
    code === 'NotLent'
      ? p('scan.notOut')
      : thingsError(new QikCardError('refused', code, code, data), t, p, at);
  const [loan] = now?.loans ?? [];
  const who = usePersonText(loan?.borrower, loan?.borrower_name ?? '');
  return (
    <li className="flex flex-col gap-2 border-line border-b p-5 last:border-b-0">
      <p className="break-words font-semibold">
        {p(didWords[scan.kind], {
          name,
          time: dateTime(toNs(scan.capturedAtMs), at),
        })}
      </p>
      <p className="text-refused-text">{p('scan.notRecorded', { why })}</p>
      {now && scan.kind !== 'count' && (
        <p className="text-muted text-sm">
          {loan
            ? p('scan.nowWith', { who, time: dateTime(loan.due_at_ns, at) })
            : p('scan.nowFree', { free: now.resource.available, all: now.resource.quantity })}
        </p>
      )}
      <Button look="secondary" className="self-start" onClick={() => onSeen(scan.scanId)}>
        {p('scan.seen')}
      </Button>
    </li>
  );
}
