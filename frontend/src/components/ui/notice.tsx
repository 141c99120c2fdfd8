import { CircleAlert, Info, type LucideIcon, TriangleAlert, WifiOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from '../../lib/class-names.ts';

export type NoticeTone = 'info' | 'waiting' | 'problem' | 'offline';

const looks: Record<NoticeTone, { icon: LucideIcon; className: string }> = {
  info: { icon: Info, className: 'bg-accent-tint text-accent-text' },
  waiting: { icon: TriangleAlert, className: 'bg-waiting-tint text-waiting-text' },
  offline: { icon: WifiOff, className: 'bg-waiting-tint text-waiting-text' },
  problem: { icon: CircleAlert, className: 'bg-refused-tint text-refused-text' },
};
type Props = { tone: NoticeTone; children: ReactNode; action?: ReactNode };

/** A sentence the person should know about this page, and what to do about it. */
export function Notice({ tone, children, action }: Props) {
  const { icon: Icon, className } = looks[tone];
  return (
    <div
      role={tone === 'problem' ? 'alert' : 'status'}
      className={cx('flex flex-wrap items-center gap-3 rounded-md px-4 py-3 text-sm', className)}
    >
      <Icon aria-hidden size={18} className="shrink-0" />
      <span className="min-w-0 flex-1 basis-56 font-medium">{children}</span>
      {action}
    </div>
  );
}
