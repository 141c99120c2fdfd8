import { Button } from '../../../components/ui/button.tsx';
import { TextField } from '../../../components/ui/text-field.tsx';
import { useText } from '../../../lib/text.tsx';
import { plainAmount, readAmount, tokenAmount } from '../../../lib/token-amount.ts';
import { useWalletText } from '../../../locales/wallet.ts';
import type { Asset, Balance } from '../api/assets.ts';

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
  const { symbol, decimals } = asset;
  if ('problem' in read) {
    const example = plainAmount((25n * 10n ** BigInt(decimals)) / 10n, asset, locale);
    return p(`send.amount.${read.problem}`, { example, symbol, count: decimals });
  }
  if (read.units === 0n) return p('send.amountNone');
  // The fee of Bitcoin is only known when the chain was asked.
  const fee = asset.kind === 'bitcoin' || everything ? 0n : asset.fee;
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
