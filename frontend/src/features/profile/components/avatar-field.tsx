import { fromOpt, type ProfileView } from '@qikcard/contracts';
import { ImagePlus, Trash2 } from 'lucide-react';
import { type ChangeEvent, useRef, useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Card } from '../../../components/ui/card.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { areaErrorText } from '../../../lib/area-error.ts';
import { useText } from '../../../lib/text.tsx';
import { usePeopleText } from '../../../locales/people.ts';
import { avatarOf } from '../api/avatar.ts';
import { useSetAvatar } from '../api/profile.ts';
import { personName } from './person-name.ts';
import { PersonPicture } from './person-picture.tsx';

/** Choosing or removing the picture; it is cut to a square before it leaves this device. */
export function AvatarField({ view }: { view: ProfileView }) {
  const t = useText();
  const p = usePeopleText();
  const say = useToast();
  const save = useSetAvatar();
  const input = useRef<HTMLInputElement>(null);
  const [unreadable, setUnreadable] = useState(false);
  const info = fromOpt(view.avatar);
  const choose = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const file = target.files?.[0];
    target.value = '';
    if (!file) return;
    const picture = await avatarOf(file).catch(() => undefined);
    setUnreadable(!picture);
    if (picture) save.mutate(picture, { onSuccess: () => say(p('avatar.saved')) });
  };
  return (
    <Card className="flex flex-col gap-4 p-5 md:p-6">
      <div className="flex items-center gap-4">
        <PersonPicture
          person={view.principal}
          name={personName(view).replace('@', '')}
          info={info}
        />
        <p className="text-muted text-sm">{p('avatar.hint')}</p>
      </div>
      {unreadable && <Notice tone="problem">{p('avatar.failed')}</Notice>}
      {save.isError && <Notice tone="problem">{areaErrorText(save.error, t, p)}</Notice>}
      <input
        ref={input}
        type="file"
        accept="image/png,image/jpeg,image/webp"
        aria-label={p('avatar.choose')}
        className="hidden"
        onChange={(event) => void choose(event)}
      />
      <div className="flex flex-wrap gap-3">
        <Button
          look="secondary"
          icon={ImagePlus}
          busy={save.isPending}
          onClick={() => input.current?.click()}
        >
          {p('avatar.choose')}
        </Button>
        {info && (
          <Button look="quiet" icon={Trash2} onClick={() => save.mutate(undefined)}>
            {p('avatar.remove')}
          </Button>
        )}
      </div>
    </Card>
  );
}
