import type { EventView, MassCheckOut } from '@qikcard/contracts';
import { LogOut } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Card, Section } from '../../../components/ui/card.tsx';
import { ConfirmDialog } from '../../../components/ui/confirm-dialog.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { StatusPill } from '../../../components/ui/status-pill.tsx';
import { TextField } from '../../../components/ui/text-field.tsx';
import { errorText } from '../../../lib/error-text.ts';
import { useText } from '../../../lib/text.tsx';
import { dateTime, fromLocalField, safeZone, toLocalField, toMs, toNs } from '../../../lib/time.ts';
import { useDoorsText } from '../../../locales/doors.ts';
import { useBoard, useCallOff, useEverybodyOut, useMassCheckOut } from '../api/doors.ts';

type Props = { event: EventView };

/** Sends everybody home: now or at a time, with what is going on and what came of it. */
export function EverybodyOutPanel({ event }: Props) {
  const t = useDoorsText();
  const board = useBoard(event.id);
  const last = useMassCheckOut(event.id);
  if (last.error) return <ErrorPanel error={last.error} onRetry={() => last.refetch()} />;
  if (last.isPending || !board.data) return <SkeletonRows rows={2} className="h-24 rounded-lg" />;
  const inside = board.data.inside;
  const isOpen = last.data != null && !('Done' in last.data.state);
  return (
    <Section title={t('everybodyOut')}>
      <p className="max-w-2xl text-muted text-sm">{t('everybodyOutLead')}</p>
      {last.data && <Progress event={event} check={last.data} inside={inside} />}
      {!isOpen && <Ask event={event} inside={inside} />}
    </Section>
  );
}

type ProgressProps = Props & { check: MassCheckOut; inside: number };

function Progress({ event, check, inside }: ProgressProps) {
  const t = useDoorsText();
  const text = useText();
  const callOff = useCallOff(event.id);
  const time = dateTime(check.at_ns, { locale: text.locale, zone: event.time_zone });
  const isRunning = 'Running' in check.state;
  return (
    <Card className="flex flex-col gap-4 p-5">
      <div role="status" className="flex flex-wrap items-center gap-3">
        {'Scheduled' in check.state && (
          <>
            <StatusPill status="waiting">{t('outScheduled')}</StatusPill>
            <p className="font-medium">{t('outScheduledText', { time })}</p>
          </>
        )}
        {isRunning && (
          <>
            <StatusPill status="waiting">{t('outRunning')}</StatusPill>
            <p className="font-medium">{t.count('outCount', check.checked_out)}</p>
          </>
        )}
        {'Done' in check.state && (
          <>
            <StatusPill status="admitted">{t('outDone')}</StatusPill>
            <p className="font-medium">{t.count('outCount', check.checked_out)}</p>
            <p className="text-muted text-sm">{time}</p>
          </>
        )}
      </div>
      {isRunning && (
        <progress
          aria-label={t('outRunning')}
          className="h-3 w-full accent-accent"
          max={Math.max(1, check.checked_out + inside)}
          value={check.checked_out}
        />
      )}
      {'Scheduled' in check.state && (
        <div>
          <Button look="secondary" busy={callOff.isPending} onClick={() => callOff.mutate()}>
            {t('callOff')}
          </Button>
        </div>
      )}
      {callOff.isError && <Notice tone="problem">{errorText(callOff.error, text)}</Notice>}
    </Card>
  );
}

function Ask({ event, inside }: Props & { inside: number }) {
  const t = useDoorsText();
  const zone = safeZone(event.time_zone);
  const [at, setAt] = useState(toLocalField(toMs(event.ends_at_ns), zone));
  const [asking, setAsking] = useState<'now' | 'at'>();
  const everybodyOut = useEverybodyOut(event.id);
  const ms = fromLocalField(at, zone);
  const when = asking === 'at' && ms !== undefined ? toNs(ms) : undefined;
  return (
    <Card className="flex flex-col gap-5 p-5">
      <p className="font-medium">{t.count('outInside', inside)}</p>
      <div>
        <Button icon={LogOut} disabled={inside === 0} onClick={() => setAsking('now')}>
          {t('outNow')}
        </Button>
      </div>
      <div className="flex flex-wrap items-end gap-3 border-line border-t pt-5">
        <TextField
          label={t('outAt', { zone })}
          type="datetime-local"
          value={at}
          onChange={({ target }) => setAt(target.value)}
        />
        <Button look="secondary" disabled={ms === undefined} onClick={() => setAsking('at')}>
          {t('outPlan')}
        </Button>
      </div>
      <ConfirmDialog
        open={asking !== undefined}
        title={t('everybodyOut')}
        text={asking === 'at' ? t('outPlanText') : t.count('outNowText', inside)}
        action={t(asking === 'at' ? 'outPlan' : 'outNow')}
        busy={everybodyOut.isPending}
        error={everybodyOut.error}
        onConfirm={() => everybodyOut.mutate(when, { onSuccess: () => setAsking(undefined) })}
        onClose={() => setAsking(undefined)}
      />
    </Card>
  );
}
