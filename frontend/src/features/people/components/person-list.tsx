import type { PersonCard } from '@qikcard/contracts';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Avatar } from '../../../components/ui/avatar.tsx';
import { Button } from '../../../components/ui/button.tsx';
import { Card } from '../../../components/ui/card.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { useText } from '../../../lib/text.tsx';
import { personName, personPath } from '../../profile/components/person-name.ts';
import { type ListName, useConnections } from '../api/people.ts';
import { RelationActions } from './relation-actions.tsx';

/** One of my lists with its actions; `empty` stands in its place when nobody is in it. */
export function ConnectionList({ list, empty }: { list: ListName; empty: ReactNode }) {
  const t = useText();
  const found = useConnections(list);
  if (found.isPending) return <SkeletonRows className="h-18 rounded-lg" />;
  if (found.isError) {
    return <ErrorPanel error={found.error} onRetry={() => void found.refetch()} />;
  }
  if (found.data.length === 0) return empty;
  return (
    <div className="flex flex-col gap-4">
      <PersonList people={found.data} />
      {found.hasNextPage && (
        <Button
          look="secondary"
          busy={found.isFetchingNextPage}
          onClick={() => void found.fetchNextPage()}
        >
          {t('action.more')}
        </Button>
      )}
    </div>
  );
}

type Props = { people: PersonCard[]; note?(person: PersonCard): ReactNode };

/** People, each a link to their page and what can be done about them. */
export function PersonList({ people, note }: Props) {
  return (
    <Card>
      <ul>
        {people.map((person) => (
          <li
            key={person.principal.toText()}
            className="flex flex-wrap items-center gap-x-4 gap-y-3 border-line border-b px-5 py-4 last:border-b-0"
          >
            <Avatar name={personName(person).replace('@', '')} />
            <div className="min-w-0 flex-1 basis-32">
              <Link
                to={personPath(person)}
                className="inline-flex min-h-6 max-w-full items-center rounded-sm font-semibold hover:underline"
              >
                <span className="truncate">{personName(person)}</span>
              </Link>
              {note && <p className="text-muted text-sm">{note(person)}</p>}
            </div>
            <RelationActions person={person} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
