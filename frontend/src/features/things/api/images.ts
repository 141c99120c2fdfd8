/** Pictures of things. */
import { expectOk } from '@qikcard/client';
import { RESOURCE_IMAGE_MAX_BYTES, type ResourceView } from '@qikcard/contracts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useSession } from '../../session/api/session.tsx';
import { useThingsChange } from './things.ts';

/** An address of a picture for this page, or undefined while there is none. */
export function useThingPicture(thing: ResourceView, at = 0): string | undefined {
  const { qik, who, status } = useSession();
  const version = thing.images[at]?.version;
  const { data } = useQuery({
    queryKey: ['thing-image', String(thing.id), version, who],
    enabled: version !== undefined && status !== 'starting',
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => {
      const which = { resource_id: thing.id, version: version ?? 0 };
      const { image, content_type } = expectOk(await qik.event.get_resource_image(which));
      return new Blob([new Uint8Array(image)], { type: content_type });
    },
  });
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (!data) return setUrl(undefined);
    const made = URL.createObjectURL(data);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [data]);
  return version === undefined ? undefined : url;
}

export function useAddPicture(id: bigint) {
  const { qik } = useSession();
  return useThingsChange(async (file: File) =>
    expectOk(
      await qik.event.add_resource_image({ resource_id: id, image: await smallPicture(file) }),
    ),
  );
}

export function useRemovePicture(id: bigint) {
  const { qik } = useSession();
  return useThingsChange(async (version: number) =>
    expectOk(await qik.event.remove_resource_image({ resource_id: id, version })),
  );
}

const SIDE_MAX_PIXELS = 1_000;
const QUALITIES = [0.82, 0.7, 0.55, 0.4, 0.25];

/** A picture file as a JPEG small enough to be kept. Throws when it is none. */
async function smallPicture(file: File): Promise<Uint8Array> {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, SIDE_MAX_PIXELS / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  for (const quality of QUALITIES) {
    const made = await new Promise<Blob | null>((done) =>
      canvas.toBlob(done, 'image/jpeg', quality),
    );
    if (made && made.size <= RESOURCE_IMAGE_MAX_BYTES) {
      return new Uint8Array(await made.arrayBuffer());
    }
  }
  throw new RangeError('the picture cannot be made small enough');
}
