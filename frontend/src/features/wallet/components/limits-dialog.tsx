import { fromOpt, type SpendingLimits } from '@qikcard/contracts';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Dialog } from '../../../components/ui/dialog.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { Select } from '../../../components/ui/select.tsx';
import { TextField } from '../../../components/ui/text-field.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { useText } from '../../../lib/text.tsx';
import { plainAmount, readAmount } from '../../../lib/token-amount.ts';
import { useWalletText } from '../../../locales/wallet.ts';
import { useSetLimits } from '../api/addresses.ts';
import type { Asset } from '../api/assets.ts';
import { walletErrorText } from '../api/error-words.ts';
import { useAmountWords } from './amount-field.tsx';
import { useWaitText } from './wait-text.ts';

const waits = [600, 3_600, 21_600, 86_400, 259_200, 604_800];
type Props = { asset: Asset; limits: SpendingLimits; onClose(): void };

/** New limits: what is stricter holds at once, what is looser a day later. */
export function LimitsDialog({ asset, limits, onClose }: Props) {
  const t = useText();
  const p = useWalletText();
  const say = useToast();
  const words = useAmountWords(asset);
  const waitText = useWaitText();
  const set = useSetLimits(asset);
  const { rules } = limits;
  const before = fromOpt(rules.wait_from);
  const [perDay, setPerDay] = useState(plainAmount(rules.per_day, asset, t.locale));
  const [from, setFrom] = useState(
    before === undefined ? '' : plainAmount(before, asset, t.locale),
  );
  const [seconds, setSeconds] = useState(rules.wait_seconds);
  const day = readAmount(perDay, asset, t.locale);
  const wait = from.trim() === '' ? undefined : readAmount(from, asset, t.locale);
  const dayProblem = 'problem' in day ? words(day.problem) : undefined;
  const waitProblem = wait && 'problem' in wait ? words(wait.problem) : undefined;
  const choices = [...new Set([...waits, rules.wait_seconds])].sort((a, b) => a - b);
  const save = () => {
    if ('problem' in day || (wait && 'problem' in wait)) return;
    const wait_from: [] | [bigint] = wait ? [wait.units] : [];
    set.mutate(
      { per_day: day.units, wait_from, wait_seconds: seconds },
      {
        onSuccess: ({ pending }) => {
          say(p(pending.length > 0 ? 'limits.savedLater' : 'limits.saved'));
          onClose();
        },
      },
    );
  };
  return (
    <Dialog open onOpenChange={onClose} title={p('limits.title')} description={p('limits.lead')}>
      <form
        noValidate
        className="flex flex-col gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <TextField
          label={p('limits.dayField')}
          hint={p('send.amountHint', { symbol: asset.symbol })}
          {...(dayProblem ? { error: dayProblem } : {})}
          inputMode="decimal"
          autoComplete="off"
          value={perDay}
          onChange={({ target }) => setPerDay(target.value)}
        />
        <TextField
          label={p('limits.waitField')}
          hint={p('limits.waitHint')}
          {...(waitProblem ? { error: waitProblem } : {})}
          inputMode="decimal"
          autoComplete="off"
          value={from}
          onChange={({ target }) => setFrom(target.value)}
        />
        <Select
          label={p('limits.secondsField')}
          value={seconds}
          onChange={({ target }) => setSeconds(Number(target.value))}
        >
          {choices.map((each) => (
            <option key={each} value={each}>
              {waitText(each)}
            </option>
          ))}
        </Select>
        {set.isError && <Notice tone="problem">{walletErrorText(set.error, t, p, asset)}</Notice>}
        <Button type="submit" wide busy={set.isPending}>
          {t('action.save')}
        </Button>
      </form>
    </Dialog>
  );
}
