import type { EventView, Registration } from '@qikcard/contracts';
import { ChevronRight, UserRound } from 'lucide-react';
import { useState } from 'react';
import { useBlobUrl } from '../../../lib/blob-url.ts';
import { useNow } from '../../../lib/now.ts';
import { toMs } from '../../../lib/time.ts';
import { usePhotoText } from '../../../locales/photo.ts';
import { useOwnPhoto } from '../api/own-photo.ts';
import { PhotoDialog } from './photo-dialog.tsx';

type Props = { event: EventView; registration: Registration };
const LOOK_AT_CLOCK_MS = 30_000;

/** On the pass: whether staff see a picture of me at this event, and the way to change that. */
export function OwnPhoto({ event, registration }: Props) {
  const p = usePhotoText();
  const { data: photo } = useOwnPhoto(registration);
  const url = useBlobUrl(photo ?? undefined);
  const [isOpen, setOpen] = useState(false);
  const isOver = useNow(LOOK_AT_CLOCK_MS) >= toMs(event.ends_at_ns) || 'Cancelled' in event.status;
  // What nobody looks at any more can still be taken away.
  if (photo === undefined || (photo === null && isOver)) return null;
  return (
    <>
      <button
        type="button"
        onClick={() => setOpen(true)}
        className="mx-6 mt-5 flex min-h-14 items-center gap-3 rounded-lg border border-line bg-surface p-2 pe-3 text-start hover:border-line-strong"
      >
        {photo && url ? (
          <img src={url} alt="" className="size-12 shrink-0 rounded-md object-cover" />
        ) : (
          <span className="grid size-12 shrink-0 place-items-center rounded-md bg-sunken text-muted">
            <UserRound aria-hidden size={24} />
          </span>
        )}
        <span className="min-w-0 flex-1">
          <span className="block font-semibold text-sm">{p(photo ? 'given' : 'add')}</span>
          <span className="block text-muted text-sm">{p(photo ? 'givenHint' : 'addHint')}</span>
        </span>
        <ChevronRight aria-hidden size={18} className="shrink-0 text-muted rtl:rotate-180" />
      </button>
      {isOpen && (
        <PhotoDialog {...{ event, registration, url, isOver }} onClose={() => setOpen(false)} />
      )}
    </>
  );
}
