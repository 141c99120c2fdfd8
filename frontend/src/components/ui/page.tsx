import { ArrowLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useTitle } from '../../lib/title.ts';

type Props = {
  title: string;
  lead?: ReactNode;
  action?: ReactNode;
  back?: { to: string; label: string };
  /** Narrow pages are for reading and forms. */
  width?: 'narrow' | 'wide';
  children: ReactNode;
};

/** One page: where it leads back to, its name, its one action, its content. */
export function Page({ title, lead, action, back, width = 'wide', children }: Props) {
  useTitle(title);
  return (
    <div
      className={`mx-auto flex w-full flex-col gap-8 px-5 py-8 md:px-10 md:py-12 ${
        width === 'narrow' ? 'max-w-2xl' : 'max-w-6xl'
      }`}
    >
      <header className="flex flex-col gap-3">
        {back && (
          <Link
            to={back.to}
            className="-ms-1 inline-flex min-h-8 items-center gap-1.5 self-start rounded-sm px-1 font-medium text-muted text-sm hover:text-ink"
          >
            <ArrowLeft aria-hidden size={16} className="rtl:rotate-180" />
            {back.label}
          </Link>
        )}
        <div className="flex flex-wrap items-end justify-between gap-4">
          <div className="flex min-w-0 flex-col gap-2">
            <h1 className="font-semibold text-3xl tracking-[-0.028em]">{title}</h1>
            {lead && <div className="text-muted">{lead}</div>}
          </div>
          {action}
        </div>
      </header>
      {children}
    </div>
  );
}
