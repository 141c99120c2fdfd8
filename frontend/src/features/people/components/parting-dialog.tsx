import { Button } from '../../../components/ui/button.tsx';
import { Dialog } from '../../../components/ui/dialog.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { areaErrorText } from '../../../lib/area-error.ts';
import { useText } from '../../../lib/text.tsx';
import { usePeopleText } from '../../../locales/people.ts';
import type { PeopleAction, useRelationChange } from '../api/people.ts';

type Props = {
  name: string;
  action: PeopleAction | undefined;
  change: ReturnType<typeof useRelationChange>;
  onClose(): void;
};

/** Asks once before a connection ends or somebody is blocked. */
export function PartingDialog({ name, action, change, onClose }: Props) {
  const t = useText();
  const p = usePeopleText();
  const kind = action === 'block_person' ? 'block' : 'remove';
  const confirm = () => {
    if (action) change.mutate(action, { onSuccess: onClose });
  };
  return (
    <Dialog
      open={action !== undefined}
      onOpenChange={onClose}
      title={p(`people.${kind}Title`, { name })}
      description={p(`people.${kind}Text`)}
    >
      <div className="flex flex-col gap-4">
        {change.isError && <Notice tone="problem">{areaErrorText(change.error, t, p)}</Notice>}
        <div className="flex justify-end gap-3">
          <Button look="secondary" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button look="danger" busy={change.isPending} onClick={confirm}>
            {p(`people.${kind}`)}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
