import { RESOURCE_IMAGES_MAX, type ResourceView } from '@qikcard/contracts';
import { Trash2 } from 'lucide-react';
import { Section } from '../../../components/ui/card.tsx';
import { IconButton } from '../../../components/ui/icon-button.tsx';
import { useThingsText } from '../../../locales/things.ts';
import { useAddPicture, useRemovePicture, useThingPicture } from '../api/images.ts';
import { AddPicture } from './add-picture.tsx';

/** The pictures of a thing; each is kept as soon as it is chosen. */
export function PicturesField({ thing }: { thing: ResourceView }) {
  const p = useThingsText();
  const add = useAddPicture(thing.id);
  return (
    <Section
      title={p('picture.title')}
      action={thing.images.length < RESOURCE_IMAGES_MAX && <AddPicture add={add} />}
    >
      {thing.images.length > 0 && (
        <ul className="grid grid-cols-2 gap-3 sm:grid-cols-4">
          {thing.images.map((image, at) => (
            <Picture key={image.version} thing={thing} at={at} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function Picture({ thing, at }: { thing: ResourceView; at: number }) {
  const p = useThingsText();
  const remove = useRemovePicture(thing.id);
  const url = useThingPicture(thing, at);
  const version = thing.images[at]?.version ?? 0;
  return (
    <li className="relative aspect-square overflow-hidden rounded-lg bg-sunken">
      {url && <img src={url} alt="" className="size-full object-cover" />}
      <IconButton
        icon={Trash2}
        label={p('picture.remove', { number: at + 1 })}
        disabled={remove.isPending}
        className="absolute end-1 top-1 bg-surface"
        onClick={() => remove.mutate(version)}
      />
    </li>
  );
}
