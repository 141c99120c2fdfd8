import { Camera, Flashlight, FlashlightOff, SwitchCamera, VideoOff } from 'lucide-react';
import { Button } from '../../../components/ui/button.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { cx } from '../../../lib/class-names.ts';
import { useScannerText } from '../../../locales/scanner.ts';
import type { useCamera } from '../api/use-camera.ts';

type Props = { camera: ReturnType<typeof useCamera> };
type ViewProps = Props & {
  /** What to point it at. */
  lead: string;
  className?: string;
  onStart(): void;
};
const round =
  'inline-grid size-12 place-items-center rounded-full bg-on-verdict/70 text-white hover:bg-on-verdict';

/** What the camera sees, with a frame to aim with; before it runs, a button that starts it. */
export function CameraView({ camera, lead, className, onStart }: ViewProps) {
  const s = useScannerText();
  const isOn = camera.state === 'on';
  return (
    <div
      className={cx(
        'relative flex flex-1 flex-col overflow-hidden bg-on-verdict text-white',
        className,
      )}
    >
      <video
        ref={camera.video}
        playsInline
        muted
        aria-label={s('camera')}
        className={isOn ? 'absolute inset-0 size-full object-cover' : 'hidden'}
      />
      {isOn ? <Aim camera={camera} /> : <Start camera={camera} lead={lead} onStart={onStart} />}
    </div>
  );
}

function Start({ camera, lead, onStart }: ViewProps) {
  const s = useScannerText();
  const start = () => {
    onStart();
    return camera.start();
  };
  return (
    <div className="m-auto flex max-w-sm flex-col items-center gap-5 px-6 py-10 text-center">
      <Camera aria-hidden size={48} strokeWidth={1.5} />
      <p>{lead}</p>
      <Button size="lg" busy={camera.state === 'starting'} onClick={start}>
        {s('start')}
      </Button>
      {camera.problem && (
        <div className="text-start">
          <Notice tone="problem">{s(camera.problem)}</Notice>
        </div>
      )}
    </div>
  );
}

function Aim({ camera }: Props) {
  const s = useScannerText();
  const { cameras, cameraId, torch } = camera;
  const at = cameras.findIndex((each) => each.deviceId === cameraId);
  const next = cameras[(at + 1) % cameras.length];
  return (
    <>
      <div
        aria-hidden
        className="pointer-events-none absolute inset-0 m-auto aspect-square w-[min(62%,20rem)] rounded-xl border-4 border-white/85"
      />
      <p className="absolute inset-x-0 bottom-4 mx-auto w-fit rounded-full bg-on-verdict/85 px-4 py-2 text-sm">
        {s('looking')}
      </p>
      <div className="absolute end-4 top-4 flex flex-col gap-3">
        {torch !== undefined && (
          <button
            type="button"
            aria-label={s(torch ? 'torchOff' : 'torchOn')}
            onClick={() => camera.switchTorch()}
            className={round}
          >
            {torch ? <FlashlightOff aria-hidden size={22} /> : <Flashlight aria-hidden size={22} />}
          </button>
        )}
        {cameras.length > 1 && (
          <button
            type="button"
            aria-label={s('otherCamera')}
            onClick={() => camera.start(next?.deviceId)}
            className={round}
          >
            <SwitchCamera aria-hidden size={22} />
          </button>
        )}
        <button type="button" aria-label={s('stop')} onClick={camera.stop} className={round}>
          <VideoOff aria-hidden size={22} />
        </button>
      </div>
    </>
  );
}
