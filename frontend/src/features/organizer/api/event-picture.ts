import { EVENT_IMAGE_MAX_BYTES } from '@qikcard/contracts';

const WIDTHS = [1_200, 900, 640];
const QUALITIES = [0.82, 0.65, 0.45];

/** A picture file as a JPEG small enough to be kept, in its own proportions. Throws when it is none. */
export async function widePicture(file: File): Promise<Uint8Array> {
  const picture = await createImageBitmap(file);
  for (const width of WIDTHS) {
    const scale = Math.min(1, width / picture.width, width / picture.height);
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    for (const quality of QUALITIES) {
      const made = await new Promise<Blob | null>((done) =>
        canvas.toBlob(done, 'image/jpeg', quality),
      );
      if (made && made.size <= EVENT_IMAGE_MAX_BYTES)
        return new Uint8Array(await made.arrayBuffer());
    }
  }
  throw new RangeError('the picture cannot be made small enough');
}
