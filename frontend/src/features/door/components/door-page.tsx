import { QikCardError } from '@qikcard/client';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useParams } from 'react-router';
import { ButtonLink } from '../../../components/ui/button.tsx';
import { EmptyState } from '../../../components/ui/empty-state.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { useOnline } from '../../../lib/online.ts';
import { useText } from '../../../lib/text.tsx';
import { useTitle } from '../../../lib/title.ts';
import { readId, useEvent } from '../../events/api/events.ts';
import { useSession } from '../../session/api/session.tsx';
import { dropPack, loadPack } from '../api/door-store.ts';
import { forgetPhotos } from '../api/photos.ts';
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
  const kept = useKeptDoor(id, may.data === false);
  const isAlone = useAlone();
  if (may.data === false) return <NotYours />;
  if (event.data && may.data) return <OpenDoor event={event.data} />;
  const error = event.error ?? may.error;
  // Without a network this phone goes by what it was told the last time.
  if (kept.data && (isAlone || isUnreachable(error))) return <OpenDoor event={kept.data.event} />;
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

/** What this device kept of the door; taken away from whoever may no longer scan here. */
function useKeptDoor(eventId: bigint, isForbidden: boolean) {
  const { who, status } = useSession();
  return useQuery({
    queryKey: ['kept-door', String(eventId), who, isForbidden],
    enabled: status === 'in',
    queryFn: async () => {
      if (isForbidden) {
        await dropPack(who, eventId);
        await forgetPhotos().catch((error) => console.warn(error));
      }
      return (await loadPack(who, eventId)) ?? null;
    },
  });
}

const PATIENCE_MS = 5_000;

/** Whether nobody here waits for the network any more: there was none, or it took too long. */
function useAlone(): boolean {
  const online = useOnline();
  const [isAlone, setAlone] = useState(!online);
  useEffect(() => {
    const timer = setTimeout(() => setAlone(true), online ? PATIENCE_MS : 0);
    return () => clearTimeout(timer);
  }, [online]);
  return isAlone;
}

const isUnreachable = (error: unknown): boolean =>
  error instanceof QikCardError && error.kind === 'unreachable';

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
