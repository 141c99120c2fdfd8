import { cx } from '../../lib/class-names.ts';

const tints = [
  'bg-accent-tint text-accent-text',
  'bg-admitted-tint text-admitted-text',
  'bg-waiting-tint text-waiting-text',
  'bg-sunken text-ink',
];
const sizes = { sm: 'size-8 text-xs', md: 'size-10 text-sm', lg: 'size-16 text-xl' };

/** The initials of a person; the name stands beside it in words. */
export function Avatar({ name, size = 'md' }: { name: string; size?: keyof typeof sizes }) {
  const words = name.trim().split(/\s+/);
  const initials = [words[0], words.length > 1 ? words.at(-1) : '']
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toUpperCase();
  const tint = [...name].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0);
  return (
    <span
      aria-hidden="true"
      className={cx(
        'inline-grid shrink-0 place-items-center rounded-full font-semibold',
        sizes[size],
        tints[tint % tints.length],
      )}
    >
      {initials || '·'}
    </span>
  );
}
