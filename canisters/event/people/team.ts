/**
 * Co-organizers and door staff of one event. The organizer names them here; auth, which keeps all
 * roles, hears it as a fact and tells every canister, this one too.
 */
import type { Call } from '@qikcard/canister-kit';
import {
  type EventRefusal,
  err,
  eventApi,
  facts,
  type Infer,
  ok,
  type Result,
  TEAM_MAX,
  type TeamChange,
  type TeamMember,
} from '@qikcard/contracts';
import { staffsEvent } from '../events.ts';
import { roles, tellAuth } from '../platform.ts';
import type { EventDoor } from '../rows.ts';
import { served } from '../serve.ts';
import { doors } from '../store.ts';
import { listFor, unlistFor } from './listing.ts';
import type { TeamMemberRow } from './rows.ts';
import { team, teamOrder } from './store.ts';

type Change = Infer<typeof TeamChange>;
type Answer = Result<TeamMember[], EventRefusal>;

export class Team {
  @served(eventApi.name_team_member)
  name_team_member(call: Call, change: Change): Answer {
    const { event_id: id, member } = change;
    call.subject = id.toString();
    const problem = problemOfNaming(call, change);
    if (problem) return err(problem);
    const role = roleOf(change);
    const before = team.get([id, member]);
    if (before?.role === role) return ok(teamOf(call, id));
    if (before) tell(call, id, member, before.role, false);
    team.put([id, member], { role, namedAtNs: call.nowNs });
    teamOrder.insert([id, member]);
    listFor(member, id);
    tell(call, id, member, role, true);
    return ok(teamOf(call, id));
  }

  @served(eventApi.remove_team_member)
  remove_team_member(call: Call, { event_id: id, member }: Change): Answer {
    call.subject = id.toString();
    const door = doors.get(id);
    if (door === undefined) return err({ UnknownEvent: null });
    if (!namesTeam(call, door)) return err({ Forbidden: null });
    const before = team.get([id, member]);
    if (before) {
      team.remove([id, member]);
      teamOrder.remove([id, member]);
      if (member.compareTo(door.organizer) !== 'eq') unlistFor(member, id);
      tell(call, id, member, before.role, false);
    }
    return ok(teamOf(call, id));
  }

  @served(eventApi.team)
  team(call: Call, id: bigint): Answer {
    const door = doors.get(id);
    if (door === undefined) return err({ UnknownEvent: null });
    if (!staffsEvent(call, id, door)) return err({ Forbidden: null });
    return ok(teamOf(call, id));
  }
}

/** Only the organizer and admins: a co-organizer cannot make more of their kind. */
function namesTeam({ caller, nowNs }: Call, door: EventDoor): boolean {
  if (roles.has(caller, 'admin', nowNs)) return true;
  return caller.compareTo(door.organizer) === 'eq' && !roles.isSuspended(caller);
}

function problemOfNaming(call: Call, { event_id: id, member }: Change): EventRefusal | undefined {
  const door = doors.get(id);
  if (door === undefined) return { UnknownEvent: null };
  if (!namesTeam(call, door)) return { Forbidden: null };
  if (member.isAnonymous() || member.compareTo(door.organizer) === 'eq') {
    return { Invalid: { field: 'member', problem: 'must be somebody else, who has signed in' } };
  }
  if (team.has([id, member])) return undefined;
  const size = teamOrder.scan({ prefix: [id], limit: TEAM_MAX }).length;
  if (size < TEAM_MAX) return undefined;
  return { Invalid: { field: 'member', problem: `a team has at most ${TEAM_MAX} members` } };
}

const roleOf = ({ role }: Change): TeamMemberRow['role'] =>
  'Staff' in role ? 'staff' : 'organizer';

function tell(
  call: Call,
  eventId: bigint,
  principal: Change['member'],
  role: TeamMemberRow['role'],
  granted: boolean,
): void {
  tellAuth(facts.teamChanged, { eventId, principal, role, granted, by: call.caller });
}

function teamOf(call: Call, id: bigint): TeamMember[] {
  return teamOrder.scan({ prefix: [id], limit: TEAM_MAX }).map(([, member]) => {
    const { role, namedAtNs } = team.get([id, member]) as TeamMemberRow;
    return {
      member,
      role: role === 'staff' ? { Staff: null } : { CoOrganizer: null },
      named_at_ns: namedAtNs,
      active: roles.hasForEvent(member, role, call.nowNs, id),
    };
  });
}
