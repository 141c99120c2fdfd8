import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import { cx } from '../../lib/class-names.ts';
import { controlClass, Field, type FieldProps } from './field.tsx';

type Props = Omit<ComponentProps<'select'>, 'id'> & FieldProps;

/** The platform's own picker: four hundred time zones scroll best in the one people know. */
export function Select({ label, hint, error, optional, className, children, ...rest }: Props) {
  return (
    <Field {...{ label, hint, error, optional }}>
      {(wiring) => (
        <span className="relative block">
          <select
            {...rest}
            {...wiring}
            className={cx(controlClass, 'min-h-12 appearance-none pe-10', className)}
          >
            {children}
          </select>
          <ChevronDown
            aria-hidden
            size={18}
            className="pointer-events-none absolute end-3 top-1/2 -translate-y-1/2 text-muted"
          />
        </span>
      )}
    </Field>
  );
}
