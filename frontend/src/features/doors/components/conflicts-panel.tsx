import type { Conflict, EventView, Resolution } from '@qikcard/contracts';
import { fromOpt } from '@qikcard/contracts';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Card, Section } from '../../../components/ui/card.tsx';
import { EmptyState } from '../../../components/ui/empty-state.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { StatusPill } from '../../../components/ui/status-pill.tsx';
import { TextField } from '../../../components/ui/text-field.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { errorText } from '../../../lib/error-text.ts';
import { useText } from '../../../lib/text.tsx';
import { clock, timeOfDay } from '../../../lib/time.ts';
import { useDoorsText } from '../../../locales/doors.ts';
import { refusalText as doorRefusalText } from '../../door/api/refusal-text.ts';
import { useDoorText } from '../../door/api/text.ts';
import { useConflicts, useFleet, useResolve } from '../api/doors.ts';
import { refusalText } from './refusal-text.ts';

const HOW = ['Keep', 'Undo', 'Revoke'] as const;
type How = (typeof HOW)[number];

/** Entries that only a reader had seen and the rules do not confirm: both readings, one decision. */
export function ConflictsPanel({ event }: { event: EventView }) {
  const t = useDoorsText();
  const conflicts = useConflicts(event.id);
  const fleet = useFleet(event.id);
  const names = new Map(fleet.data?.map(({ device }) => [device.id.toText(), device.name]));
  return (
    <Section title={t('conflicts')}>
      <p className="max-w-2xl text-muted text-sm">{t('conflictsLead')}</p>
      {conflicts.isPending && <SkeletonRows rows={2} className="h-40 rounded-lg" />}
      {conflicts.isError && !conflicts.data && (
        <ErrorPanel error={conflicts.error} onRetry={() => conflicts.refetch()} />
      )}
      {conflicts.data?.length === 0 && (
        <Card>
          <EmptyState drawing="reader" title={t('conflictsNone')}>
            {t('conflictsNoneText')}
          </EmptyState>
        </Card>
      )}
      <ul className="grid items-start gap-5 lg:grid-cols-2">
        {conflicts.data?.map((conflict) => (
          <li key={String(conflict.id)}>
            <ConflictCard event={event} conflict={conflict} names={names} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

type CardProps = { event: EventView; conflict: Conflict; names: Map<string, string> };

function ConflictCard({ event, conflict, names }: CardProps) {
  const t = useDoorsText();
  const text = useText();
  const say = useToast();
  const resolve = useResolve(event.id);
  const [note, setNote] = useState('');
  const at = { locale: text.locale, zone: event.time_zone };
  const kind = Object.keys(conflict.kind)[0] as 'Revoked';
  const suggested = Object.keys(conflict.suggested)[0] as How;
  const place = placeOf(conflict);
  const other = fromOpt(conflict.other);
  const claim = fromOpt(conflict.claim);
  const name = fromOpt(conflict.display_name);
  const nameOf = (reader: Conflict['reader']) => names.get(reader.toText()) ?? '–';
  const decide = (how: How) =>
    resolve.mutate(
      { conflict, how: { [how]: null } as Resolution, note },
      { onSuccess: () => say(t('resolved')) },
    );
  return (
    <Card className="flex flex-col gap-5 p-5">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <StatusPill status="waiting">
          {t(place ? `conflict.place.${place}` : `conflict.${kind}`)}
        </StatusPill>
        <span className="tabular text-muted text-sm">#{String(conflict.id)}</span>
      </div>
      <div className="flex flex-col gap-1">
        {name !== undefined && <h3 className="font-semibold text-lg">{name}</h3>}
        <Cause conflict={conflict} at={at} />
      </div>
      <div className="grid gap-3 sm:grid-cols-2">
        <Reading
          title={t(claim === undefined ? 'thisReading' : 'disputedReading')}
          reader={claim === undefined ? nameOf(conflict.reader) : ''}
          gate={conflict.gate}
          times={
            claim === undefined
              ? [
                  [t('readerTime'), clock(conflict.reader_at_ns, at)],
                  [t('corrected'), clock(conflict.corrected_at_ns, at)],
                  [t('uploaded'), clock(conflict.uploaded_at_ns, at)],
                ]
              : [
                  [t('scanTime'), clock(conflict.corrected_at_ns, at)],
                  [t('disputedTime'), clock(conflict.uploaded_at_ns, at)],
                ]
          }
        />
        {other && (
          <Reading
            title={t('otherUse')}
            reader={nameOf(other.reader)}
            gate={other.gate}
            times={[[t('entered'), clock(other.at_ns, at)]]}
          />
        )}
      </div>
      <TextField
        label={t('note')}
        value={note}
        maxLength={200}
        onChange={(change) => setNote(change.target.value)}
      />
      {resolve.isError && <Notice tone="problem">{errorText(resolve.error, text)}</Notice>}
      <div className="flex flex-wrap gap-3">
        {waysOut(conflict).map((how) => (
          <Button
            key={how}
            look={how === suggested ? 'primary' : how === 'Revoke' ? 'danger' : 'secondary'}
            busy={resolve.isPending}
            onClick={() => decide(how)}
          >
            {t(`resolve.${how}`)}
          </Button>
        ))}
      </div>
    </Card>
  );
}

type Place = 'Withdrawn' | 'Cancelled' | 'PassedOn';
/** What became of the place, where that is why. */
const placeOf = ({ place: [place] }: Conflict): Place | undefined =>
  place && (Object.keys(place)[0] as Place);

/** An entry can be taken back where there is one to take back. */
function waysOut(conflict: Conflict): readonly How[] {
  const { registration_id, claim, suggested } = conflict;
  if (registration_id === 0n) return ['Keep'];
  // The place is gone already, or belongs to somebody who has done nothing.
  if (placeOf(conflict)) return ['Undo', 'Keep'];
  const isOver = claim.length > 0 && !('Undo' in suggested);
  return HOW.filter((how) => how !== 'Undo' || !isOver);
}

/** Why it is here: what the rules say, or what the holder says. */
function Cause({ conflict, at }: { conflict: Conflict; at: { locale: string; zone: string } }) {
  const t = useDoorsText();
  const d = useDoorText();
  const claim = fromOpt(conflict.claim);
  const place = placeOf(conflict);
  if (place) return <p>{t(`conflict.cause.${place}`)}</p>;
  if (claim === undefined) {
    const said = doorRefusalText(conflict.reason, d, (ns) => timeOfDay(ns, at));
    return <p>{'RuleRefused' in conflict.reason ? refusalText(conflict.reason, t, at) : said}</p>;
  }
  const reason = `reason.${Object.keys(conflict.reason)[0]}`;
  const wasRefused = !('Malformed' in conflict.reason);
  return (
    <div className="flex flex-col gap-1">
      {/* Only the holder's words; they are gone when the holder has been erased. */}
      <blockquote className="border-line-strong border-s-2 ps-3">{claim || '–'}</blockquote>
      {wasRefused && t.has(reason) && (
        <p className="text-muted text-sm">{t('refusedFor', { reason: t(reason) })}</p>
      )}
    </div>
  );
}

type ReadingProps = { title: string; reader: string; gate: string; times: [string, string][] };

function Reading({ title, reader, gate, times }: ReadingProps) {
  return (
    <div className="flex flex-col gap-2 rounded-md bg-sunken p-4 text-sm">
      <p className="text-muted">{title}</p>
      <p className="font-semibold">{[reader, gate].filter(Boolean).join(' · ')}</p>
      <dl className="tabular grid grid-cols-[1fr_auto] gap-x-4 gap-y-1">
        {times.map(([label, time]) => (
          <div key={label} className="contents">
            <dt className="text-muted">{label}</dt>
            <dd>{time}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
