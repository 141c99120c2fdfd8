/** A film for the faked camera of the browser: a code held still in front of it. */
import { writeFileSync } from 'node:fs';
import type { Locator } from 'playwright-core';

const WIDTH = 640;
const HEIGHT = 480;
const FRAMES = 10;
const GREY = 128;

/** Flags with which Chromium takes `film` for its camera and asks nobody. */
export const cameraFlags = (film: string): string[] => [
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
  `--use-file-for-fake-video-capture=${film}`,
];

/** Writes a film (YUV4MPEG2) of a still picture; none: an empty room. */
export function writeFilm(film: string, luma?: Uint8Array): void {
  const picture = luma ?? new Uint8Array(WIDTH * HEIGHT).fill(GREY);
  const chroma = new Uint8Array((WIDTH * HEIGHT) / 2).fill(GREY);
  const frame = Buffer.concat([Buffer.from('FRAME\n'), picture, chroma]);
  const header = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`);
  writeFileSync(film, Buffer.concat([header, ...Array.from({ length: FRAMES }, () => frame)]));
}

/** How bright a camera would see what a page shows there, in the middle of a grey room. */
export async function seen(shown: Locator): Promise<Uint8Array> {
  const png = (await shown.screenshot()).toString('base64');
  const luma = await shown.page().evaluate(
    async ({ png, width, height, grey }) => {
      const image = new Image();
      image.src = `data:image/png;base64,${png}`;
      await image.decode();
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
      context.fillStyle = `rgb(${grey} ${grey} ${grey})`;
      context.fillRect(0, 0, width, height);
      const scale = Math.min(1, (0.9 * height) / image.height);
      const [w, h] = [image.width * scale, image.height * scale];
      context.drawImage(image, (width - w) / 2, (height - h) / 2, w, h);
      const { data } = context.getImageData(0, 0, width, height);
      return Array.from({ length: width * height }, (_, i) =>
        Math.round(0.299 * data[4 * i] + 0.587 * data[4 * i + 1] + 0.114 * data[4 * i + 2]),
      );
    },
    { png, width: WIDTH, height: HEIGHT, grey: GREY },
  );
  return Uint8Array.from(luma);
}
