import type { ResourceView } from '@qikcard/contracts';
import { HandHelping, Pencil, QrCode, ScanLine } from 'lucide-react';
import { useState } from 'react';
import { useParams } from 'react-router';
import { Button, ButtonLink } from '../../../components/ui/button.tsx';
import { Card, Section } from '../../../components/ui/card.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { Page } from '../../../components/ui/page.tsx';
import { Skeleton, SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { useThingsText } from '../../../locales/things.ts';
import { readId } from '../../events/api/events.ts';
import { useSession } from '../../session/api/session.tsx';
import { useThingPicture } from '../api/images.ts';
import { useThingLoans } from '../api/loans.ts';
import { ownerText, useThing } from '../api/things.ts';
import { CodeDialog } from './code-dialog.tsx';
import { DepositCard } from './deposit-card.tsx';
import { DeskLoans } from './desk-loans.tsx';
import { HandOverDialog } from './hand-over-dialog.tsx';
import { ThingCalendar } from './thing-calendar.tsx';
import { conditionText, FreePill, TermsList } from './thing-parts.tsx';
import { ThingReservations } from './thing-reservations.tsx';

/** One thing: what it is, on what terms it is lent, when it is free. */
export function ThingPage() {
  const p = useThingsText();
  const thing = useThing(readId(useParams()['thingId']) ?? 0n);
  const back = { to: '/things?view=find', label: p('things.title') };
  if (thing.data) return <Loaded thing={thing.data} back={back} />;
  return (
    <Page title={p('things.title')} back={back} width="narrow">
      {thing.isPending && <SkeletonRows rows={2} className="h-40 rounded-lg" />}
      {thing.isError && <ErrorPanel error={thing.error} onRetry={() => thing.refetch()} />}
    </Page>
  );
}

function Loaded({ thing, back }: { thing: ResourceView; back: { to: string; label: string } }) {
  const p = useThingsText();
  const { status } = useSession();
  const desk = `/lend/${ownerText(thing.owner)}`;
  return (
    <Page
      title={thing.name}
      back={thing.manages ? { to: desk, label: p('desk.title') } : back}
      width="narrow"
      lead={
        <span className="flex flex-wrap items-center gap-3">
          <FreePill thing={thing} />
          {thing.category}
        </span>
      }
      action={thing.manages ? <DeskActions thing={thing} desk={desk} /> : <BorrowLink />}
    >
      {thing.images.length > 0 && <Pictures thing={thing} />}
      {thing.description && <p className="whitespace-pre-line break-words">{thing.description}</p>}
      <Card className="flex flex-col gap-4 p-6">
        <h2 className="font-semibold">{p('terms.title')}</h2>
        <TermsList terms={thing.terms} />
        <p className="text-muted text-sm">
          {p('confirm.condition')}: {conditionText(thing.condition, p)}
        </p>
      </Card>
      {status === 'in' && !thing.manages && <DepositCard thing={thing} />}
      {thing.parts.length > 0 && <Parts thing={thing} />}
      {thing.terms.reservable && !thing.retired && (
        <ThingCalendar thing={thing} mayReserve={status === 'in'} />
      )}
      {thing.manages && <ThingReservations thing={thing} />}
      {thing.manages && <History id={thing.id} />}
    </Page>
  );
}

/** What is in a kit, and how many of it are free. */
function Parts({ thing }: { thing: ResourceView }) {
  const p = useThingsText();
  return (
    <Section title={p('thing.parts')}>
      <Card>
        <ul>
          {thing.parts.map(({ resource_id, count }) => (
            <Part key={String(resource_id)} id={resource_id} count={count} />
          ))}
        </ul>
      </Card>
    </Section>
  );
}

function Part({ id, count }: { id: bigint; count: number }) {
  const part = useThing(id).data;
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 border-line border-b p-5 last:border-b-0">
      <span className="break-words font-medium">
        {count} × {part?.name ?? '…'}
      </span>
      {part && <FreePill thing={part} />}
    </li>
  );
}

function Pictures({ thing }: { thing: ResourceView }) {
  return (
    <div className="-mx-5 flex snap-x gap-3 overflow-x-auto px-5 md:mx-0 md:px-0">
      {thing.images.map(({ version }, at) => (
        <Picture key={version} thing={thing} at={at} />
      ))}
    </div>
  );
}

function Picture({ thing, at }: { thing: ResourceView; at: number }) {
  const url = useThingPicture(thing, at);
  return url ? (
    <img
      src={url}
      alt={thing.name}
      className="h-56 max-w-full snap-start rounded-lg object-cover"
    />
  ) : (
    <Skeleton className="h-56 w-72 shrink-0 rounded-lg" />
  );
}

function BorrowLink() {
  const p = useThingsText();
  return (
    <ButtonLink to="/scan" icon={ScanLine}>
      {p('action.borrow')}
    </ButtonLink>
  );
}

function DeskActions({ thing, desk }: { thing: ResourceView; desk: string }) {
  const p = useThingsText();
  const [showing, setShowing] = useState<'resource_checkout' | 'resource_checkin'>();
  const [handing, setHanding] = useState(false);
  return (
    <div className="flex flex-wrap gap-3">
      {thing.available > 0 && (
        <Button icon={QrCode} onClick={() => setShowing('resource_checkout')}>
          {p('action.showCode')}
        </Button>
      )}
      {thing.available > 0 && (
        <Button look="secondary" icon={HandHelping} onClick={() => setHanding(true)}>
          {p('desk.handOver')}
        </Button>
      )}
      {thing.available < thing.quantity && (
        <Button look="secondary" icon={QrCode} onClick={() => setShowing('resource_checkin')}>
          {p('action.showReturnCode')}
        </Button>
      )}
      {!thing.retired && (
        <ButtonLink to={`${desk}/${thing.id}`} look="secondary" icon={Pencil}>
          {p('action.edit')}
        </ButtonLink>
      )}
      {handing && <HandOverDialog thing={thing} onClose={() => setHanding(false)} />}
      {showing && (
        <CodeDialog thing={thing} purpose={showing} onClose={() => setShowing(undefined)} />
      )}
    </div>
  );
}

function History({ id }: { id: bigint }) {
  const p = useThingsText();
  const loans = useThingLoans(id);
  return (
    <Section title={p('history.title')}>
      <DeskLoans loans={loans} none={p('history.none')} />
    </Section>
  );
}
