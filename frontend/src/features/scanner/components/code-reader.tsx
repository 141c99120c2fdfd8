import { useWakeLock } from '../../pass/components/use-door-signals.ts';
import { useCamera } from '../api/use-camera.ts';
import { useShowings } from '../api/use-showings.ts';
import { useWedge } from '../api/use-wedge.ts';
import { CameraView } from './camera-view.tsx';

type Props = {
  /** What to point the camera at. */
  lead: string;
  className?: string;
  /** What a hand scanner types at least; less where cards are read, too. */
  minChars?: number;
  onCode(text: string): Promise<unknown> | unknown;
};

/** Reads codes with the camera or a hand scanner; each showing of a code is told once. */
export function CodeReader({ lead, className, minChars, onCode }: Props) {
  const { onText, lookAfresh } = useShowings(onCode);
  const camera = useCamera(onText);
  useWedge(onText, minChars);
  useWakeLock(camera.state === 'on');
  return <CameraView camera={camera} lead={lead} className={className} onStart={lookAfresh} />;
}
