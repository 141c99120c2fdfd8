import type { RosterEntry } from '@qikcard/contracts';
import { ImageOff, type LucideIcon, TriangleAlert } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useBlobUrl } from '../../../lib/blob-url.ts';
import { cx } from '../../../lib/class-names.ts';
import { rootKeyBytes } from '../../../lib/root-key.ts';
import { trustOf } from '../../../lib/trust.ts';
import { usePhotoText } from '../../../locales/photo.ts';
import { useSession } from '../../session/api/session.tsx';
import type { OfflineDoor } from '../api/offline-door.ts';
import { type FoundPhoto, findPhoto } from '../api/photos.ts';

type Props = { door: OfflineDoor; entry: RosterEntry; small?: boolean };

/** The face that a guest gave for this door; nothing but what the certified list names. */
export function GuestPhoto({ door, entry, small = false }: Props) {
  const p = usePhotoText();
  const found = usePhoto(door, entry);
  const url = useBlobUrl(found?.kind === 'shown' ? found.photo : undefined);
  const frame = cx(
    'shrink-0 rounded-lg',
    small ? 'size-16' : 'size-44 border-4 border-current lg:size-60',
  );
  if (url) {
    const name = p('face', { name: entry.displayName });
    return <img src={url} alt={name} className={cx(frame, 'bg-sunken object-cover')} />;
  }
  if (found === undefined || found.kind === 'shown') {
    return (
      <span role="status" className={cx(frame, 'grid place-items-center')}>
        <span className="sr-only">{p('looking')}</span>
      </span>
    );
  }
  const said = p(found.kind);
  const Drawing = found.kind === 'tampered' ? TriangleAlert : ImageOff;
  return <NoPhoto {...{ frame, said, Drawing, small }} />;
}

type NoPhotoProps = { frame: string; said: string; Drawing: LucideIcon; small: boolean };

function NoPhoto({ frame, said, Drawing, small }: NoPhotoProps) {
  return (
    <span className={cx(frame, 'flex flex-col items-center justify-center gap-2 p-3 text-center')}>
      <Drawing aria-hidden size={small ? 22 : 32} className="shrink-0" />
      <span className={small ? 'sr-only' : 'font-semibold text-sm'}>{said}</span>
    </span>
  );
}

/** Undefined while it is looked for. */
function usePhoto(door: OfflineDoor, entry: RosterEntry): FoundPhoto | undefined {
  const { qik, network } = useSession();
  const [found, setFound] = useState<FoundPhoto>();
  useEffect(() => {
    let isStopped = false;
    const trust = trustOf(network, door.event.id, rootKeyBytes(network));
    setFound(undefined);
    findPhoto(qik, door, entry, trust)
      .catch((error): FoundPhoto => {
        console.warn(error);
        return { kind: 'missing' };
      })
      .then((answer) => {
        if (!isStopped) setFound(answer);
      });
    return () => {
      isStopped = true;
    };
  }, [qik, network, door, entry]);
  return found;
}
