import { QikCardError } from '@qikcard/client';
import { fromOpt, type ProfileView } from '@qikcard/contracts';
import { Pencil } from 'lucide-react';
import { useParams } from 'react-router';
import { ButtonLink } from '../../../components/ui/button.tsx';
import { Section } from '../../../components/ui/card.tsx';
import { EmptyState } from '../../../components/ui/empty-state.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { useTitle } from '../../../lib/title.ts';
import { usePeopleText } from '../../../locales/people.ts';
import { PersonBadges } from '../../badges/components/person-badges.tsx';
import { usePerson } from '../../profile/api/profile.ts';
import { personName } from '../../profile/components/person-name.ts';
import { ProfileFace } from '../../profile/components/profile-face.tsx';
import { ReputationCard } from '../../profile/components/reputation-card.tsx';
import { useSession } from '../../session/api/session.tsx';
import { useMutual } from '../api/people.ts';
import { PersonActions } from './person-actions.tsx';
import { PersonList } from './person-list.tsx';
import { RelationActions } from './relation-actions.tsx';

/** Somebody's page, with what is for whoever looks at it; open to visitors too. */
export function PersonPage() {
  const p = usePeopleText();
  const { name = '' } = useParams();
  const person = usePerson(name);
  useTitle(person.data && personName(person.data));
  return (
    <div className="mx-auto flex w-full max-w-2xl flex-col gap-8 px-5 py-8 md:px-10 md:py-12">
      {!person.data && !isUnknown(person.error) && <h1 className="sr-only">{name}</h1>}
      {person.isPending && <SkeletonRows rows={2} className="h-40 rounded-lg" />}
      {person.isError &&
        (isUnknown(person.error) ? (
          <EmptyState page drawing="guests" title={p('person.unknownTitle')} action={<WayOut />}>
            {p('person.unknown')}
          </EmptyState>
        ) : (
          <ErrorPanel error={person.error} onRetry={() => void person.refetch()} />
        ))}
      {person.data && <Person view={person.data} />}
    </div>
  );
}

const isUnknown = (error: unknown): boolean =>
  error instanceof QikCardError && ['UnknownPerson', 'Invalid'].includes(error.code);

function WayOut() {
  const p = usePeopleText();
  return (
    <ButtonLink look="secondary" to="/people?view=find">
      {p('people.find')}
    </ButtonLink>
  );
}

function Person({ view }: { view: ProfileView }) {
  const p = usePeopleText();
  const { status } = useSession();
  const oneself = 'Oneself' in view.relation;
  return (
    <>
      <ProfileFace
        view={view}
        heading="h1"
        action={
          oneself ? (
            <ButtonLink look="secondary" icon={Pencil} to="/profile">
              {p('profile.edit')}
            </ButtonLink>
          ) : (
            status === 'in' && <RelationActions person={view} full />
          )
        }
      />
      <PersonBadges person={view.principal} />
      {fromOpt(view.reputation) !== undefined && <ReputationCard person={view.principal} />}
      {!oneself && status === 'in' && <Mutual view={view} />}
      {!oneself && status === 'in' && <PersonActions person={view} />}
    </>
  );
}

function Mutual({ view }: { view: ProfileView }) {
  const p = usePeopleText();
  const mutual = useMutual(view.principal);
  if (!mutual.data || mutual.data.length === 0) return null;
  return (
    <Section title={p('people.mutual')}>
      <PersonList people={mutual.data} />
    </Section>
  );
}
