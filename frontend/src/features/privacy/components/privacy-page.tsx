import { Download } from 'lucide-react';
import { Button } from '../../../components/ui/button.tsx';
import { Card, Section } from '../../../components/ui/card.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { Page } from '../../../components/ui/page.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { areaErrorText } from '../../../lib/area-error.ts';
import { useText } from '../../../lib/text.tsx';
import { usePeopleText } from '../../../locales/people.ts';
import { useExport } from '../api/privacy.ts';
import { EraseCard } from './erase-card.tsx';
import { ScanList } from './scan-list.tsx';

/** Who read my code, a copy of what is held about me, and its end. */
export function PrivacyPage() {
  const t = useText();
  const p = usePeopleText();
  return (
    <Page
      title={p('privacy.title')}
      lead={p('privacy.lead')}
      back={{ to: '/account', label: t('nav.account') }}
      width="narrow"
    >
      <ScanList />
      <ExportCard />
      <EraseCard />
    </Page>
  );
}

function ExportCard() {
  const t = useText();
  const p = usePeopleText();
  const say = useToast();
  const collect = useExport();
  return (
    <Section title={p('export.title')}>
      <Card className="flex flex-col gap-4 p-5 md:p-6">
        <p className="text-muted">{p('export.lead')}</p>
        {collect.isError && <Notice tone="problem">{areaErrorText(collect.error, t, p)}</Notice>}
        <Button
          look="secondary"
          icon={Download}
          busy={collect.isPending}
          className="self-start"
          onClick={() =>
            collect.mutate(undefined, {
              onSuccess: ({ sealed }) => say(p(sealed ? 'export.sealed' : 'export.done')),
            })
          }
        >
          {p('export.action')}
        </Button>
      </Card>
    </Section>
  );
}
