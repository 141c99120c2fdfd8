/** The picture that the holder of a registration shows to staff at its doors. */
import { expectOk } from '@qikcard/client';
import { DOOR_PHOTO_MAX_BYTES, fromOpt, type Registration } from '@qikcard/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { squarePicture } from '../../../lib/square-picture.ts';
import { useOwnProfile } from '../../profile/api/profile.ts';
import { useSession } from '../../session/api/session.tsx';

const SIDE_PIXELS = 240;
const keyOf = ({ id }: Registration, who: string) => ['own-door-photo', String(id), who] as const;

/** A picture file as staff will see it: its middle, small. Throws when it is no picture. */
export async function faceOf(file: Blob): Promise<Blob> {
  const to = { sidePixels: SIDE_PIXELS, bytesMax: DOOR_PHOTO_MAX_BYTES };
  return blobOf(await squarePicture(file, to), 'image/jpeg');
}

const blobOf = (image: Uint8Array | number[], type: string): Blob =>
  new Blob([Uint8Array.from(image)], { type });

/** The picture that is given; null when none is. */
export function useOwnPhoto(registration: Registration) {
  const { qik, who } = useSession();
  return useQuery({
    queryKey: keyOf(registration, who),
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async (): Promise<Blob | null> => {
      const photo = fromOpt(expectOk(await qik.event.door_photo(registration.id)));
      return photo ? blobOf(photo.image, photo.info.content_type) : null;
    },
  });
}

/** Gives a picture, or takes it away when there is none. */
export function useGivePhoto(registration: Registration) {
  const { qik, who } = useSession();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async (face: Blob | null) => {
      const { id } = registration;
      if (face === null) expectOk(await qik.event.remove_door_photo(id));
      else {
        const image = new Uint8Array(await face.arrayBuffer());
        expectOk(await qik.event.set_door_photo({ registration_id: id, image }));
      }
      return face;
    },
    onSuccess: (face) => cache.setQueryData(keyOf(registration, who), face),
  });
}

/** Reads one's own profile picture in this browser; undefined for who has none. */
export function useProfilePicture(): (() => Promise<Blob>) | undefined {
  const { qik } = useSession();
  const profile = useOwnProfile().data?.profile;
  if (profile === undefined || fromOpt(profile.avatar) === undefined) return undefined;
  return async () => {
    const { image, info } = expectOk(await qik.profile.get_avatar(profile.principal));
    return blobOf(image, info.content_type);
  };
}
