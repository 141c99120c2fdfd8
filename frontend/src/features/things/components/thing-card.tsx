import type { ResourceView } from '@qikcard/contracts';
import { Link } from 'react-router';
import { FreePill, ThingSign } from './thing-parts.tsx';

/** A thing in a list. The whole card leads to it. */
export function ThingCard({ thing, to }: { thing: ResourceView; to: string }) {
  return (
    <Link
      to={to}
      className="flex items-center gap-4 rounded-lg border border-line bg-surface p-4 transition-colors hover:border-line-strong"
    >
      <ThingSign thing={thing} />
      <span className="flex min-w-0 flex-1 flex-col gap-1.5">
        <span className="break-words font-semibold">{thing.name}</span>
        {thing.category && <span className="text-muted text-sm">{thing.category}</span>}
        <span>
          <FreePill thing={thing} />
        </span>
      </span>
    </Link>
  );
}
