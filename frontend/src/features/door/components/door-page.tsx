import { QikCardError } from '@qikcard/client';
import { ROSTER_GOOD_FOR_SECONDS } from '@qikcard/contracts';
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
import { RequireSession } from '../../session/components/require-session.tsx';
import { dropPack, loadPack, type Pack } from '../api/door-store.ts';
import { DoorHolder, useHolder } from '../api/holder.ts';
import { forgetPhotos } from '../api/photos.ts';
import { useDoorText } from '../api/text.ts';
import { DoorFrame } from './door-frame.tsx';
import { OpenDoor } from './open-door.tsx';

/** The phone of staff as a reader: whatever it sees or is typed into it gets an answer. */
export function DoorPage() {
  const d = useDoorText();
  useTitle(d('title'));
  const id = readId(useParams()['eventId']) ?? 0n;
  const holder = useHolder();
  const event = useEvent(id);
  const may = useMayScan(id);
  const kept = useKeptDoor(id, holder, may.data === false);
  const isAlone = useAlone();
  if (may.data === false) return <NotYours />;
  const error = event.error ?? may.error;
  const told = may.data ? event.data : undefined;
  // Without a network this phone goes by what it was told the last time.
  const shown = told ?? (isAlone || isUnreachable(error) ? kept.data?.event : undefined);
  if (holder && shown) {
    return (
      <DoorHolder value={holder}>
        <OpenDoor event={shown} />
      </DoorHolder>
    );
  }
  return (
    <RequireSession>
      <NotYet error={error} onRetry={() => Promise.all([event.refetch(), may.refetch()])} />
    </RequireSession>
  );
}

function NotYet({ error, onRetry }: { error: unknown; onRetry(): unknown }) {
  return (
    <DoorFrame to="/">
      <div className="mx-auto w-full max-w-3xl px-5 py-8">
        {error ? <ErrorPanel error={error} onRetry={onRetry} /> : <SkeletonRows />}
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
function useKeptDoor(eventId: bigint, holder: string | undefined, isForbidden: boolean) {
  const { status } = useSession();
  return useQuery({
    queryKey: ['kept-door', String(eventId), holder, status, isForbidden],
    enabled: holder !== undefined,
    // An open door stays open when the session runs out.
    placeholderData: (before, query) => (query?.queryKey[2] === holder ? before : undefined),
    queryFn: async () => {
      if (holder === undefined) return null;
      if (isForbidden) {
        await dropPack(holder, eventId);
        await forgetPhotos().catch((error) => console.warn(error));
      }
      const pack = await loadPack(holder, eventId);
      return pack && (status === 'in' || isGood(pack)) ? pack : null;
    },
  });
}

/** Whose session is over is shown no older names than a door may decide by. */
function isGood({ roster: { certifiedAtMs = 0 }, event }: Pack): boolean {
  const untilMs = certifiedAtMs + ROSTER_GOOD_FOR_SECONDS * 1_000;
  return Date.now() < Math.min(untilMs, Number(event.ends_at_ns / 1_000_000n));
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
