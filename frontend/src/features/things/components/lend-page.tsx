import type { ResourceOwner } from '@qikcard/contracts';
import { Plus, Printer, ScanLine } from 'lucide-react';
import { useSearchParams } from 'react-router';
import { ButtonLink } from '../../../components/ui/button.tsx';
import { Page } from '../../../components/ui/page.tsx';
import { Tabs } from '../../../components/ui/tabs.tsx';
import { useThingsText } from '../../../locales/things.ts';
import { useOwnerLoans } from '../api/loans.ts';
import { ownerText } from '../api/things.ts';
import { DamageList } from './damage-list.tsx';
import { DeskHistory } from './desk-history.tsx';
import { DeskLoans } from './desk-loans.tsx';
import { OwnThings } from './own-things.tsx';
import { StockAuditPanel } from './stock-audit-panel.tsx';
import { OfOwner } from './use-owner.tsx';

/** The lending desk of a person or an event. */
export function LendPage() {
  return <OfOwner>{(owner) => <Desk owner={owner} />}</OfOwner>;
}

function Desk({ owner }: { owner: ResourceOwner }) {
  const p = useThingsText();
  const [params, setParams] = useSearchParams();
  const [open, overdue, requested, deposits] = [
    useOwnerLoans(owner, 'Open'),
    useOwnerLoans(owner, 'Overdue'),
    useOwnerLoans(owner, 'Requested'),
    useOwnerLoans(owner, 'Deposits'),
  ];
  const named = (label: string, count = 0) => (count > 0 ? `${label} (${count})` : label);
  const tabs = [
    { value: 'things', label: p('desk.things'), content: <OwnThings owner={owner} /> },
    {
      value: 'out',
      label: named(p('desk.out'), open.data?.length),
      content: <DeskLoans loans={open} none={p('desk.noLoans')} />,
    },
    {
      value: 'overdue',
      label: named(p('desk.overdue'), overdue.data?.length),
      content: <DeskLoans loans={overdue} none={p('desk.noLoans')} />,
    },
    {
      value: 'requests',
      label: named(p('desk.requests'), requested.data?.length),
      content: <DeskLoans loans={requested} none={p('desk.noRequests')} />,
    },
    ...(deposits.data?.length
      ? [
          {
            value: 'deposits',
            label: named(p('desk.deposits'), deposits.data.length),
            content: <DeskLoans loans={deposits} none={p('desk.noLoans')} />,
          },
        ]
      : []),
    {
      value: 'history',
      label: p('history.title'),
      content: <DeskHistory owner={owner} />,
    },
    { value: 'damage', label: p('damage.title'), content: <DamageList owner={owner} /> },
    { value: 'audit', label: p('audit.title'), content: <StockAuditPanel owner={owner} /> },
  ];
  const view = tabs.find(({ value }) => value === params.get('view'))?.value ?? 'things';
  const base = `/lend/${ownerText(owner)}`;
  return (
    <Page
      title={p('Event' in owner ? 'desk.title' : 'desk.titleMine')}
      back={
        'Event' in owner
          ? { to: `/organizer/events/${owner.Event}`, label: p('desk.event') }
          : { to: '/things', label: p('things.title') }
      }
      action={
        <div className="flex flex-wrap gap-3">
          <ButtonLink to={`${base}/scan`} icon={ScanLine}>
            {p('scan.title')}
          </ButtonLink>
          <ButtonLink to={`${base}/new`} look="secondary" icon={Plus}>
            {p('action.new')}
          </ButtonLink>
          <ButtonLink to={`${base}/labels`} look="secondary" icon={Printer}>
            {p('action.labels')}
          </ButtonLink>
        </div>
      }
    >
      <Tabs
        label={p('desk.title')}
        tabs={tabs}
        value={view}
        onChange={(value) => setParams({ view: value }, { replace: true })}
      />
    </Page>
  );
}
