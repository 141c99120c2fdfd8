import { cx } from '../../../lib/class-names.ts';
import type { Asset } from '../api/assets.ts';

const looks: Record<Asset['kind'], string> = {
  qik: 'bg-accent text-on-accent',
  bitcoin: 'bg-waiting-tint text-waiting-text',
  ledger: 'bg-sunken text-ink',
};

/** The beginning of a token's symbol, in a round. */
export function AssetSign({ asset }: { asset: Asset }) {
  return (
    <span
      aria-hidden
      className={cx(
        'grid size-11 shrink-0 place-items-center rounded-full font-semibold text-sm',
        looks[asset.kind],
      )}
    >
      {asset.kind === 'bitcoin' ? '₿' : asset.symbol.slice(0, 3)}
    </span>
  );
}
