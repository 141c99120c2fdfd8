import { QikCardError } from '@qikcard/client';
import { BellRing } from 'lucide-react';
import { Button } from '../../../components/ui/button.tsx';
import { Card } from '../../../components/ui/card.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { areaErrorText } from '../../../lib/area-error.ts';
import { useText } from '../../../lib/text.tsx';
import { type PushState, usePush, useTurnOn } from '../api/push.ts';
import { usePushText } from '../api/text.ts';
import { PushDevices } from './push-devices.tsx';

/** News on the screen while the app is closed: for this browser, and in which others it is on. */
export function PushCard() {
  const text = usePushText();
  const push = usePush();
  if (push.isPending) return <SkeletonRows rows={1} className="h-28 rounded-lg" />;
  if (!push.data) return <ErrorPanel error={push.error} onRetry={() => void push.refetch()} />;
  const { state, devices } = push.data;
  return (
    <Card className="flex flex-col gap-4 p-5">
      <div className="flex flex-col gap-1">
        <h2 className="font-semibold">{text('title')}</h2>
        <p className="text-muted text-sm">{text('lead')}</p>
      </div>
      <Here state={state} />
      {devices.length > 0 && <PushDevices devices={devices} />}
    </Card>
  );
}

function Here({ state }: { state: PushState }) {
  const t = useText();
  const text = usePushText();
  const turnOn = useTurnOn();
  if (state === 'on') return null;
  if (state === 'notOffered') return <Notice tone="info">{text('notOffered')}</Notice>;
  if (state === 'unsupported') return <Notice tone="info">{text('unsupported')}</Notice>;
  if (state === 'denied') return <Notice tone="waiting">{text('denied')}</Notice>;
  return (
    <>
      {turnOn.isError && (
        <Notice tone="problem">
          {turnOn.error instanceof QikCardError
            ? areaErrorText(turnOn.error, t, text)
            : text('failed')}
        </Notice>
      )}
      <Button
        look="secondary"
        icon={BellRing}
        busy={turnOn.isPending}
        onClick={() => turnOn.mutate()}
        className="self-start"
      >
        {text('turnOn')}
      </Button>
    </>
  );
}
