import { Button } from '../../../components/ui/button.tsx';
import { StatusPill } from '../../../components/ui/status-pill.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { errorText } from '../../../lib/error-text.ts';
import { useText } from '../../../lib/text.tsx';
import { type PushDevice, useTurnOff } from '../api/push.ts';
import { usePushText } from '../api/text.ts';

/** The browsers that are pushed to, this one first, each with the way to end it. */
export function PushDevices({ devices }: { devices: PushDevice[] }) {
  const text = usePushText();
  return (
    <ul aria-label={text('devices')} className="-mx-5 -mb-5 border-line border-t">
      {devices.map((device) => (
        <Device key={device.endpoint} device={device} />
      ))}
    </ul>
  );
}

function Device({ device }: { device: PushDevice }) {
  const t = useText();
  const text = usePushText();
  const say = useToast();
  const turnOff = useTurnOff();
  const name = device.name ?? text('unnamed');
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-b px-5 py-3 last:border-b-0">
      <p className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-1 font-medium text-sm">
        <span className="truncate">{name}</span>
        {device.isHere && <StatusPill status="admitted">{text('here')}</StatusPill>}
      </p>
      <Button
        look="secondary"
        busy={turnOff.isPending}
        aria-label={text('removeNamed', { name })}
        onClick={() =>
          turnOff.mutate(device, {
            onSuccess: () => say(text('removed', { name })),
            onError: (error) => say(errorText(error, t), 'problem'),
          })
        }
      >
        {text('remove')}
      </Button>
    </li>
  );
}
