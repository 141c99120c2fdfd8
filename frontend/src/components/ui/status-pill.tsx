import {
  Ban,
  CircleCheck,
  CircleDashed,
  CirclePause,
  Clock,
  LogOut,
  type LucideIcon,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from '../../lib/class-names.ts';

export type Status = 'admitted' | 'left' | 'waiting' | 'refused' | 'draft' | 'accent' | 'neutral';

const looks: Record<Status, { icon: LucideIcon; className: string }> = {
  admitted: { icon: CircleCheck, className: 'bg-admitted-tint text-admitted-text' },
  refused: { icon: Ban, className: 'bg-refused-tint text-refused-text' },
  waiting: { icon: Clock, className: 'bg-waiting-tint text-waiting-text' },
  left: { icon: LogOut, className: 'bg-sunken text-muted' },
  draft: { icon: CirclePause, className: 'bg-sunken text-muted' },
  neutral: { icon: CircleDashed, className: 'bg-sunken text-muted' },
  accent: { icon: CircleDashed, className: 'bg-accent-tint text-accent-text' },
};

/** A state in one or two words: always a colour, a drawing and the word. */
export function StatusPill({ status, children }: { status: Status; children: ReactNode }) {
  const { icon: Icon, className } = looks[status];
  return (
    <span
      className={cx(
        'inline-flex items-center gap-1.5 whitespace-nowrap rounded-full py-1 ps-2 pe-2.5 font-medium text-xs',
        className,
      )}
    >
      <Icon aria-hidden size={14} strokeWidth={2.25} />
      {children}
    </span>
  );
}
