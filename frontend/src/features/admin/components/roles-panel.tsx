import { fromOpt, type Grant, roleNames } from '@qikcard/contracts';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Card } from '../../../components/ui/card.tsx';
import { EmptyState } from '../../../components/ui/empty-state.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { StatusPill } from '../../../components/ui/status-pill.tsx';
import { localZone } from '../../../lib/local-zone.ts';
import { useText } from '../../../lib/text.tsx';
import { dateTime, toNs } from '../../../lib/time.ts';
import { useGrants } from '../api/grants.ts';
import { type AdminText, useAdminText } from '../api/text.ts';
import { useNameOf } from '../api/users.ts';
import { GrantDialog } from './grant-dialog.tsx';
import { MoreButton } from './more-button.tsx';
import { RevokeRoleDialog } from './revoke-role-dialog.tsx';

export function roleLabel({ role }: Pick<Grant, 'role'>, text: AdminText): string {
  return text(`role.${roleNames.find((name) => name in role) ?? 'staff'}`);
}
const shortened = (principal: string) => `${principal.slice(0, 11)}…`;

/** Who holds which role, where and until when. */
export function RolesPanel() {
  const text = useAdminText();
  const grants = useGrants();
  const nameOf = useNameOf();
  const [granting, setGranting] = useState(false);
  const [revoking, setRevoking] = useState<Grant>();
  const named = (grant: Grant) => {
    const principal = grant.principal.toText();
    return nameOf(principal) ?? shortened(principal);
  };
  const add = (
    <Button icon={Plus} onClick={() => setGranting(true)} className="self-start">
      {text('grant')}
    </Button>
  );
  if (grants.isPending) return <SkeletonRows rows={4} className="h-16 rounded-lg" />;
  if (!grants.data) return <ErrorPanel error={grants.error} onRetry={() => grants.refetch()} />;
  return (
    <div className="flex flex-col gap-4">
      {grants.data.length === 0 ? (
        <EmptyState drawing="key" title={text('noGrantsTitle')} action={add}>
          {text('noGrants')}
        </EmptyState>
      ) : (
        <>
          {add}
          <Card>
            <ul>
              {grants.data.map((grant) => (
                <GrantRow
                  key={keyOf(grant)}
                  grant={grant}
                  name={named(grant)}
                  onRevoke={() => setRevoking(grant)}
                />
              ))}
            </ul>
          </Card>
          <MoreButton pages={grants} />
        </>
      )}
      <GrantDialog open={granting} onClose={() => setGranting(false)} />
      <RevokeRoleDialog
        grant={revoking}
        name={revoking ? named(revoking) : ''}
        onClose={() => setRevoking(undefined)}
      />
    </div>
  );
}

function keyOf({ principal, role, scope }: Grant): string {
  const where = 'Event' in scope ? scope.Event : 'platform';
  return `${principal.toText()} ${Object.keys(role)[0]} ${where}`;
}

type RowProps = { grant: Grant; name: string; onRevoke(): void };

function GrantRow({ grant, name, onRevoke }: RowProps) {
  const t = useText();
  const text = useAdminText();
  const role = roleLabel(grant, text);
  const expires = fromOpt(grant.expires_at_ns);
  const over = expires !== undefined && expires <= toNs(Date.now());
  const time = expires && dateTime(expires, { locale: t.locale, zone: localZone() });
  const where =
    'Event' in grant.scope ? text('event', { id: String(grant.scope.Event) }) : text('everywhere');
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-3 border-line border-b px-5 py-4 last:border-b-0">
      <div className="min-w-0 flex-1 basis-48">
        <p className="font-semibold">{name}</p>
        <p title={grant.principal.toText()} className="truncate font-mono text-muted text-xs">
          {grant.principal.toText()}
        </p>
      </div>
      <div className="flex w-full flex-wrap items-center gap-x-3 gap-y-1 text-muted text-sm md:w-96">
        <StatusPill status={over ? 'draft' : 'accent'}>{role}</StatusPill>
        <span>{where}</span>
        <span className="tabular">
          {time ? text(over ? 'endedAt' : 'until', { time }) : text('never')}
        </span>
      </div>
      <Button look="danger" aria-label={text('revokeNamed', { role, name })} onClick={onRevoke}>
        {text('revoke')}
      </Button>
    </li>
  );
}
