import { ScanLine, Store } from 'lucide-react';
import { useSearchParams } from 'react-router';
import { ButtonLink } from '../../../components/ui/button.tsx';
import { Page } from '../../../components/ui/page.tsx';
import { Tabs } from '../../../components/ui/tabs.tsx';
import { useThingsText } from '../../../locales/things.ts';
import { FindThings } from './find-things.tsx';
import { MyLoans } from './my-loans.tsx';
import { MyReservations } from './my-reservations.tsx';

/** What I have borrowed, what I have reserved, what I had, and what there is. */
export function ThingsPage() {
  const p = useThingsText();
  const [params, setParams] = useSearchParams();
  const tabs = [
    { value: 'loans', label: p('mine.loans'), content: <MyLoans openOnly /> },
    { value: 'find', label: p('things.find'), content: <FindThings /> },
    { value: 'reservations', label: p('mine.reservations'), content: <MyReservations /> },
    { value: 'history', label: p('mine.history'), content: <MyLoans openOnly={false} /> },
  ];
  const view = tabs.find(({ value }) => value === params.get('view'))?.value ?? 'loans';
  return (
    <Page
      title={p('things.title')}
      lead={p('things.lead')}
      width="narrow"
      action={
        <div className="flex flex-wrap gap-3">
          <ButtonLink to="/scan" icon={ScanLine}>
            {p('action.enterCode')}
          </ButtonLink>
          <ButtonLink to="/lend/me" look="secondary" icon={Store}>
            {p('things.lend')}
          </ButtonLink>
        </div>
      }
    >
      <Tabs
        label={p('things.title')}
        tabs={tabs}
        value={view}
        onChange={(value) => setParams({ view: value }, { replace: true })}
      />
    </Page>
  );
}
