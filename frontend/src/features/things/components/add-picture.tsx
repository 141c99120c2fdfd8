import { ImagePlus } from 'lucide-react';
import { useRef } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { useThingsText } from '../../../locales/things.ts';

type Props = {
  add: { isPending: boolean; mutate(file: File, then: { onError(): void }): void };
};

/** Chooses a picture, or takes one on a phone; it is kept as soon as it is chosen. */
export function AddPicture({ add }: Props) {
  const p = useThingsText();
  const say = useToast();
  const file = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button
        look="secondary"
        icon={ImagePlus}
        busy={add.isPending}
        onClick={() => file.current?.click()}
      >
        {p('picture.add')}
      </Button>
      <input
        ref={file}
        type="file"
        accept="image/png,image/jpeg,image/webp"
        className="sr-only"
        tabIndex={-1}
        aria-label={p('picture.add')}
        onChange={(event) => {
          const [chosen] = event.target.files ?? [];
          event.target.value = '';
          if (chosen) add.mutate(chosen, { onError: () => say(p('picture.failed')) });
        }}
      />
    </>
  );
}
