import { Principal } from '@dfinity/principal';
import type { EventView } from '@qikcard/contracts';
import { DOORS_OPEN_BEFORE_SECONDS, fromOpt } from '@qikcard/contracts';
import { useEffect, useState } from 'react';
import { useText } from '../../../lib/text.tsx';
import { EventArt } from '../../events/components/event-art.tsx';
import { EventFacts } from '../../events/components/event-facts.tsx';
import type { ImageChange } from '../api/event-life.ts';
import { type DraftForm, toDraft } from './draft-form.ts';

type Props = {
  form: DraftForm;
  image?: ImageChange;
  before?: string | undefined;
  tickets?: string[];
};

/** What guests will see, while it is typed. @param before address of the picture there is already. */
export function Preview({ form, image = { kind: 'keep' }, before, tickets = [] }: Props) {
  const t = useText();
  const event = previewEvent(form, t('create.untitled'));
  const chosen = useAddress(image);
  const picture = image.kind === 'keep' ? before : chosen;
  return (
    <section
      aria-label={t('create.preview')}
      className="overflow-hidden rounded-lg border border-line bg-surface lg:sticky lg:top-8"
    >
      {picture ? (
        <img src={picture} alt="" className="block h-36 w-full object-cover" />
      ) : (
        <EventArt seed={event.name} className="h-36 w-full" />
      )}
      <div className="flex flex-col gap-5 p-6">
        <div>
          <p className="font-medium text-muted text-sm">{t('create.preview')}</p>
          <h2 className="break-words font-semibold text-2xl">{event.name}</h2>
        </div>
        <EventFacts event={event} stacked />
        {tickets.length > 0 && <p className="text-muted">{tickets.join(' · ')}</p>}
        {event.description && (
          <p className="whitespace-pre-line break-words">{event.description}</p>
        )}
      </div>
    </section>
  );
}

function useAddress(image: ImageChange): string | undefined {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    if (image.kind !== 'set') return setAddress(undefined);
    const made = URL.createObjectURL(
      new Blob([new Uint8Array(image.image)], { type: 'image/jpeg' }),
    );
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [image]);
  return address;
}

function previewEvent(form: DraftForm, untitled: string): EventView {
  const draft = toDraft(form);
  const twoHours = BigInt(DOORS_OPEN_BEFORE_SECONDS) * 1_000_000_000n;
  return {
    ...draft,
    id: 0n,
    name: draft.name || untitled,
    doors_open_ns: fromOpt(draft.doors_open_ns) ?? draft.starts_at_ns - twoHours,
    organizer: Principal.anonymous(),
    status: { Draft: null },
    created_at_ns: 0n,
    registered: 0,
    arrived: 0,
    inside: 0,
  };
}
