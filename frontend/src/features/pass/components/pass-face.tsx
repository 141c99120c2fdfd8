import type { EventView } from '@qikcard/contracts';
import { PASS_STEP_SECONDS, TOKEN_TTL_SECONDS } from '@qikcard/contracts';
import type { ReactNode } from 'react';
import { CountdownRing } from '../../../components/ui/countdown-ring.tsx';
import { QrCode } from '../../../components/ui/qr-code.tsx';
import { Skeleton } from '../../../components/ui/skeleton.tsx';
import { useNow } from '../../../lib/now.ts';
import { useText } from '../../../lib/text.tsx';
import { dateTime } from '../../../lib/time.ts';
import { secondsLeft } from '../api/rotating-code.ts';
import type { Purpose } from '../api/token.ts';

/** What the door reads: a code that turns over every few seconds, or one that ends at a time. */
export type ShownCode = { text: string } & ({ step: number } | { expiresAtMs: number });

type Props = {
  event: EventView;
  holder: string;
  purpose: Purpose;
  /** Absent while it is being made. */
  code: ShownCode | undefined;
  /** A sentence about the code: doors not open yet, offline, a problem. */
  note?: ReactNode;
  /** What there is to know about how long the code lasts. */
  hint?: string;
  action?: ReactNode;
};

/** The pass as a door sees it: one bright code, whose it is, and how long it lasts. */
export function PassFace({ event, holder, purpose, code, note, hint, action }: Props) {
  const t = useText();
  const at = { locale: t.locale, zone: event.time_zone };
  return (
    <div className="flex w-full flex-col items-center gap-5 px-4 text-center">
      <div className="flex flex-col gap-1">
        <p className="font-medium text-accent-text text-sm">
          {t(purpose === 'check_in' ? 'pass.entryCode' : 'pass.exitCode')}
        </p>
        <h2 className="font-semibold text-xl">{event.name}</h2>
        <p className="text-muted text-sm">{dateTime(event.starts_at_ns, at)}</p>
      </div>
      <div className="w-full max-w-90">
        {code ? (
          <QrCode
            text={code.text}
            label={t(purpose === 'check_in' ? 'pass.entryCode' : 'pass.exitCode')}
          />
        ) : (
          <div role="status" className="p-[10%]">
            <Skeleton className="aspect-square w-full rounded-md" />
            <span className="sr-only">{t('pass.issuing')}</span>
          </div>
        )}
      </div>
      <p className="font-semibold text-2xl">{holder}</p>
      {note}
      <div className="flex min-h-16 items-center gap-3 text-start">
        {code && <Countdown code={code} />}
        <p className="max-w-52 text-muted text-sm">{hint ?? t('pass.renews')}</p>
      </div>
      {action}
    </div>
  );
}

function Countdown({ code }: { code: ShownCode }) {
  const t = useText();
  const now = useNow(500);
  const turns = 'step' in code;
  return (
    <CountdownRing
      remainingSeconds={turns ? secondsLeft(code.step, now) : (code.expiresAtMs - now) / 1000}
      totalSeconds={turns ? PASS_STEP_SECONDS : TOKEN_TTL_SECONDS}
      warnBelowSeconds={turns ? 3 : 60}
      label={t('pass.validFor')}
    />
  );
}
