import { DISPUTE_NOTE_MAX_CHARS, type OwnScan } from '@qikcard/contracts';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Dialog } from '../../../components/ui/dialog.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { Select } from '../../../components/ui/select.tsx';
import { TextArea } from '../../../components/ui/text-field.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { areaErrorText } from '../../../lib/area-error.ts';
import { useText } from '../../../lib/text.tsx';
import { useScansText } from '../../../locales/scans.ts';
import { type ClaimName, useRaiseDispute } from '../api/disputes.ts';

type Props = { scan: OwnScan; open: boolean; onClose(): void };

/** Says to the organizers of the event what is wrong with a scan. */
export function DisputeDialog({ scan, open, onClose }: Props) {
  const t = useText();
  const s = useScansText();
  const say = useToast();
  const raise = useRaiseDispute(scan);
  const claims: ClaimName[] = scan.refused.length > 0 ? ['RefusedWrongly', 'NotMe'] : ['NotMe'];
  const [claim, setClaim] = useState(claims[0]);
  const [note, setNote] = useState('');
  const close = () => {
    raise.reset();
    onClose();
  };
  const send = () =>
    raise.mutate(
      { claim, note },
      {
        onSuccess: () => {
          say(s('dispute.sent'));
          close();
        },
      },
    );
  return (
    <Dialog
      open={open}
      onOpenChange={close}
      title={s('dispute.title')}
      description={s('dispute.lead')}
    >
      <div className="flex flex-col gap-5">
        <Select
          label={s('dispute.what')}
          value={claim}
          onChange={({ target }) => setClaim(claims.find((each) => each === target.value) ?? claim)}
        >
          {claims.map((each) => (
            <option key={each} value={each}>
              {s(`claim.${each}`)}
            </option>
          ))}
        </Select>
        <TextArea
          label={s('dispute.note')}
          value={note}
          maxLength={DISPUTE_NOTE_MAX_CHARS}
          onChange={(event) => setNote(event.target.value)}
        />
        {raise.isError && <Notice tone="problem">{areaErrorText(raise.error, t, s)}</Notice>}
        <Button size="lg" wide busy={raise.isPending} disabled={note.trim() === ''} onClick={send}>
          {s('dispute.send')}
        </Button>
      </div>
    </Dialog>
  );
}
