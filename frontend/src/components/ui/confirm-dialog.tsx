import type { ReactNode } from 'react';
import { errorText } from '../../lib/error-text.ts';
import { useText } from '../../lib/text.tsx';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { Notice } from './notice.tsx';

type Props = {
  open: boolean;
  title: string;
  text: string;
  /** What the button does, in words. */
  action: string;
  look?: 'primary' | 'danger';
  busy: boolean;
  error?: unknown;
  /** What the error says; the words that everybody's errors have when absent. */
  describe?(error: unknown): string;
  onConfirm(): void;
  onClose(): void;
  /** Another way to answer, beside cancelling. */
  other?: ReactNode;
};

/** Asks once before something that others will notice. */
export function ConfirmDialog(props: Props) {
  const t = useText();
  const { open, title, text, action, look = 'danger', busy, error, onConfirm, onClose } = props;
  const { describe = (problem) => errorText(problem, t) } = props;
  return (
    <Dialog open={open} onOpenChange={onClose} title={title} description={text}>
      <div className="flex flex-col gap-4">
        {error ? <Notice tone="problem">{describe(error)}</Notice> : null}
        <div className="flex flex-wrap justify-end gap-3">
          <Button look="secondary" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          {props.other}
          <Button look={look} busy={busy} onClick={onConfirm}>
            {action}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
