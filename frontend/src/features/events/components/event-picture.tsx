import { useEventImage } from '../api/sheet.ts';
import { EventArt } from './event-art.tsx';

type Props = {
  id: bigint;
  name: string;
  image: [] | [string];
  invitation?: string;
  className?: string;
};

/** The picture of an event, or the pattern of its name while there is none. */
export function EventPicture({ id, name, image, invitation = '', className }: Props) {
  const url = useEventImage(id, image[0], invitation);
  if (!url) return <EventArt seed={name} className={className ?? ''} />;
  return <img src={url} alt="" className={`block object-cover ${className ?? ''}`} />;
}
