import type { EventView } from '@qikcard/contracts';
import { PASS_STEP_SECONDS } from '@qikcard/contracts';
import { useParams } from 'react-router';
import { CountdownRing } from '../../../components/ui/countdown-ring.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { QrCode } from '../../../components/ui/qr-code.tsx';
import { Skeleton } from '../../../components/ui/skeleton.tsx';
import { useNow } from '../../../lib/now.ts';
import { useText } from '../../../lib/text.tsx';
import { useTitle } from '../../../lib/title.ts';
import { useDoorsText } from '../../../locales/doors.ts';
import { useGateText } from '../../../locales/gate.ts';
import { useGate } from '../../door/api/gate.ts';
import { useDoorText } from '../../door/api/text.ts';
import { useDoor } from '../../door/api/use-door.ts';
import { useDoorSound } from '../../door/api/use-sound.ts';
import { DoorFrame } from '../../door/components/door-frame.tsx';
import { DoorVerdict } from '../../door/components/door-verdict.tsx';
import { readId, useEvent } from '../../events/api/events.ts';
import { secondsLeft } from '../../pass/api/rotating-code.ts';
import { useWakeLock } from '../../pass/components/use-door-signals.ts';
import { useCamera } from '../../scanner/api/use-camera.ts';
import { useWedge } from '../../scanner/api/use-wedge.ts';
import { CameraView } from '../../scanner/components/camera-view.tsx';
import { type GateCode, useGateCode } from '../api/gate-code.ts';

/** A tablet at a door that asks: it shows a code, phones answer to its camera, it shows the verdict. */
export function GatePage() {
  const g = useGateText();
  useTitle(g('challengeTitle'));
  const event = useEvent(readId(useParams()['eventId']) ?? 0n);
  if (event.data) return <OpenGate event={event.data} />;
  return (
    <DoorFrame to="/" title={g('challengeTitle')}>
      <div className="mx-auto w-full max-w-3xl px-5 py-8">
        {event.isError ? (
          <ErrorPanel error={event.error} onRetry={() => event.refetch()} />
        ) : (
          <Skeleton className="aspect-square rounded-lg" />
        )}
      </div>
    </DoorFrame>
  );
}

function OpenGate({ event }: { event: EventView }) {
  const g = useGateText();
  // At hand before an answer needs them.
  useDoorsText();
  useDoorText();
  useDoorSound();
  const [gate] = useGate(event.id);
  const { code, error } = useGateCode(event.id);
  const door = useDoor(event, 'in', gate, false);
  const camera = useCamera(door.onText, 'user');
  useWedge(door.onText);
  useWakeLock(true);
  return (
    <DoorFrame to={`/door/${event.id}`} title={gate || event.name}>
      <div className="relative flex min-h-0 flex-1 flex-col md:flex-row">
        <section
          aria-label={g('challengeTitle')}
          className="always-light flex flex-1 flex-col items-center justify-center gap-5 bg-white p-6 text-center text-ink"
        >
          <div className="w-full max-w-[min(70dvh,30rem)]">
            {code ? (
              <QrCode text={code.text} label={g('challengeTitle')} />
            ) : (
              <Skeleton className="aspect-square w-full rounded-md" />
            )}
          </div>
          {error ? (
            <Notice tone="problem">{g('challengeFailed')}</Notice>
          ) : (
            <p className="max-w-md font-medium text-lg">
              {g(code ? 'challengeLead' : 'challengeWaiting')}
            </p>
          )}
          {code && <Countdown code={code} />}
        </section>
        <div className="relative flex min-h-64 flex-1 flex-col md:max-w-md">
          <CameraView
            camera={camera}
            lead={g('gateCamera')}
            className="min-h-64"
            onStart={door.lookAfresh}
          />
        </div>
        {door.answer && (
          <DoorVerdict
            event={event}
            answer={door.answer}
            onConfirm={door.confirm}
            onDecide={door.decide}
            onDone={door.clear}
          />
        )}
      </div>
    </DoorFrame>
  );
}

function Countdown({ code }: { code: GateCode }) {
  const t = useText();
  const now = useNow(500);
  return (
    <CountdownRing
      remainingSeconds={secondsLeft(code.step, now)}
      totalSeconds={PASS_STEP_SECONDS}
      warnBelowSeconds={3}
      label={t('pass.validFor')}
    />
  );
}
