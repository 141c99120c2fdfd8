import type { ReactNode } from 'react';
import { TextField } from '../../../components/ui/text-field.tsx';
import { QIK, qikAmount, readQik } from '../../../lib/qik-amount.ts';
import { useText } from '../../../lib/text.tsx';
import { tokenAmount, type Unit } from '../../../lib/token-amount.ts';
import { useBadgesText } from '../../../locales/badges.ts';
import { useTerms } from '../api/market.ts';

/** Amounts one below the other; the last one is what it comes to. */
export function Sums({ rows, unit = QIK }: { rows: [string, bigint][]; unit?: Unit }) {
  const { locale } = useText();
  return (
    <dl className="flex flex-col gap-2 rounded-md bg-sunken p-4">
      {rows.map(([name, amount], at) => (
        <div
          key={name}
          className={
            at === rows.length - 1
              ? 'flex flex-wrap justify-between gap-x-4 border-line-strong border-t pt-2 font-semibold'
              : 'flex flex-wrap justify-between gap-x-4 text-sm'
          }
        >
          <dt>{name}</dt>
          <dd className="tabular">{tokenAmount(amount, unit, locale)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What is wrong with a typed price; undefined when nothing is. */
export function usePriceProblem(text: string): string | undefined {
  const { locale } = useText();
  const p = useBadgesText();
  const least = useTerms().data?.least_price_e8s ?? 0n;
  const price = readQik(text);
  if (price === undefined) return p('priceWrong');
  return price < least ? p('priceLow', { least: qikAmount(least, locale) }) : undefined;
}

type Props = { value: string; onChange(value: string): void; error: string | undefined };

/** A price in QIK. */
export function PriceField({ value, onChange, error }: Props) {
  const p = useBadgesText();
  return (
    <TextField
      label={p('price')}
      hint={p('priceHint')}
      inputMode="decimal"
      autoComplete="off"
      value={value}
      {...(error === undefined ? {} : { error })}
      onChange={({ target }) => onChange(target.value)}
    />
  );
}

/** A picture and the words beside it, at the head of a dialog. */
export function Beside({ picture, children }: { picture: ReactNode; children: ReactNode }) {
  return (
    <div className="flex items-center gap-4">
      <div className="w-24 shrink-0">{picture}</div>
      <div className="min-w-0 flex-1">{children}</div>
    </div>
  );
}
