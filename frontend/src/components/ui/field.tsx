import { CircleAlert } from 'lucide-react';
import { type ReactNode, useId } from 'react';

export type FieldProps = { label: string; hint?: ReactNode; error?: string; optional?: string };
type Wiring = { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true };

export const controlClass =
  'w-full rounded-md border border-line-strong bg-surface px-3.5 text-base text-ink ' +
  'transition-colors placeholder:text-muted hover:border-ink disabled:opacity-45 ' +
  'aria-invalid:border-refused-text focus-visible:border-accent-text focus-visible:outline-1 ' +
  'focus-visible:outline-offset-0';

/** Label above, hint or error below, and the ids that tie them together for assistive technology. */
export function Field({
  label,
  hint,
  error,
  optional,
  children,
}: FieldProps & { children: (wiring: Wiring) => ReactNode }) {
  const id = useId();
  const noteId = `${id}-note`;
  const hasNote = Boolean(error || hint);
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <label htmlFor={id} className="flex justify-between gap-3 font-medium text-sm">
        {label}
        {optional && <span className="font-normal text-muted">{optional}</span>}
      </label>
      {children({
        id,
        ...(hasNote ? { 'aria-describedby': noteId } : {}),
        ...(error ? { 'aria-invalid': true } : {}),
      })}
      {hasNote && (
        <p
          id={noteId}
          className={error ? 'flex gap-1.5 text-refused-text text-sm' : 'text-muted text-sm'}
        >
          {error && <CircleAlert aria-hidden size={16} className="mt-0.5 shrink-0" />}
          {error || hint}
        </p>
      )}
    </div>
  );
}
