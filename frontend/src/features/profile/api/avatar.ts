import type { Principal } from '@dfinity/principal';
import { expectOk } from '@qikcard/client';
import { AVATAR_MAX_BYTES, type AvatarInfo } from '@qikcard/contracts';
import { useQuery } from '@tanstack/react-query';
import { useBlobUrl } from '../../../lib/blob-url.ts';
import { squarePicture } from '../../../lib/square-picture.ts';
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
  return useBlobUrl(info ? data : undefined);
}

/** The middle square of a picture file as an avatar. Throws when it is none. */
export const avatarOf = (file: Blob): Promise<Uint8Array> =>
  squarePicture(file, { sidePixels: 384, bytesMax: AVATAR_MAX_BYTES });
