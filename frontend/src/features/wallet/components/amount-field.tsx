import { Button } from '../../../components/ui/button.tsx';
import { TextField } from '../../../components/ui/text-field.tsx';
import { useText } from '../../../lib/text.tsx';
import {
  type AmountProblem,
  plainAmount,
  readAmount,
  tokenAmount,
} from '../../../lib/token-amount.ts';
import { useWalletText } from '../../../locales/wallet.ts';
import type { Asset, Balance } from '../api/assets.ts';

/** What is wrong with how an amount was typed, in words. */
export function useAmountWords(asset: Asset): (problem: AmountProblem) => string {
  const { locale } = useText();
  const p = useWalletText();
  const { symbol, decimals } = asset;
  const example = plainAmount((25n * 10n ** BigInt(decimals)) / 10n, asset, locale);
  return (problem) => p(`send.amount.${problem}`, { example, symbol, count: decimals });
}

/** What is wrong with a typed amount, in words; undefined when it can be sent. */
export function useAmountProblem(
  text: string,
  asset: Asset,
  { spendable }: Balance,
  everything: boolean,
): string | undefined {
  const { locale } = useText();
  const p = useWalletText();
  const read = readAmount(text, asset, locale);
  const words = useAmountWords(asset);
  if ('problem' in read) return words(read.problem);
  if (read.units === 0n) return p('send.amountNone');
  // What a chain takes is only known when the chain was asked.
  const fee = 'fee' in asset && !everything ? asset.fee : 0n;
  if (read.units + fee <= spendable) return undefined;
  const have = tokenAmount(spendable, asset, locale);
  return p('send.amountMuch', { have, fee: tokenAmount(fee, asset, locale) });
}

type Props = {
  asset: Asset;
  balance: Balance;
  value: string;
  problem: string | undefined;
  tried: boolean;
  onType(value: string): void;
  onEverything(): void;
};

/** How much; below it stands how it was read. */
export function AmountField({
  asset,
  balance,
  value,
  problem,
  tried,
  onType,
  onEverything,
}: Props) {
  const { locale } = useText();
  const p = useWalletText();
  const read = readAmount(value, asset, locale);
  const shown = value !== '' || tried ? problem : undefined;
  const hint =
    'units' in read
      ? p('send.reads', { amount: tokenAmount(read.units, asset, locale) })
      : p('send.amountHint', { symbol: asset.symbol });
  return (
    <div className="flex flex-col gap-2">
      <TextField
        label={p('send.amount')}
        hint={<span className="tabular">{hint}</span>}
        {...(shown ? { error: shown } : {})}
        inputMode="decimal"
        autoComplete="off"
        value={value}
        onChange={({ target }) => onType(target.value)}
      />
      <div className="flex flex-wrap items-center justify-between gap-3">
        <span className="tabular text-muted text-sm">
          {p('send.have', { amount: tokenAmount(balance.spendable, asset, locale) })}
        </span>
        <Button look="secondary" onClick={onEverything}>
          {p('send.everything')}
        </Button>
      </div>
    </div>
  );
}
