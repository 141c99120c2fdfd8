import type { BadgeView } from '@qikcard/contracts';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useBadgesText } from '../../../locales/badges.ts';
import { BadgePicture } from './badge-picture.tsx';
import { numberText } from './badge-words.tsx';

type Props = { badges: BadgeView[]; note?(badge: BadgeView): ReactNode };

/** Badges side by side, as large as the screen lets them be. */
export function BadgeGrid({ badges, note }: Props) {
  const p = useBadgesText();
  return (
    <ul className="grid grid-cols-2 gap-x-4 gap-y-6 md:grid-cols-3 md:gap-x-6 lg:grid-cols-4">
      {badges.map((badge) => (
        <li key={String(badge.id)}>
          <Link to={`/badges/${badge.id}`} className="group flex flex-col gap-3 rounded-lg">
            <BadgePicture badge={badge} className="transition-opacity group-hover:opacity-90" />
            <span className="flex min-w-0 flex-col gap-0.5">
              <span className="truncate font-semibold">{badge.design.name}</span>
              <span className="tabular text-muted text-sm">
                {note ? note(badge) : numberText(badge, p)}
              </span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
