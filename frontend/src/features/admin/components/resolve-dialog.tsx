import { REPORT_NOTE_MAX_CHARS, type Report } from '@qikcard/contracts';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Dialog } from '../../../components/ui/dialog.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { Select } from '../../../components/ui/select.tsx';
import { TextArea } from '../../../components/ui/text-field.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { errorText } from '../../../lib/error-text.ts';
import { useText } from '../../../lib/text.tsx';
import { useResolveReport } from '../api/reports.ts';
import { useAdminText } from '../api/text.ts';

const outcomes = { Dismissed: { Dismissed: null }, ActionTaken: { ActionTaken: null } } as const;
type OutcomeName = keyof typeof outcomes;
const outcomeNames = Object.keys(outcomes) as OutcomeName[];

/** What became of a report, and a word for other admins. */
export function ResolveDialog({
  report,
  onClose,
}: {
  report: Report | undefined;
  onClose(): void;
}) {
  const t = useText();
  const text = useAdminText();
  const say = useToast();
  const resolve = useResolveReport();
  const [outcome, setOutcome] = useState<OutcomeName>('Dismissed');
  const [note, setNote] = useState('');
  const close = () => {
    resolve.reset();
    setNote('');
    onClose();
  };
  const confirm = () => {
    if (!report) return;
    resolve.mutate(
      { id: report.id, outcome: outcomes[outcome], note },
      {
        onSuccess: () => {
          say(text('decided'));
          close();
        },
      },
    );
  };
  return (
    <Dialog
      open={report !== undefined}
      onOpenChange={close}
      title={text('decideTitle')}
      description={text('decideText')}
    >
      <div className="flex flex-col gap-5">
        <Select
          label={text('outcome')}
          value={outcome}
          onChange={({ target }) =>
            setOutcome(outcomeNames.find((each) => each === target.value) ?? outcome)
          }
        >
          {outcomeNames.map((each) => (
            <option key={each} value={each}>
              {text(`outcome.${each}`)}
            </option>
          ))}
        </Select>
        <TextArea
          label={text('decideNote')}
          optional={t('field.optional')}
          value={note}
          maxLength={REPORT_NOTE_MAX_CHARS}
          onChange={(event) => setNote(event.target.value)}
        />
        {resolve.isError && <Notice tone="problem">{errorText(resolve.error, t)}</Notice>}
        <Button size="lg" wide busy={resolve.isPending} onClick={confirm}>
          {text('decide')}
        </Button>
      </div>
    </Dialog>
  );
}
