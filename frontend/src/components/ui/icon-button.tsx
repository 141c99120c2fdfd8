import type { LucideIcon } from 'lucide-react';
import type { ComponentProps } from 'react';
import { cx } from '../../lib/class-names.ts';

type Props = Omit<ComponentProps<'button'>, 'children'> & { icon: LucideIcon; label: string };

/** A button that is only a drawing; `label` is its name for everyone who does not see it. */
export function IconButton({ icon: Icon, label, className, ...rest }: Props) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...rest}
      className={cx(
        'inline-grid size-11 shrink-0 place-items-center rounded-md text-muted transition-colors',
        'hover:bg-sunken hover:text-ink disabled:opacity-45',
        className,
      )}
    >
      <Icon aria-hidden size={20} strokeWidth={1.9} />
    </button>
  );
}
