import {
  labelForPeople,
  labelLink,
  type ResourceOwner,
  type ResourceView,
} from '@qikcard/contracts';
import { Printer } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { Page } from '../../../components/ui/page.tsx';
import { QrCode } from '../../../components/ui/qr-code.tsx';
import { Select } from '../../../components/ui/select.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { useText } from '../../../lib/text.tsx';
import { useThingsText } from '../../../locales/things.ts';
import { ownerText, useThings } from '../api/things.ts';
import './labels.css';
import { OfOwner } from './use-owner.tsx';

const papers = ['a4', 'roll'] as const;
type Paper = (typeof papers)[number];
/** The sheet is in labels.css; a later rule for pages counts. */
const ROLL_PAGE = '@page { size: 62mm 29mm; margin: 0; }';

/** All labels of an owner, on sheets of A4 or one after the other on a roll. */
export function LabelsPage() {
  return <OfOwner>{(owner) => <Sheets owner={owner} />}</OfOwner>;
}

function Sheets({ owner }: { owner: ResourceOwner }) {
  const t = useText();
  const p = useThingsText();
  const things = useThings({ text: '', owner });
  const [paper, setPaper] = useState<Paper>('a4');
  return (
    <Page
      title={p('labels.title')}
      lead={p(`labels.lead.${paper}`)}
      back={{ to: `/lend/${ownerText(owner)}`, label: p('desk.title') }}
      action={
        <span className="flex flex-wrap gap-3 print:hidden">
          {things.hasNextPage && (
            <Button
              look="secondary"
              busy={things.isFetchingNextPage}
              onClick={() => things.fetchNextPage()}
            >
              {t('action.more')}
            </Button>
          )}
          <Button icon={Printer} onClick={() => window.print()}>
            {p('action.print')}
          </Button>
        </span>
      }
    >
      <div className="max-w-xs print:hidden">
        <Select
          label={p('labels.paper')}
          value={paper}
          onChange={(event) => setPaper(event.target.value as Paper)}
        >
          {papers.map((each) => (
            <option key={each} value={each}>
              {p(`labels.paper.${each}`)}
            </option>
          ))}
        </Select>
      </div>
      {paper === 'roll' && <style>{ROLL_PAGE}</style>}
      {things.isPending && <SkeletonRows rows={3} />}
      {things.isError && <ErrorPanel error={things.error} onRetry={() => things.refetch()} />}
      <ul className="label-sheet always-light" data-paper={paper}>
        {things.data?.map((thing) => (
          <Label key={String(thing.id)} thing={thing} />
        ))}
      </ul>
    </Page>
  );
}

function Label({ thing }: { thing: ResourceView }) {
  const [label = ''] = thing.label;
  return (
    <li className="label">
      <span className="label-code">
        <QrCode text={labelLink(window.location.origin, label)} label={thing.name} />
      </span>
      <span className="label-words">
        <span className="label-name">{thing.name}</span>
        <span className="label-text">{labelForPeople(label)}</span>
      </span>
    </li>
  );
}
