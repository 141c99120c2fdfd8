import type { Device, EventView } from '@qikcard/contracts';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Card, Section } from '../../../components/ui/card.tsx';
import { EmptyState } from '../../../components/ui/empty-state.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { StatusPill } from '../../../components/ui/status-pill.tsx';
import { useText } from '../../../lib/text.tsx';
import { dateTime } from '../../../lib/time.ts';
import { useDevices } from '../api/devices.ts';
import { PairingDialog } from './pairing-dialog.tsx';
import { RevokeDialog } from './revoke-dialog.tsx';

const LOOK_EVERY_MS = 5_000;

/** The readers that may scan for an event. */
export function DevicesPanel({ event }: { event: EventView }) {
  const t = useText();
  const devices = useDevices(event.id, LOOK_EVERY_MS);
  const [pairing, setPairing] = useState(false);
  const [revoking, setRevoking] = useState<Device>();
  const add = (
    <Button icon={Plus} onClick={() => setPairing(true)}>
      {t('devices.add')}
    </Button>
  );
  const some = devices.data && devices.data.length > 0;
  return (
    <Section title={t('devices.title')} action={some ? add : undefined}>
      {devices.isPending && <SkeletonRows rows={2} className="h-20 rounded-lg" />}
      {devices.isError && !devices.data && (
        <ErrorPanel error={devices.error} onRetry={() => devices.refetch()} />
      )}
      {devices.data?.length === 0 && (
        <Card>
          <EmptyState drawing="reader" title={t('devices.noneTitle')} action={add}>
            {t('devices.none')}
          </EmptyState>
        </Card>
      )}
      {some && (
        <Card>
          <ul>
            {devices.data.map((device) => (
              <DeviceRow
                key={device.id.toText()}
                device={device}
                zone={event.time_zone}
                onRevoke={() => setRevoking(device)}
              />
            ))}
          </ul>
        </Card>
      )}
      <PairingDialog event={event} open={pairing} onOpenChange={setPairing} />
      <RevokeDialog event={event} device={revoking} onClose={() => setRevoking(undefined)} />
    </Section>
  );
}

type RowProps = { device: Device; zone: string; onRevoke(): void };

export function DeviceRow({ device, zone, onRevoke }: RowProps) {
  const t = useText();
  const at = { locale: t.locale, zone };
  const seen = device.last_seen_ns > 0n ? device.last_seen_ns : device.paired_at_ns;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-3 border-line border-b p-5 last:border-b-0">
      <div className="min-w-0 flex-1 basis-48">
        <p className="font-semibold">{device.name}</p>
        <p className="text-muted text-sm">
          {device.gate ? `${device.gate} · ` : ''}
          {t('devices.seen', { time: dateTime(seen, at) })}
        </p>
      </div>
      <StatusPill status={device.revoked ? 'refused' : 'admitted'}>
        {t(device.revoked ? 'devices.revoked' : 'devices.active')}
      </StatusPill>
      {!device.revoked && (
        <Button
          look="danger"
          aria-label={t('devices.revokeNamed', { name: device.name })}
          onClick={onRevoke}
        >
          {t('devices.revoke')}
        </Button>
      )}
    </li>
  );
}
