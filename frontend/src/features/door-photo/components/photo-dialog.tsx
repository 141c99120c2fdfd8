import type { EventView, Registration } from '@qikcard/contracts';
import {
  Camera,
  CircleUserRound,
  ImagePlus,
  type LucideIcon,
  Trash2,
  UserRound,
} from 'lucide-react';
import { useRef, useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Dialog } from '../../../components/ui/dialog.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { useBlobUrl } from '../../../lib/blob-url.ts';
import { errorText } from '../../../lib/error-text.ts';
import { useOnline } from '../../../lib/online.ts';
import { useText } from '../../../lib/text.tsx';
import { usePhotoText } from '../../../locales/photo.ts';
import { faceOf, useGivePhoto, useProfilePicture } from '../api/own-photo.ts';

type Props = {
  event: EventView;
  registration: Registration;
  /** Of the picture that is given. */
  url: string | undefined;
  /** The event is over: a picture can only be taken away. */
  isOver: boolean;
  onClose(): void;
};

/** Who sees a picture, the picture as they see it, and how it is given, changed and taken away. */
export function PhotoDialog({ event, registration, url, isOver, onClose }: Props) {
  const t = useText();
  const p = usePhotoText();
  const say = useToast();
  const online = useOnline();
  const give = useGivePhoto(registration);
  const [chosen, setChosen] = useState<Blob>();
  const [unreadable, setUnreadable] = useState(false);
  const chosenUrl = useBlobUrl(chosen);
  const choose = async (file: () => Promise<Blob>) => {
    give.reset();
    const face = await file()
      .then(faceOf)
      .catch(() => undefined);
    setUnreadable(!face);
    setChosen(face);
  };
  const done = (said: string) => ({
    onSuccess: () => {
      say(said);
      onClose();
    },
  });
  return (
    <Dialog open onOpenChange={onClose} title={p('title')}>
      <div className="flex flex-col gap-5">
        <Preview url={chosenUrl ?? url} />
        <div className="flex flex-col gap-2 text-muted text-sm">
          <p>{p('who', { event: event.name })}</p>
          <p>{p('until')}</p>
        </div>
        {unreadable && <Notice tone="problem">{p('failed')}</Notice>}
        {give.isError && <Notice tone="problem">{errorText(give.error, t)}</Notice>}
        {!online && <Notice tone="offline">{p('offline')}</Notice>}
        {chosen ? (
          <div className="flex flex-col gap-3">
            <Button
              size="lg"
              wide
              busy={give.isPending}
              disabled={!online}
              onClick={() => give.mutate(chosen, done(p('saved')))}
            >
              {p('give')}
            </Button>
            <Button look="quiet" wide onClick={() => setChosen(undefined)}>
              {p('other')}
            </Button>
          </div>
        ) : (
          <div className="flex flex-col gap-3">
            {!isOver && <Sources onChoose={choose} />}
            {url && (
              <Button
                look="danger"
                icon={Trash2}
                wide
                busy={give.isPending}
                disabled={!online}
                onClick={() => give.mutate(null, done(p('removed')))}
              >
                {p('remove')}
              </Button>
            )}
          </div>
        )}
      </div>
    </Dialog>
  );
}

function Preview({ url }: { url: string | undefined }) {
  const p = usePhotoText();
  const frame = 'mx-auto size-44 rounded-lg';
  if (url) return <img src={url} alt={p('preview')} className={`${frame} object-cover`} />;
  return (
    <span className={`${frame} grid place-items-center bg-sunken text-muted`}>
      <UserRound aria-hidden size={72} strokeWidth={1.25} />
    </span>
  );
}

/** Where a picture comes from; none of these sends anything. */
function Sources({ onChoose }: { onChoose(file: () => Promise<Blob>): void }) {
  const p = usePhotoText();
  const profilePicture = useProfilePicture();
  return (
    <>
      {/* Elsewhere than on phones it would be the same as choosing. */}
      <FileButton
        icon={Camera}
        label={p('take')}
        camera
        className="hidden pointer-coarse:inline-flex"
        onFile={onChoose}
      />
      <FileButton icon={ImagePlus} label={p('choose')} onFile={onChoose} />
      {profilePicture && (
        <Button
          look="secondary"
          icon={CircleUserRound}
          wide
          onClick={() => onChoose(profilePicture)}
        >
          {p('profile')}
        </Button>
      )}
    </>
  );
}

type FileProps = {
  icon: LucideIcon;
  label: string;
  camera?: boolean;
  className?: string;
  onFile(file: () => Promise<Blob>): void;
};

function FileButton({ icon, label, camera = false, className, onFile }: FileProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        accept={camera ? 'image/*' : 'image/png,image/jpeg,image/webp'}
        {...(camera ? { capture: 'user' } : {})}
        aria-label={label}
        className="hidden"
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          target.value = '';
          if (file) onFile(async () => file);
        }}
      />
      <Button
        look="secondary"
        icon={icon}
        wide
        className={className}
        onClick={() => input.current?.click()}
      >
        {label}
      </Button>
    </>
  );
}
