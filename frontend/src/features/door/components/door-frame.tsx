import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useText } from '../../../lib/text.tsx';
import { useDoorText } from '../api/text.ts';

type Props = { to: string; title?: string; state?: ReactNode; children: ReactNode };

/** The whole screen, with a way back and what the door is called. */
export function DoorFrame({ to, title, state, children }: Props) {
  const t = useText();
  const d = useDoorText();
  return (
    <main className="flex min-h-dvh flex-col bg-paper text-ink lg:h-dvh">
      <header className="flex min-h-16 items-center gap-3 border-line border-b px-4">
        <h1 className="min-w-0 flex-1 truncate font-semibold text-lg">{title ?? d('title')}</h1>
        {state}
        <Link
          to={to}
          aria-label={t('action.close')}
          className="grid size-11 shrink-0 place-items-center rounded-md hover:bg-sunken"
        >
          <X aria-hidden size={24} />
        </Link>
      </header>
      {children}
    </main>
  );
}
