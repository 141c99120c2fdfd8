import { useCallback, useEffect, useRef, useState } from 'react';
import { createDecoder } from './decoder.ts';

export type CameraProblem = 'denied' | 'missing';
type State = 'off' | 'starting' | 'on';
const LOOK_EVERY_MS = 120;

/** A camera that reads codes while it is on; `onText` gets every reading, repetitions included. */
export function useCamera(
  onText: (text: string) => void,
  facing: 'environment' | 'user' = 'environment',
) {
  const video = useRef<HTMLVideoElement>(null);
  const stream = useRef<MediaStream>(undefined);
  const [state, setState] = useState<State>('off');
  const [problem, setProblem] = useState<CameraProblem>();
  const [cameras, setCameras] = useState<MediaDeviceInfo[]>([]);
  const [cameraId, setCameraId] = useState<string>();
  const [torch, setTorch] = useState<boolean>();

  const stop = useCallback(() => {
    for (const track of stream.current?.getTracks() ?? []) track.stop();
    stream.current = undefined;
    setTorch(undefined);
    setState('off');
  }, []);

  const start = useCallback(
    async (id?: string) => {
      stop();
      setState('starting');
      setProblem(undefined);
      try {
        const opened = await openCamera(id, facing);
        stream.current = opened;
        if (video.current) {
          video.current.srcObject = opened;
          await video.current.play();
        }
        const [track] = opened.getVideoTracks();
        setCameraId(track.getSettings().deviceId);
        const capable = track.getCapabilities?.() as { torch?: boolean } | undefined;
        setTorch(capable?.torch ? false : undefined);
        const devices = await navigator.mediaDevices.enumerateDevices();
        setCameras(devices.filter(({ kind }) => kind === 'videoinput'));
        setState('on');
      } catch (error) {
        stop();
        setProblem((error as Error).name === 'NotAllowedError' ? 'denied' : 'missing');
      }
    },
    [stop, facing],
  );

  const switchTorch = useCallback(async () => {
    const [track] = stream.current?.getVideoTracks() ?? [];
    const on = !torch;
    try {
      await track?.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] });
      setTorch(on);
    } catch {
      // Some cameras name a light and have none: without the button nobody looks for it.
      setTorch(undefined);
    }
  }, [torch]);

  useEffect(() => stop, [stop]);
  useReading(video, state === 'on', onText);
  return { video, state, problem, cameras, cameraId, torch, start, stop, switchTorch };
}

function openCamera(deviceId: string | undefined, facingMode: string): Promise<MediaStream> {
  const which = deviceId ? { deviceId: { exact: deviceId } } : { facingMode };
  const size = { width: { ideal: 1280 }, height: { ideal: 720 } };
  return navigator.mediaDevices.getUserMedia({ audio: false, video: { ...which, ...size } });
}

function useReading(
  video: React.RefObject<HTMLVideoElement | null>,
  isOn: boolean,
  onText: (text: string) => void,
): void {
  const latest = useRef(onText);
  latest.current = onText;
  useEffect(() => {
    if (!isOn) return;
    let isStopped = false;
    const run = async () => {
      const decoder = await createDecoder();
      while (!isStopped) {
        const shown = video.current;
        const text =
          shown && shown.readyState >= 2
            ? await decoder.read(shown).catch((error) => {
                console.error(error);
                return undefined;
              })
            : undefined;
        if (text && !isStopped) latest.current(text);
        await new Promise((next) => setTimeout(next, LOOK_EVERY_MS));
      }
      decoder.close();
    };
    void run();
    return () => {
      isStopped = true;
    };
  }, [isOn, video]);
}
