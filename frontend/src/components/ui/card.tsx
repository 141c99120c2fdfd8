import type { ReactNode } from 'react';
import { cx } from '../../lib/class-names.ts';

type Props = { children: ReactNode; className?: string };

/** A quiet box: hairline border, no shadow. */
export function Card({ children, className }: Props) {
  return (
    <div className={cx('rounded-lg border border-line bg-surface', className)}>{children}</div>
  );
}

/** A titled part of a page. */
export function Section({
  title,
  action,
  children,
}: {
  title: string;
  action?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className="flex flex-col gap-4">
      <div className="flex min-h-11 flex-wrap items-center justify-between gap-3">
        <h2 className="font-semibold text-lg">{title}</h2>
        {action}
      </div>
      {children}
    </section>
  );
}
