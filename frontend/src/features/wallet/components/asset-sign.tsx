import { cx } from '../../../lib/class-names.ts';
import type { Asset } from '../api/assets.ts';

const looks: Record<Asset['kind'], string> = {
  qik: 'bg-accent text-on-accent',
  bitcoin: 'bg-waiting-tint text-waiting-text',
  evm: 'bg-accent-tint text-accent-text',
  ledger: 'bg-sunken text-ink',
};

const marks: Partial<Record<Asset['kind'], string>> = { bitcoin: '₿', evm: 'Ξ' };

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
      {marks[asset.kind] ?? asset.symbol.slice(0, 3)}
    </span>
  );
}
