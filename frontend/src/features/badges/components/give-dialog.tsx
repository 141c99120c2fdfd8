import type { Principal } from '@dfinity/principal';
import type { BadgeView } from '@qikcard/contracts';
import { Gift } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Dialog } from '../../../components/ui/dialog.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { areaErrorText } from '../../../lib/area-error.ts';
import { useText } from '../../../lib/text.tsx';
import { useBadgesText } from '../../../locales/badges.ts';
import { usePersonName } from '../../profile/components/use-person-name.ts';
import { PersonField } from '../../transfers/components/person-field.tsx';
import { useGiveAway } from '../api/badges.ts';
import { Beside } from './amounts.tsx';
import { BadgePicture } from './badge-picture.tsx';

/** Giving a badge away, in two steps: to whom, and whether that is right. */
export function GiveDialog({ badge }: { badge: BadgeView }) {
  const p = useBadgesText();
  const [open, setOpen] = useState(false);
  const [person, setPerson] = useState<Principal>();
  const [checked, setChecked] = useState(false);
  const close = () => {
    setOpen(false);
    setChecked(false);
    setPerson(undefined);
  };
  return (
    <>
      <Button icon={Gift} onClick={() => setOpen(true)}>
        {p('give')}
      </Button>
      <Dialog
        open={open}
        onOpenChange={(next) => (next ? setOpen(true) : close())}
        title={p(checked ? 'give.check' : 'give.title')}
        description={checked ? undefined : p('give.lead')}
      >
        {checked && person ? (
          <Confirm badge={badge} person={person} onClose={close} />
        ) : (
          <Choose onChoose={setPerson} person={person} onNext={() => setChecked(true)} />
        )}
      </Dialog>
    </>
  );
}

type ChooseProps = {
  person: Principal | undefined;
  onChoose(person: Principal | undefined): void;
  onNext(): void;
};

function Choose({ person, onChoose, onNext }: ChooseProps) {
  const p = useBadgesText();
  const [missing, setMissing] = useState(false);
  return (
    <form
      className="flex flex-col gap-6"
      onSubmit={(event) => {
        event.preventDefault();
        setMissing(!person);
        if (person) onNext();
      }}
    >
      <PersonField label={p('give.whom')} missing={missing} onChange={onChoose} />
      <Button type="submit" wide>
        {p('give.next')}
      </Button>
    </form>
  );
}

type ConfirmProps = { badge: BadgeView; person: Principal; onClose(): void };

function Confirm({ badge, person, onClose }: ConfirmProps) {
  const t = useText();
  const p = useBadgesText();
  const say = useToast();
  const name = usePersonName(person.toText());
  const give = useGiveAway(badge.id);
  const values = { badge: badge.design.name, name };
  const done = () => {
    say(p('give.done', values));
    onClose();
  };
  return (
    <div className="flex flex-col gap-5">
      <Beside picture={<BadgePicture badge={badge} />}>
        <p className="wrap-anywhere">{p('give.sentence', values)}</p>
      </Beside>
      <div className="rounded-md bg-sunken p-4">
        <p className="text-muted text-sm">{p('give.principal')}</p>
        <p className="wrap-anywhere pt-1 font-mono text-sm">{person.toText()}</p>
      </div>
      {give.isError && <Notice tone="problem">{areaErrorText(give.error, t, p)}</Notice>}
      <div className="flex flex-wrap justify-end gap-3">
        <Button look="secondary" onClick={onClose}>
          {t('action.cancel')}
        </Button>
        <Button busy={give.isPending} onClick={() => give.mutate(person, { onSuccess: done })}>
          {p('give.action', { name })}
        </Button>
      </div>
    </div>
  );
}
