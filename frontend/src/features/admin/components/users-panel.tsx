import type { Account } from '@qikcard/contracts';
import { fromOpt } from '@qikcard/contracts';
import { useState } from 'react';
import { Avatar } from '../../../components/ui/avatar.tsx';
import { Button } from '../../../components/ui/button.tsx';
import { Card } from '../../../components/ui/card.tsx';
import { EmptyState } from '../../../components/ui/empty-state.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { StatusPill } from '../../../components/ui/status-pill.tsx';
import { localZone } from '../../../lib/local-zone.ts';
import { useText } from '../../../lib/text.tsx';
import { dateTime } from '../../../lib/time.ts';
import { useSession } from '../../session/api/session.tsx';
import { useAdminText } from '../api/text.ts';
import { useUsers } from '../api/users.ts';
import { MoreButton } from './more-button.tsx';
import { SessionsDialog } from './sessions-dialog.tsx';
import { SuspendDialog } from './suspend-dialog.tsx';

/** Everybody who registered, and the way to keep somebody out. */
export function UsersPanel() {
  const text = useAdminText();
  const users = useUsers();
  const [chosen, setChosen] = useState<Account>();
  const [looking, setLooking] = useState<Account>();
  if (users.isPending) return <SkeletonRows rows={4} className="h-20 rounded-lg" />;
  if (!users.data) return <ErrorPanel error={users.error} onRetry={() => users.refetch()} />;
  if (users.data.length === 0) {
    return (
      <EmptyState drawing="guests" title={text('noUsersTitle')}>
        {text('noUsers')}
      </EmptyState>
    );
  }
  return (
    <div className="flex flex-col gap-4">
      <Card>
        <ul>
          {users.data.map((user) => (
            <UserRow
              key={user.principal.toText()}
              user={user}
              onChoose={() => setChosen(user)}
              onLook={() => setLooking(user)}
            />
          ))}
        </ul>
      </Card>
      <MoreButton pages={users} />
      <SessionsDialog user={looking} onClose={() => setLooking(undefined)} />
      <SuspendDialog user={chosen} onClose={() => setChosen(undefined)} />
    </div>
  );
}

type RowProps = { user: Account; onChoose(): void; onLook(): void };

function UserRow({ user, onChoose, onLook }: RowProps) {
  const t = useText();
  const text = useAdminText();
  const { principal: me } = useSession();
  const principal = user.principal.toText();
  const name = user.display_name || text('erasedUser');
  const last = fromOpt(user.last_sign_in_at_ns);
  const seen =
    last === undefined
      ? text('neverSeen')
      : dateTime(last, { locale: t.locale, zone: localZone() });
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-3 border-line border-b px-5 py-4 last:border-b-0">
      <Avatar name={name} />
      <div className="min-w-0 flex-1 basis-48">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 font-semibold">
          {name}
          {user.suspended && <StatusPill status="refused">{text('suspended')}</StatusPill>}
        </p>
        <p title={principal} className="truncate font-mono text-muted text-xs">
          {principal}
        </p>
      </div>
      <p className="min-w-0 flex-1 basis-44 text-muted text-sm md:flex-none md:basis-56">
        {text('lastSeen')}: <span className="tabular">{seen}</span>
      </p>
      <Button look="quiet" aria-label={text('sessionsOf', { name })} onClick={onLook}>
        {text('devices')}: {user.open_sessions}
      </Button>
      <div className="flex justify-end md:w-32">
        {principal === me ? (
          <span className="text-muted text-sm">{text('you')}</span>
        ) : (
          <Button
            look={user.suspended ? 'secondary' : 'danger'}
            aria-label={text(user.suspended ? 'liftNamed' : 'suspendNamed', { name })}
            onClick={onChoose}
          >
            {text(user.suspended ? 'lift' : 'suspend')}
          </Button>
        )}
      </div>
    </li>
  );
}
