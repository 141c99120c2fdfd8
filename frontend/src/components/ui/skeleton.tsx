import { cx } from '../../lib/class-names.ts';
import { useText } from '../../lib/text.tsx';

/** The shape of something that is about to arrive. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cx('block animate-pulse rounded-sm bg-sunken', className)} />;
}

/** A few rows that are about to arrive, announced once. */
export function SkeletonRows({ rows = 3, className }: { rows?: number; className?: string }) {
  const t = useText();
  return (
    <div role="status" className="flex flex-col gap-3">
      <span className="sr-only">{t('state.loading')}</span>
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
        <Skeleton key={index} className={className ?? 'h-24 rounded-lg'} />
      ))}
    </div>
  );
}
