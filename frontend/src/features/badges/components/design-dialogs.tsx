import type { Principal } from '@dfinity/principal';
import type { AchievementDesign } from '@qikcard/contracts';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { ConfirmDialog } from '../../../components/ui/confirm-dialog.tsx';
import { Dialog } from '../../../components/ui/dialog.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { areaErrorText } from '../../../lib/area-error.ts';
import { useText } from '../../../lib/text.tsx';
import { useBadgesText } from '../../../locales/badges.ts';
import { PersonField } from '../../transfers/components/person-field.tsx';
import { useDesignSteps } from '../api/designs.ts';

type Props = { design: AchievementDesign; onClose(): void };

/** Whether nobody shall earn a badge any more. */
export function RetireDialog({ design, onClose }: Props) {
  const t = useText();
  const p = useBadgesText();
  const { retire } = useDesignSteps();
  return (
    <ConfirmDialog
      open
      title={design.name}
      text={p('design.retireAsk')}
      action={p('design.retire')}
      busy={retire.isPending}
      error={retire.error}
      describe={(error) => areaErrorText(error, t, p)}
      onConfirm={() => retire.mutate(design.id, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}

/** Giving a badge to a guest of one's choice. */
export function AwardDialog({ design, onClose }: Props) {
  const t = useText();
  const p = useBadgesText();
  const say = useToast();
  const { award } = useDesignSteps();
  const [person, setPerson] = useState<Principal>();
  const [missing, setMissing] = useState(false);
  const done = () => {
    say(p('design.awarded'));
    onClose();
  };
  return (
    <Dialog open onOpenChange={onClose} title={design.name} description={p('design.awardLead')}>
      <form
        className="flex flex-col gap-6"
        onSubmit={(event) => {
          event.preventDefault();
          setMissing(!person);
          if (person) award.mutate({ id: design.id, person }, { onSuccess: done });
        }}
      >
        <PersonField label={p('give.whom')} missing={missing} onChange={setPerson} />
        {award.isError && <Notice tone="problem">{areaErrorText(award.error, t, p)}</Notice>}
        <Button type="submit" wide busy={award.isPending}>
          {p('design.award')}
        </Button>
      </form>
    </Dialog>
  );
}
