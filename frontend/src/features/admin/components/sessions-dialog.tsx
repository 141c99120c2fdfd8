import type { Account } from '@qikcard/contracts';
import { Button } from '../../../components/ui/button.tsx';
import { Dialog } from '../../../components/ui/dialog.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { errorText } from '../../../lib/error-text.ts';
import { useText } from '../../../lib/text.tsx';
import { SessionRow } from '../../sessions/components/session-row.tsx';
import { useEndSessionsOf, useSessionsOf } from '../api/sessions-of.ts';
import { useAdminText } from '../api/text.ts';

type Props = { user: Account | undefined; onClose(): void };

/** Where somebody is signed in, and the way to sign them out there or everywhere. */
export function SessionsDialog({ user, onClose }: Props) {
  const text = useAdminText();
  return (
    <Dialog
      open={user !== undefined}
      onOpenChange={onClose}
      title={text('sessionsTitle', { name: user?.display_name ?? '' })}
      description={text('sessionsText')}
    >
      {user && <Sessions user={user} />}
    </Dialog>
  );
}

function Sessions({ user }: { user: Account }) {
  const t = useText();
  const text = useAdminText();
  const sessions = useSessionsOf(user.principal);
  const end = useEndSessionsOf(user.principal);
  if (sessions.isPending) return <SkeletonRows rows={2} className="h-20 rounded-lg" />;
  if (!sessions.data) {
    return <ErrorPanel error={sessions.error} onRetry={() => sessions.refetch()} />;
  }
  return (
    <div className="flex flex-col gap-4">
      {end.isError && <Notice tone="problem">{errorText(end.error, t)}</Notice>}
      {sessions.data.length === 0 ? (
        <p role="status" className="text-muted">
          {text('sessionsNone')}
        </p>
      ) : (
        <>
          <ul className="rounded-lg border border-line">
            {sessions.data.map((session) => (
              <SessionRow
                key={String(session.number)}
                session={{ ...session, isHere: false }}
                onEnd={() => !end.isPending && end.mutate(session.number)}
              />
            ))}
          </ul>
          <Button
            look="danger"
            wide
            busy={end.isPending && end.variables === undefined}
            onClick={() => end.mutate(undefined)}
          >
            {text('sessionsEndAll')}
          </Button>
        </>
      )}
    </div>
  );
}
