import { ImagePlus, Trash2 } from 'lucide-react';
import { type ChangeEvent, useRef, useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Section } from '../../../components/ui/card.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { useEventsText } from '../../../locales/events.ts';
import { widePicture } from '../api/event-picture.ts';
import type { PartProps } from './editor-access.tsx';

/** The picture; made smaller before it leaves this device. */
export function ImageField({ form, onChange, has }: PartProps & { has: boolean }) {
  const e = useEventsText();
  const input = useRef<HTMLInputElement>(null);
  const [unreadable, setUnreadable] = useState(false);
  const choose = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const file = target.files?.[0];
    target.value = '';
    if (!file) return;
    const image = await widePicture(file).catch(() => undefined);
    setUnreadable(!image);
    if (image) onChange({ image: { kind: 'set', image } });
  };
  const shown = form.image.kind === 'set' || (has && form.image.kind === 'keep');
  return (
    <Section title={e('edit.image')}>
      {unreadable && <Notice tone="problem">{e('edit.imageFailed')}</Notice>}
      <input
        ref={input}
        type="file"
        accept="image/png,image/jpeg,image/webp"
        aria-label={e('edit.imageChoose')}
        className="hidden"
        onChange={(event) => void choose(event)}
      />
      <div className="flex flex-wrap gap-3">
        <Button look="secondary" icon={ImagePlus} onClick={() => input.current?.click()}>
          {e('edit.imageChoose')}
        </Button>
        {shown && (
          <Button
            look="quiet"
            icon={Trash2}
            onClick={() => onChange({ image: has ? { kind: 'remove' } : { kind: 'keep' } })}
          >
            {e('edit.imageRemove')}
          </Button>
        )}
      </div>
    </Section>
  );
}
