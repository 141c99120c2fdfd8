import type { LucideIcon } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { Link } from 'react-router';
import { cx } from '../../lib/class-names.ts';
import { Spinner } from './spinner.tsx';

export type ButtonLook = 'primary' | 'secondary' | 'quiet' | 'danger';
export type ButtonSize = 'md' | 'lg';

const looks: Record<ButtonLook, string> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-press',
  secondary: 'border border-line bg-surface text-ink hover:border-line-strong',
  quiet: 'text-ink hover:bg-sunken',
  danger: 'border border-line bg-surface text-refused-text hover:bg-refused-tint',
};
const sizes: Record<ButtonSize, string> = {
  md: 'min-h-11 px-4 text-sm',
  lg: 'min-h-13 px-6 text-base',
};

/** The looks of a button, shared with links that act as the one action of a page. */
export function buttonClass(look: ButtonLook, size: ButtonSize, wide: boolean): string {
  return cx(
    'inline-flex select-none items-center justify-center gap-2 rounded-md font-semibold',
    'transition-colors disabled:opacity-45 aria-disabled:opacity-60',
    looks[look],
    sizes[size],
    wide && 'w-full',
  );
}

type Look = { look?: ButtonLook; size?: ButtonSize; wide?: boolean; icon?: LucideIcon };
type Props = ComponentProps<'button'> & Look & { busy?: boolean; children: ReactNode };

/** A button. While `busy` it keeps its size, its name and its focus, and ignores presses. */
export function Button({
  look = 'primary',
  size = 'md',
  wide = false,
  icon: Icon,
  busy = false,
  children,
  className,
  onClick,
  ...rest
}: Props) {
  return (
    <button
      type="button"
      {...rest}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      className={cx(buttonClass(look, size, wide), className)}
    >
      {busy ? <Spinner /> : Icon && <Icon aria-hidden size={18} strokeWidth={2} />}
      {children}
    </button>
  );
}

type LinkProps = ComponentProps<typeof Link> & Look;

/** A link that looks like a button. */
export function ButtonLink({
  look = 'primary',
  size = 'md',
  wide = false,
  icon: Icon,
  children,
  className,
  ...rest
}: LinkProps) {
  return (
    <Link {...rest} className={cx(buttonClass(look, size, wide), className)}>
      {Icon && <Icon aria-hidden size={18} strokeWidth={2} />}
      {children}
    </Link>
  );
}
