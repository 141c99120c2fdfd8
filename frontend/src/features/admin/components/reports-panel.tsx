import { fromOpt, type Report } from '@qikcard/contracts';
import { useState } from 'react';
import { Link } from 'react-router';
import { Button } from '../../../components/ui/button.tsx';
import { Card } from '../../../components/ui/card.tsx';
import { EmptyState } from '../../../components/ui/empty-state.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { StatusPill } from '../../../components/ui/status-pill.tsx';
import { Switch } from '../../../components/ui/switch.tsx';
import { localZone } from '../../../lib/local-zone.ts';
import { useText } from '../../../lib/text.tsx';
import { dateTime } from '../../../lib/time.ts';
import { usePeopleText } from '../../../locales/people.ts';
import { useReports } from '../api/reports.ts';
import { useAdminText } from '../api/text.ts';
import { useNameOf } from '../api/users.ts';
import { MoreButton } from './more-button.tsx';
import { ResolveDialog } from './resolve-dialog.tsx';

/** What people report about each other, and what admins made of it. */
export function ReportsPanel() {
  const text = useAdminText();
  const reports = useReports();
  const [openOnly, setOpenOnly] = useState(true);
  const [chosen, setChosen] = useState<Report>();
  if (reports.isPending) return <SkeletonRows rows={3} className="h-24 rounded-lg" />;
  if (!reports.data) return <ErrorPanel error={reports.error} onRetry={() => reports.refetch()} />;
  const shown = reports.data.filter(({ resolution }) => !openOnly || resolution.length === 0);
  return (
    <div className="flex flex-col gap-4">
      <p className="max-w-2xl text-muted text-sm">{text('reportsLead')}</p>
      <div className="max-w-md">
        <Switch label={text('reportsOpenOnly')} checked={openOnly} onChange={setOpenOnly} />
      </div>
      <Card>
        {shown.length === 0 ? (
          <EmptyState drawing="guests" title={text('reportsNoneTitle')}>
            {text('reportsNone')}
          </EmptyState>
        ) : (
          <ul>
            {shown.map((report) => (
              <ReportRow
                key={String(report.id)}
                report={report}
                onDecide={() => setChosen(report)}
              />
            ))}
          </ul>
        )}
      </Card>
      <MoreButton pages={reports} />
      <ResolveDialog report={chosen} onClose={() => setChosen(undefined)} />
    </div>
  );
}

function ReportRow({ report, onDecide }: { report: Report; onDecide(): void }) {
  const t = useText();
  const text = useAdminText();
  const p = usePeopleText();
  const nameOf = useNameOf();
  const at = { locale: t.locale, zone: localZone() };
  const named = (principal: string) => nameOf(principal) ?? `${principal.slice(0, 11)}…`;
  const person = report.person.toText();
  const name = named(person);
  const decided = fromOpt(report.resolution);
  const outcome = decided && 'Dismissed' in decided.outcome ? 'Dismissed' : 'ActionTaken';
  const reason = p(`reason.${Object.keys(report.reason)[0] as 'Spam'}`);
  return (
    <li className="flex flex-wrap items-start gap-x-6 gap-y-3 border-line border-b p-5 last:border-b-0">
      <div className="flex min-w-0 flex-1 basis-64 flex-col gap-1.5 text-sm">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Link
            to={`/u/${person}`}
            className="inline-flex min-h-6 items-center rounded-sm font-semibold text-base hover:underline"
          >
            {name}
          </Link>
          <StatusPill status={decided ? 'admitted' : 'waiting'}>
            {text(decided ? `outcome.${outcome}` : 'reportOpen')}
          </StatusPill>
        </p>
        <p className="font-medium">{reason}</p>
        {report.note && <p className="break-words">{report.note}</p>}
        <p className="text-muted">
          {text('reportBy', {
            who: named(report.reporter.toText()),
            time: dateTime(report.at_ns, at),
          })}
        </p>
        {decided && (
          <p className="break-words text-muted">
            {text('reportDecided', {
              who: named(decided.by.toText()),
              time: dateTime(decided.at_ns, at),
            })}
            {decided.note && ` · ${decided.note}`}
          </p>
        )}
      </div>
      <Button look="secondary" aria-label={text('decideNamed', { name })} onClick={onDecide}>
        {text(decided ? 'decideAgain' : 'decide')}
      </Button>
    </li>
  );
}
