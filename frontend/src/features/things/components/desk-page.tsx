import type { ResourceOwner } from '@qikcard/contracts';
import { Page } from '../../../components/ui/page.tsx';
import { StatusPill } from '../../../components/ui/status-pill.tsx';
import { useOnline } from '../../../lib/online.ts';
import { useThingsText } from '../../../locales/things.ts';
import { CARD_NUMBER_MIN_CHARS } from '../../gate/api/cards.ts';
import { canTap } from '../../gate/api/web-nfc.ts';
import { TapButton } from '../../gate/components/cards-section.tsx';
import { CodeReader } from '../../scanner/components/code-reader.tsx';
import { useShelf } from '../api/shelf.ts';
import { ownerText } from '../api/things.ts';
import { useDesk } from '../api/use-desk.ts';
import { DeskAnswerPanel } from './desk-answer.tsx';
import { DeskConflicts } from './desk-conflicts.tsx';
import { DeskStep } from './desk-step.tsx';
import { TypedCode } from './typed-code.tsx';
import { OfOwner } from './use-owner.tsx';

/** A desk that hands out and takes back by scanning, with a network or without. */
export function DeskPage() {
  return <OfOwner>{(owner) => <Scanning key={ownerText(owner)} owner={owner} />}</OfOwner>;
}

function Scanning({ owner }: { owner: ResourceOwner }) {
  const p = useThingsText();
  const desk = useDesk(owner);
  useShelf(owner);
  return (
    <Page
      title={p('scan.title')}
      back={{ to: `/lend/${ownerText(owner)}`, label: p('desk.title') }}
      action={<DeskState waiting={desk.queue.waiting} />}
    >
      <div className="grid gap-6 lg:grid-cols-2 lg:items-start lg:gap-x-10">
        <CodeReader
          lead={p('scan.point')}
          className="min-h-60 rounded-lg lg:min-h-80"
          minChars={CARD_NUMBER_MIN_CHARS}
          onCode={desk.onCode}
        />
        <div className="flex flex-col gap-6 lg:row-span-2">
          {desk.answer ? (
            <DeskAnswerPanel owner={owner} answer={desk.answer} onNext={desk.clear} />
          ) : (
            <DeskStep owner={owner} desk={desk} />
          )}
          <DeskConflicts
            owner={owner}
            conflicts={desk.queue.conflicts}
            onSeen={desk.queue.forget}
          />
        </div>
        <div className="flex flex-col items-start gap-4">
          <TypedCode onCode={desk.onCode} />
          {canTap() && <TapButton onText={desk.onCode} />}
        </div>
      </div>
    </Page>
  );
}

function DeskState({ waiting }: { waiting: number }) {
  const p = useThingsText();
  const online = useOnline();
  return (
    <span role="status" className="flex flex-wrap items-center gap-2">
      {waiting > 0 && <StatusPill status="waiting">{p.count('scan.queue', waiting)}</StatusPill>}
      <StatusPill status={online ? 'admitted' : 'waiting'}>
        {p(online ? 'scan.online' : 'scan.offline')}
      </StatusPill>
    </span>
  );
}
