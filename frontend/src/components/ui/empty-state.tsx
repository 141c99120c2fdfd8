import type { ReactNode } from 'react';
import { Drawing, type DrawingName } from './drawing.tsx';

type Props = {
  drawing: DrawingName;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  /** When it is all there is on a page, its title is the page's heading. */
  page?: boolean;
};

/** Nothing here, and the one thing to do about it. */
export function EmptyState({ drawing, title, children, action, page = false }: Props) {
  const Title = page ? 'h1' : 'p';
  return (
    <div className="flex flex-col items-center gap-5 px-6 py-12 text-center">
      <Drawing name={drawing} />
      <div className="flex max-w-sm flex-col gap-1.5">
        <Title className="font-semibold text-lg">{title}</Title>
        {children && <p className="text-muted">{children}</p>}
      </div>
      {action}
    </div>
  );
}
