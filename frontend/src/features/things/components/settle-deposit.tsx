import type { Loan } from '@qikcard/contracts';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Dialog } from '../../../components/ui/dialog.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { TextField } from '../../../components/ui/text-field.tsx';
import { qikAmount, readQik } from '../../../lib/qik-amount.ts';
import { useText } from '../../../lib/text.tsx';
import { useThingsText } from '../../../locales/things.ts';
import { useSettleDeposit } from '../api/deposits.ts';
import { useZone } from '../api/zone.ts';
import { thingsError } from './things-error.ts';

/** Whether the lender has still to say what becomes of the deposit. */
export const waitsForWord = ({ state, deposit: [step] }: Loan): boolean =>
  'Returned' in state && step !== undefined && 'Held' in step;

/** How much of a deposit the lender keeps; the rest goes back. */
export function SettleDeposit({ loan, onClose }: { loan: Loan; onClose(): void }) {
  const t = useText();
  const p = useThingsText();
  const at = useZone(loan.owner);
  const settle = useSettleDeposit(loan.id);
  const [text, setText] = useState('0');
  const all = loan.deposit_held[0]?.amount_e8s ?? 0n;
  const kept = readQik(text);
  const wrong = kept === undefined || kept > all;
  const amount = qikAmount(all, p.locale);
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={p('deposit.settleTitle')}
      description={loan.resource_name}
    >
      <div className="flex flex-col gap-5">
        {settle.isError && <Notice tone="problem">{thingsError(settle.error, t, p, at)}</Notice>}
        <TextField
          label={p('deposit.keep')}
          hint={p('deposit.keepHint', { amount })}
          inputMode="decimal"
          autoComplete="off"
          value={text}
          {...(wrong ? { error: p('deposit.keepWrong', { amount }) } : {})}
          onChange={({ target }) => setText(target.value)}
        />
        <div className="flex flex-wrap justify-end gap-3">
          <Button look="secondary" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button
            busy={settle.isPending}
            disabled={wrong}
            onClick={() => settle.mutate(kept ?? 0n, { onSuccess: onClose })}
          >
            {kept === undefined || kept === 0n
              ? p('deposit.giveBack', { amount })
              : p('deposit.keepAction', { amount: qikAmount(kept, p.locale) })}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
