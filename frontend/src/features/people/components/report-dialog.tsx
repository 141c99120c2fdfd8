import type { Principal } from '@dfinity/principal';
import { REPORT_NOTE_MAX_CHARS } from '@qikcard/contracts';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Dialog } from '../../../components/ui/dialog.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { Select } from '../../../components/ui/select.tsx';
import { TextArea } from '../../../components/ui/text-field.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { areaErrorText } from '../../../lib/area-error.ts';
import { useText } from '../../../lib/text.tsx';
import { usePeopleText } from '../../../locales/people.ts';
import { type ReasonName, reasonNames, useReport } from '../api/people.ts';

type Props = { person: Principal; name: string; open: boolean; onClose(): void };

/** Tells admins about a person: why, in words if there are any, and what happens next. */
export function ReportDialog({ person, name, open, onClose }: Props) {
  const t = useText();
  const p = usePeopleText();
  const say = useToast();
  const report = useReport(person);
  const [reason, setReason] = useState<ReasonName>('Spam');
  const [note, setNote] = useState('');
  const close = () => {
    report.reset();
    setNote('');
    onClose();
  };
  const send = () =>
    report.mutate(
      { reason, note },
      {
        onSuccess: () => {
          say(p('report.sent'));
          close();
        },
      },
    );
  return (
    <Dialog
      open={open}
      onOpenChange={close}
      title={p('report.title', { name })}
      description={p('report.text')}
    >
      <div className="flex flex-col gap-5">
        <Select
          label={p('report.reason')}
          value={reason}
          onChange={({ target }) =>
            setReason(reasonNames.find((each) => each === target.value) ?? reason)
          }
        >
          {reasonNames.map((each) => (
            <option key={each} value={each}>
              {p(`reason.${each}`)}
            </option>
          ))}
        </Select>
        <TextArea
          label={p('report.note')}
          optional={t('field.optional')}
          hint={p('report.next')}
          value={note}
          maxLength={REPORT_NOTE_MAX_CHARS}
          onChange={(event) => setNote(event.target.value)}
        />
        {report.isError && <Notice tone="problem">{areaErrorText(report.error, t, p)}</Notice>}
        <Button look="danger" size="lg" wide busy={report.isPending} onClick={send}>
          {p('report.send')}
        </Button>
      </div>
    </Dialog>
  );
}
