import type { ReactNode } from 'react';
import { Drawing, type DrawingName } from './drawing.tsx';

type Props = { drawing: DrawingName; title: string; children?: ReactNode; action?: ReactNode };

/** Nothing here, and the one thing to do about it. */
export function EmptyState({ drawing, title, children, action }: Props) {
  return (
    <div className="flex flex-col items-center gap-5 px-6 py-12 text-center">
      <Drawing name={drawing} />
      <div className="flex max-w-sm flex-col gap-1.5">
        <p className="font-semibold text-lg">{title}</p>
        {children && <p className="text-muted">{children}</p>}
      </div>
      {action}
    </div>
  );
}
