import type { ReactNode } from 'react';
import { cx } from '../../lib/class-names.ts';
import { useText } from '../../lib/text.tsx';

type Props = { label: string; value: number | string; note?: ReactNode; size?: 'md' | 'display' };

/** One figure and what it counts. Figures are tabular, so that they do not dance when they change. */
export function Stat({ label, value, note, size = 'md' }: Props) {
  const { locale } = useText();
  const shown = typeof value === 'number' ? new Intl.NumberFormat(locale).format(value) : value;
  return (
    <div className="flex flex-col gap-1">
      <dt className="order-2 text-muted text-sm">{label}</dt>
      <dd
        className={cx(
          'tabular order-1 font-semibold tracking-tight',
          size === 'display' ? 'text-display tracking-[-0.045em]' : 'text-2xl',
        )}
      >
        {shown}
      </dd>
      {note && <dd className="order-3 text-muted text-sm">{note}</dd>}
    </div>
  );
}
