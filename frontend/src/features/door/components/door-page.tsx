import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { ButtonLink } from '../../../components/ui/button.tsx';
import { EmptyState } from '../../../components/ui/empty-state.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { useText } from '../../../lib/text.tsx';
import { useTitle } from '../../../lib/title.ts';
import { readId, useEvent } from '../../events/api/events.ts';
import { useSession } from '../../session/api/session.tsx';
import { useDoorText } from '../api/text.ts';
import { DoorFrame } from './door-frame.tsx';
import { OpenDoor } from './open-door.tsx';

/** The phone of staff as a reader: whatever it sees or is typed into it gets an answer. */
export function DoorPage() {
  const d = useDoorText();
  useTitle(d('title'));
  const id = readId(useParams()['eventId']) ?? 0n;
  const event = useEvent(id);
  const may = useMayScan(id);
  if (event.data && may.data) return <OpenDoor event={event.data} />;
  if (may.data === false) return <NotYours />;
  const error = event.error ?? may.error;
  return (
    <DoorFrame to="/">
      <div className="mx-auto w-full max-w-3xl px-5 py-8">
        {error ? (
          <ErrorPanel error={error} onRetry={() => Promise.all([event.refetch(), may.refetch()])} />
        ) : (
          <SkeletonRows />
        )}
      </div>
    </DoorFrame>
  );
}

function NotYours() {
  const t = useText();
  const d = useDoorText();
  return (
    <DoorFrame to="/">
      <EmptyState
        page
        drawing="lock"
        title={d('forbiddenTitle')}
        action={
          <ButtonLink to="/" look="secondary">
            {t('nav.home')}
          </ButtonLink>
        }
      >
        {d('forbidden')}
      </EmptyState>
    </DoorFrame>
  );
}

/** Whoever may read the guest list may scan: the canister asks the same of both. */
function useMayScan(eventId: bigint) {
  const { qik, who, status } = useSession();
  return useQuery({
    queryKey: ['may-scan', String(eventId), who],
    enabled: status === 'in',
    staleTime: 60_000,
    queryFn: async () => 'Ok' in (await qik.event.attendance(eventId, [], 1)),
  });
}
