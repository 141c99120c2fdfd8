import { QikCardError } from '@qikcard/client';
import type { Registration } from '@qikcard/contracts';
import { Notice } from '../../../components/ui/notice.tsx';
import { useBlobUrl } from '../../../lib/blob-url.ts';
import { usePhotoText } from '../../../locales/photo.ts';
import { useGuestPhoto } from '../api/guest-photo.ts';

/** The face of a guest for staff, once it is proven; nothing where none was given. */
export function ProvenPhoto({ guest }: { guest: Registration }) {
  const p = usePhotoText();
  const { data, error } = useGuestPhoto(guest);
  const url = useBlobUrl(data ?? undefined);
  // What is no refusal and no missing network is a picture that proves to be another.
  if (error && !(error instanceof QikCardError)) {
    return <Notice tone="problem">{p('tampered')}</Notice>;
  }
  if (!url) return null;
  const name = p('face', { name: guest.display_name });
  return <img src={url} alt={name} className="size-32 rounded-lg object-cover" />;
}
