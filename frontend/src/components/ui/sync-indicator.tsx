import { cx } from '../../lib/class-names.ts';
import { useText } from '../../lib/text.tsx';

export type SyncState = 'live' | 'syncing' | 'offline' | 'paused';

const dots: Record<SyncState, string> = {
  live: 'bg-admitted',
  syncing: 'bg-accent animate-pulse',
  offline: 'bg-waiting',
  paused: 'bg-line-strong',
};

/** Whether what is shown is what is true now. */
export function SyncIndicator({ state }: { state: SyncState }) {
  const t = useText();
  return (
    <span role="status" className="inline-flex items-center gap-2 text-muted text-sm">
      <span aria-hidden className={cx('size-2 rounded-full', dots[state])} />
      {t(`sync.${state}`)}
    </span>
  );
}
