import type { DoorPlan, EventView, FleetDevice } from '@qikcard/contracts';
import { fromOpt } from '@qikcard/contracts';
import {
  BatteryFull,
  BatteryLow,
  Clock,
  Cpu,
  Layers,
  type LucideIcon,
  Plug,
  Plus,
} from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Card, Section } from '../../../components/ui/card.tsx';
import { EmptyState } from '../../../components/ui/empty-state.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { StatusPill } from '../../../components/ui/status-pill.tsx';
import { cx } from '../../../lib/class-names.ts';
import { useText } from '../../../lib/text.tsx';
import { dateTime } from '../../../lib/time.ts';
import { useDoorsText } from '../../../locales/doors.ts';
import { PairingDialog } from '../../devices/components/pairing-dialog.tsx';
import { RevokeDialog } from '../../devices/components/revoke-dialog.tsx';
import { useFleet } from '../api/doors.ts';
import { PolicyDialog } from './policy-dialog.tsx';

const LOW_PERCENT = 20;
const SKEW_SECONDS = 60;
const QUEUE_LONG = 25;
const NO_BATTERY = 255;

type Props = { event: EventView; plan: DoorPlan };

/** All readers of an event, and how each of them is. */
export function FleetPanel({ event, plan }: Props) {
  const t = useDoorsText();
  const text = useText();
  const fleet = useFleet(event.id);
  const [pairing, setPairing] = useState(false);
  const [shown, setShown] = useState<FleetDevice>();
  const [revoking, setRevoking] = useState<FleetDevice>();
  const add = (
    <Button icon={Plus} onClick={() => setPairing(true)}>
      {text('devices.add')}
    </Button>
  );
  return (
    <Section title={t('readers')} action={fleet.data?.length ? add : undefined}>
      {fleet.isPending && <SkeletonRows rows={2} className="h-24 rounded-lg" />}
      {fleet.isError && !fleet.data && (
        <ErrorPanel error={fleet.error} onRetry={() => fleet.refetch()} />
      )}
      {fleet.data?.length === 0 && (
        <Card>
          <EmptyState drawing="reader" title={text('devices.noneTitle')} action={add}>
            {text('devices.none')}
          </EmptyState>
        </Card>
      )}
      <ul className="grid gap-5 lg:grid-cols-2">
        {fleet.data?.map((each) => (
          <li key={each.device.id.toText()}>
            <ReaderCard
              reader={each}
              zone={event.time_zone}
              onPolicy={() => setShown(each)}
              onRevoke={() => setRevoking(each)}
            />
          </li>
        ))}
      </ul>
      <PairingDialog event={event} open={pairing} onOpenChange={setPairing} />
      <RevokeDialog
        event={event}
        device={revoking?.device}
        onClose={() => setRevoking(undefined)}
      />
      {shown && (
        <PolicyDialog
          event={event}
          plan={plan}
          reader={shown}
          onClose={() => setShown(undefined)}
        />
      )}
    </Section>
  );
}

type CardProps = { reader: FleetDevice; zone: string; onPolicy(): void; onRevoke(): void };

function ReaderCard({ reader, zone, onPolicy, onRevoke }: CardProps) {
  const t = useDoorsText();
  const text = useText();
  const { device } = reader;
  const seen = dateTime(device.last_seen_ns, { locale: text.locale, zone });
  return (
    <Card className="flex flex-col gap-5 p-5">
      <div className="flex items-start justify-between gap-4">
        <div className="min-w-0">
          <h3 className="font-semibold">{device.name}</h3>
          <p className="text-muted text-sm">
            {device.gate ? `${device.gate} · ` : ''}
            {t('seen', { time: seen })}
          </p>
        </div>
        <StatusPill status={device.revoked ? 'refused' : 'admitted'}>
          {text(device.revoked ? 'devices.revoked' : 'devices.active')}
        </StatusPill>
      </div>
      <Health reader={reader} />
      {!device.revoked && (
        <div className="flex flex-wrap gap-3">
          <Button look="secondary" aria-label={`${t('policy')}: ${device.name}`} onClick={onPolicy}>
            {t('policy')}
          </Button>
          <Button
            look="danger"
            aria-label={text('devices.revokeNamed', { name: device.name })}
            onClick={onRevoke}
          >
            {text('devices.revoke')}
          </Button>
        </div>
      )}
    </Card>
  );
}

/** Battery, queue, clock, firmware: a drawing, words, and a colour where something is wrong. */
function Health({ reader }: { reader: FleetDevice }) {
  const t = useDoorsText();
  const beat = fromOpt(reader.heartbeat);
  if (beat === undefined) return <p className="text-muted text-sm">{t('neverSeen')}</p>;
  const { battery_percent: battery, queue_depth: count, clock_skew_seconds: seconds } = beat;
  const low = battery <= LOW_PERCENT;
  const skewed = seconds > SKEW_SECONDS;
  const clock = skewed ? (beat.clock_is_ahead ? 'clockAhead' : 'clockBehind') : 'clockRight';
  return (
    <ul className="grid grid-cols-2 gap-3 text-sm">
      {battery === NO_BATTERY ? (
        <Fact icon={Plug}>{t('noBattery')}</Fact>
      ) : (
        <Fact icon={low ? BatteryLow : BatteryFull} wrong={low}>
          {battery} %
        </Fact>
      )}
      <Fact icon={Layers} wrong={count > QUEUE_LONG}>
        {t('queue', { count })}
      </Fact>
      <Fact icon={Clock} wrong={skewed}>
        {t(clock, { seconds })}
      </Fact>
      <Fact icon={Cpu}>{t('firmware', { version: beat.firmware || '–' })}</Fact>
    </ul>
  );
}

type FactProps = { icon: LucideIcon; wrong?: boolean; children: React.ReactNode };

function Fact({ icon: Icon, wrong = false, children }: FactProps) {
  return (
    <li
      className={cx(
        'tabular flex items-center gap-2 rounded-md px-3 py-2',
        wrong ? 'bg-waiting-tint text-waiting-text' : 'bg-sunken',
      )}
    >
      <Icon aria-hidden size={16} className="shrink-0" />
      {children}
    </li>
  );
}
