const QUALITIES = [0.86, 0.7, 0.5, 0.3];

/** The middle square of a picture file as a JPEG small enough to be kept. Throws when it is none. */
export async function squarePicture(
  file: Blob,
  { sidePixels, bytesMax }: { sidePixels: number; bytesMax: number },
): Promise<Uint8Array> {
  const picture = await createImageBitmap(file);
  const side = Math.min(picture.width, picture.height);
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = sidePixels;
  canvas
    .getContext('2d')
    ?.drawImage(
      picture,
      (picture.width - side) / 2,
      (picture.height - side) / 2,
      side,
      side,
      0,
      0,
      sidePixels,
      sidePixels,
    );
  for (const quality of QUALITIES) {
    const made = await new Promise<Blob | null>((done) =>
      canvas.toBlob(done, 'image/jpeg', quality),
    );
    if (made && made.size <= bytesMax) return new Uint8Array(await made.arrayBuffer());
  }
  throw new RangeError('the picture cannot be made small enough');
}
