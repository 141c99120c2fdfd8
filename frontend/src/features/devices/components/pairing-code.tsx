import { type Infer, PAIRING_TTL_SECONDS, type Pairing } from '@qikcard/contracts';
import { useRef } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { CountdownRing } from '../../../components/ui/countdown-ring.tsx';
import { QrCode } from '../../../components/ui/qr-code.tsx';
import { VerdictBanner } from '../../../components/ui/verdict-banner.tsx';
import { useNow } from '../../../lib/now.ts';
import { useText } from '../../../lib/text.tsx';
import { toMs } from '../../../lib/time.ts';
import { useDevices } from '../api/devices.ts';

const LOOK_EVERY_MS = 1_000;
type Props = {
  eventId: bigint;
  pairing: Infer<typeof Pairing>;
  onDone(): void;
  onAgain(): void;
};

/** The code to type into, or show to, a reader; turns green when one has taken it. */
export function PairingCode({ eventId, pairing, onDone, onAgain }: Props) {
  const t = useText();
  const now = useNow();
  const devices = useDevices(eventId, LOOK_EVERY_MS);
  const before = useRef<Set<string>>(undefined);
  const ids = devices.data?.map((device) => device.id.toText());
  if (ids && !before.current) before.current = new Set(ids);
  const paired = devices.data?.find((device) => !before.current?.has(device.id.toText()));
  const secondsLeft = (toMs(pairing.expires_at_ns) - now) / 1000;
  if (paired) {
    return (
      <div className="flex flex-col gap-5">
        <VerdictBanner tone="admitted" word={t('devices.paired')} className="rounded-lg">
          {paired.name}
        </VerdictBanner>
        <Button size="lg" wide onClick={onDone}>
          {t('action.done')}
        </Button>
      </div>
    );
  }
  if (secondsLeft <= 0) {
    return (
      <div className="flex flex-col gap-5">
        <VerdictBanner tone="waiting" word={t('devices.codeOver')} className="rounded-lg" />
        <Button size="lg" wide onClick={onAgain}>
          {t('devices.getCode')}
        </Button>
      </div>
    );
  }
  return <CodeFace code={pairing.code} secondsLeft={secondsLeft} />;
}

export function CodeFace({ code, secondsLeft }: { code: string; secondsLeft: number }) {
  const t = useText();
  return (
    <div className="flex flex-col items-center gap-5">
      <div className="always-light w-full max-w-64 overflow-hidden rounded-lg border border-line bg-white">
        <QrCode text={code} label={t('devices.codeQr')} />
      </div>
      <output
        aria-label={t('devices.code')}
        className="select-all font-medium font-mono text-3xl tracking-[0.12em]"
      >
        {code}
      </output>
      <div className="flex items-center gap-3">
        <CountdownRing
          remainingSeconds={secondsLeft}
          totalSeconds={PAIRING_TTL_SECONDS}
          label={t('pass.validFor')}
        />
        <p role="status" className="max-w-48 text-muted text-sm">
          {t('devices.waiting')}
        </p>
      </div>
    </div>
  );
}
