import { Check, CloudOff, Hourglass, LogOut, type LucideIcon, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from '../../lib/class-names.ts';

export type VerdictTone = 'admitted' | 'provisional' | 'refused' | 'waiting' | 'out';

const looks: Record<VerdictTone, { icon: LucideIcon; className: string }> = {
  admitted: { icon: Check, className: 'bg-admitted text-on-verdict' },
  provisional: { icon: CloudOff, className: 'bg-provisional text-on-verdict' },
  refused: { icon: X, className: 'bg-refused text-on-verdict' },
  waiting: { icon: Hourglass, className: 'bg-waiting text-on-verdict' },
  out: { icon: LogOut, className: 'bg-sunken text-ink' },
};
type Props = {
  tone: VerdictTone;
  word: string;
  /** What is to be looked at together with the drawing. */
  beside?: ReactNode;
  children?: ReactNode;
  className?: string;
};

/** The answer of a door: colour, drawing and word, readable at arm's length in sunlight. */
export function VerdictBanner({ tone, word, beside, children, className }: Props) {
  const { icon: Icon, className: look } = looks[tone];
  return (
    <div
      role="status"
      className={cx(
        'flex flex-col items-center justify-center gap-5 px-6 py-10 text-center',
        look,
        className,
      )}
    >
      <span className="flex items-center gap-5">
        <span className="grid size-24 shrink-0 animate-pop place-items-center rounded-full border-4 border-current">
          <Icon aria-hidden size={52} strokeWidth={2.75} />
        </span>
        {beside}
      </span>
      <p className="font-bold text-3xl tracking-tight">{word}</p>
      {children && <div className="text-lg">{children}</div>}
    </div>
  );
}
