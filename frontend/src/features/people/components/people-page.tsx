import { useSearchParams } from 'react-router';
import { Button } from '../../../components/ui/button.tsx';
import { Card, Section } from '../../../components/ui/card.tsx';
import { EmptyState } from '../../../components/ui/empty-state.tsx';
import { Page } from '../../../components/ui/page.tsx';
import { Tabs } from '../../../components/ui/tabs.tsx';
import { usePeopleText } from '../../../locales/people.ts';
import { useConnections } from '../api/people.ts';
import { FindPeople } from './find-people.tsx';
import { ConnectionList } from './person-list.tsx';

/** The people I know, those who would like to know me, and finding others. */
export function PeoplePage() {
  const p = usePeopleText();
  const [params, setParams] = useSearchParams();
  const show = (view: string) => setParams({ view }, { replace: true });
  const waiting = useConnections('Received').data?.length ?? 0;
  const tabs = [
    {
      value: 'connections',
      label: p('people.connections'),
      content: <Connections onFind={() => show('find')} />,
    },
    {
      value: 'requests',
      label: waiting > 0 ? `${p('people.requests')} (${waiting})` : p('people.requests'),
      content: <Requests />,
    },
    { value: 'find', label: p('people.find'), content: <FindPeople /> },
    {
      value: 'blocked',
      label: p('people.blocked'),
      content: (
        <ConnectionList
          list="Blocked"
          empty={<Card className="p-5 text-muted">{p('people.blockedNone')}</Card>}
        />
      ),
    },
  ];
  const wanted = params.get('view');
  const view = tabs.find(({ value }) => value === wanted)?.value ?? 'connections';
  return (
    <Page title={p('people.title')} lead={p('people.lead')} width="narrow">
      <Tabs label={p('people.title')} tabs={tabs} value={view} onChange={show} />
    </Page>
  );
}

function Connections({ onFind }: { onFind(): void }) {
  const p = usePeopleText();
  return (
    <ConnectionList
      list="Connected"
      empty={
        <Card>
          <EmptyState
            drawing="guests"
            title={p('people.noneTitle')}
            action={<Button onClick={onFind}>{p('people.findAction')}</Button>}
          >
            {p('people.none')}
          </EmptyState>
        </Card>
      }
    />
  );
}

function Requests() {
  const p = usePeopleText();
  const sent = useConnections('Sent').data ?? [];
  return (
    <div className="flex flex-col gap-8">
      <Section title={p('people.received')}>
        <ConnectionList
          list="Received"
          empty={
            <Card>
              <EmptyState drawing="guests" title={p('people.requestsNoneTitle')}>
                {p('people.requestsNone')}
              </EmptyState>
            </Card>
          }
        />
      </Section>
      {sent.length > 0 && (
        <Section title={p('people.sent')}>
          <ConnectionList list="Sent" empty={null} />
        </Section>
      )}
    </div>
  );
}
