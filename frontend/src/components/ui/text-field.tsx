import type { ComponentProps } from 'react';
import { cx } from '../../lib/class-names.ts';
import { controlClass, Field, type FieldProps } from './field.tsx';

type Props = Omit<ComponentProps<'input'>, 'id'> & FieldProps;

/** One line of text, a number, a date. */
export function TextField({ label, hint, error, optional, className, ...rest }: Props) {
  return (
    <Field {...{ label, hint, error, optional }}>
      {(wiring) => (
        <input {...rest} {...wiring} className={cx(controlClass, 'min-h-12', className)} />
      )}
    </Field>
  );
}

type AreaProps = Omit<ComponentProps<'textarea'>, 'id'> & FieldProps;

/** Several lines of text. */
export function TextArea({ label, hint, error, optional, className, ...rest }: AreaProps) {
  return (
    <Field {...{ label, hint, error, optional }}>
      {(wiring) => (
        <textarea
          rows={4}
          {...rest}
          {...wiring}
          className={cx(controlClass, 'field-sizing-content min-h-28 py-3', className)}
        />
      )}
    </Field>
  );
}
