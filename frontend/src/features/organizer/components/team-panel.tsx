import { Principal } from '@dfinity/principal';
import type { EventSheet, TeamMember } from '@qikcard/contracts';
import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Card } from '../../../components/ui/card.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { Select } from '../../../components/ui/select.tsx';
import { StatusPill } from '../../../components/ui/status-pill.tsx';
import { TextField } from '../../../components/ui/text-field.tsx';
import { areaErrorText } from '../../../lib/area-error.ts';
import { useText } from '../../../lib/text.tsx';
import { useEventsText } from '../../../locales/events.ts';
import { useSession } from '../../session/api/session.tsx';
import { useChangeTeam, useTeam } from '../api/event-people.ts';

/** Who runs the event with its organizer, and who works at its doors. */
export function TeamPanel({ sheet }: { sheet: EventSheet }) {
  const t = useText();
  const e = useEventsText();
  const { principal } = useSession();
  const { event } = sheet;
  const team = useTeam(event.id);
  const change = useChangeTeam(event.id);
  const isOrganizer = event.organizer.toText() === principal;
  if (team.isError) return <ErrorPanel error={team.error} onRetry={() => team.refetch()} />;
  return (
    <div className="flex max-w-2xl flex-col gap-6">
      <p className="text-muted">{e('team.lead')}</p>
      {change.isError && <Notice tone="problem">{areaErrorText(change.error, t, e)}</Notice>}
      {isOrganizer && (
        <NewMember
          busy={change.isPending}
          onAdd={(member, staff) =>
            change.mutate({
              member,
              role: staff ? { Staff: null } : { CoOrganizer: null },
              remove: false,
            })
          }
        />
      )}
      {team.data && team.data.length > 0 && (
        <Card>
          <ul>
            {team.data.map((member) => (
              <Member
                key={member.member.toText()}
                member={member}
                onRemove={
                  isOrganizer ? () => change.mutate({ ...member, remove: true }) : undefined
                }
              />
            ))}
          </ul>
        </Card>
      )}
    </div>
  );
}

function NewMember({
  busy,
  onAdd,
}: {
  busy: boolean;
  onAdd(who: Principal, staff: boolean): void;
}) {
  const e = useEventsText();
  const [typed, setTyped] = useState('');
  const [staff, setStaff] = useState(true);
  const [wrong, setWrong] = useState(false);
  return (
    <form
      className="grid items-start gap-4 sm:grid-cols-[1fr_12rem]"
      onSubmit={(event) => {
        event.preventDefault();
        const member = readPrincipal(typed);
        setWrong(!member);
        if (!member) return;
        onAdd(member, staff);
        setTyped('');
      }}
    >
      <TextField
        label={e('team.principal')}
        hint={e('team.principalHint')}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        autoComplete="off"
        spellCheck={false}
        required
        className="font-mono text-sm"
        {...(wrong ? { error: e('team.principalWrong') } : {})}
      />
      <Select
        label={e('team.role')}
        value={staff ? 'staff' : 'co'}
        onChange={({ target }) => setStaff(target.value === 'staff')}
      >
        <option value="staff">{e('team.staff')}</option>
        <option value="co">{e('team.co')}</option>
      </Select>
      <div>
        <Button type="submit" icon={UserPlus} busy={busy}>
          {e('team.add')}
        </Button>
      </div>
    </form>
  );
}

function readPrincipal(text: string): Principal | undefined {
  try {
    return Principal.fromText(text.trim());
  } catch {
    return undefined;
  }
}

type MemberProps = { member: TeamMember; onRemove: (() => void) | undefined };

function Member({ member, onRemove }: MemberProps) {
  const e = useEventsText();
  const name = member.member.toText();
  return (
    <li className="flex flex-wrap items-center gap-4 border-line border-b px-5 py-3 last:border-b-0">
      <div className="min-w-0 flex-1 basis-56">
        <p className="font-medium">{e('Staff' in member.role ? 'team.staff' : 'team.co')}</p>
        <p className="truncate font-mono text-muted text-sm">{name}</p>
      </div>
      <StatusPill status={member.active ? 'admitted' : 'waiting'}>
        {e(member.active ? 'team.active' : 'team.soon')}
      </StatusPill>
      {onRemove && (
        <Button look="quiet" aria-label={e('team.remove', { name })} onClick={onRemove}>
          {e('team.removeShort')}
        </Button>
      )}
    </li>
  );
}
