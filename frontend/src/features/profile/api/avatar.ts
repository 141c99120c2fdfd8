import type { Principal } from '@dfinity/principal';
import { expectOk } from '@qikcard/client';
import { AVATAR_MAX_BYTES, type AvatarInfo } from '@qikcard/contracts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useSession } from '../../session/api/session.tsx';

/** An address of somebody's picture for this page, or undefined while there is none. */
export function useAvatarUrl(person: Principal, info: AvatarInfo | undefined): string | undefined {
  const { qik, who } = useSession();
  const { data } = useQuery({
    queryKey: ['avatar', person.toText(), info?.version, who],
    enabled: info !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => {
      const { image, info: about } = expectOk(await qik.profile.get_avatar(person));
      return new Blob([new Uint8Array(image)], { type: about.content_type });
    },
  });
  const shown = info ? data : undefined;
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (!shown) return setUrl(undefined);
    const made = URL.createObjectURL(shown);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [shown]);
  return url;
}

const SIDE_PIXELS = 384;
const QUALITIES = [0.86, 0.7, 0.5, 0.3];

/** The middle square of a picture file as a JPEG small enough to be kept. Throws when it is none. */
export async function squarePicture(file: File): Promise<Uint8Array> {
  const picture = await createImageBitmap(file);
  const side = Math.min(picture.width, picture.height);
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = SIDE_PIXELS;
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
      SIDE_PIXELS,
      SIDE_PIXELS,
    );
  for (const quality of QUALITIES) {
    const made = await new Promise<Blob | null>((done) =>
      canvas.toBlob(done, 'image/jpeg', quality),
    );
    if (made && made.size <= AVATAR_MAX_BYTES) return new Uint8Array(await made.arrayBuffer());
  }
  throw new RangeError('the picture cannot be made small enough');
}
