/** Finds the text of a QR code in a picture: the platform's detector where there is one. */
export type Decoder = {
  read(video: HTMLVideoElement): Promise<string | undefined>;
  close(): void;
};
type Detector = { detect(source: CanvasImageSource): Promise<{ rawValue: string }[]> };
type DetectorClass = {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats(): Promise<string[]>;
};

/** Wider pictures cost time and find nothing more. */
const WIDTH_MAX = 960;

export async function createDecoder(): Promise<Decoder> {
  const { BarcodeDetector } = globalThis as { BarcodeDetector?: DetectorClass };
  const formats = (await BarcodeDetector?.getSupportedFormats().catch(() => [])) ?? [];
  return BarcodeDetector && formats.includes('qr_code')
    ? platformDecoder(new BarcodeDetector({ formats: ['qr_code'] }))
    : workerDecoder();
}

/** Fetches what reading codes takes, so that the camera also starts without a network. */
export async function warmUpDecoder(): Promise<void> {
  if ('BarcodeDetector' in globalThis) return;
  const worker = startWorker();
  await new Promise((done) => {
    worker.onmessage = done;
    worker.onerror = done;
    worker.postMessage(new ImageData(8, 8));
  });
  worker.terminate();
}

const platformDecoder = (detector: Detector): Decoder => ({
  read: async (video) => (await detector.detect(video))[0]?.rawValue,
  close: () => {},
});

const startWorker = () =>
  new Worker(new URL('./decoder.worker.ts', import.meta.url), { type: 'module' });

function workerDecoder(): Decoder {
  const worker = startWorker();
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return {
    read(video) {
      const scale = Math.min(1, WIDTH_MAX / video.videoWidth);
      canvas.width = Math.round(video.videoWidth * scale);
      canvas.height = Math.round(video.videoHeight * scale);
      if (!context || canvas.width === 0) return Promise.resolve(undefined);
      context.drawImage(video, 0, 0, canvas.width, canvas.height);
      const picture = context.getImageData(0, 0, canvas.width, canvas.height);
      return new Promise((done, failed) => {
        worker.onmessage = ({ data }) =>
          'problem' in data ? failed(new Error(data.problem)) : done(data.text);
        worker.onerror = (event) => failed(new Error(event.message || 'the decoder did not start'));
        worker.postMessage(picture, [picture.data.buffer]);
      });
    },
    close: () => worker.terminate(),
  };
}
