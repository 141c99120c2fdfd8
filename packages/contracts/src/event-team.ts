/** Who helps: co-organizers and door staff of one event; memberships that open several. */
import {
  bool,
  type Infer,
  nat32,
  nat64,
  nothing,
  opt,
  principal,
  query,
  record,
  result,
  text,
  update,
  variant,
  vec,
} from './candid.ts';
import { EventCardPage } from './event-life.ts';
import { EventRefusal } from './event-refusal.ts';

/** Co-organizers run the event like its organizer, but for the team; staff work at its doors. */
export const TeamRole = variant({ CoOrganizer: nothing, Staff: nothing });
export type TeamRole = Infer<typeof TeamRole>;
export const TeamChange = record({ event_id: nat64, member: principal, role: TeamRole });
export const TeamMember = record({
  member: principal,
  role: TeamRole,
  named_at_ns: nat64,
  /** Whether the role has come back from the canister that keeps all roles; takes seconds. */
  active: bool,
});
export type TeamMember = Infer<typeof TeamMember>;

const planFields = {
  name: text,
  valid_from_ns: nat64,
  valid_until_ns: nat64,
  /** Events it opens; empty for all events of its organizer. */
  events: vec(record({ event_id: nat64 })),
  /** The ticket type given with it, by name where the event has one of that name. */
  ticket_type_name: text,
};
export const MembershipPlanDraft = record(planFields);
export const MembershipPlan = record({ id: nat64, organizer: principal, ...planFields });
export type MembershipPlan = Infer<typeof MembershipPlan>;
export const Membership = record({
  id: nat64,
  plan: MembershipPlan,
  holder: principal,
  given_at_ns: nat64,
  withdrawn: bool,
});
export type Membership = Infer<typeof Membership>;
export const MembershipGift = record({ plan_id: nat64, holder: principal });
export const MembershipPage = record({ memberships: vec(Membership), next: opt(nat64) });
export const PlanPage = record({ plans: vec(MembershipPlan), next: opt(nat64) });

export const teamMethods = {
  /** By the organizer. Takes effect everywhere within seconds. */
  name_team_member: update([TeamChange], result(vec(TeamMember), EventRefusal)),
  remove_team_member: update([TeamChange], result(vec(TeamMember), EventRefusal)),
  team: query([nat64], result(vec(TeamMember), EventRefusal)),
  create_membership_plan: update([MembershipPlanDraft], result(MembershipPlan, EventRefusal)),
  /** By its organizer. Changes what it opens from now on; places already given stay. */
  edit_membership_plan: update(
    [record({ plan_id: nat64, draft: MembershipPlanDraft })],
    result(MembershipPlan, EventRefusal),
  ),
  /** The caller's own, newest first. */
  my_membership_plans: query([opt(nat64), nat32], PlanPage),
  give_membership: update([MembershipGift], result(Membership, EventRefusal)),
  /** No further registrations come from it; those made stay. */
  withdraw_membership: update([nat64], result(Membership, EventRefusal)),
  /** By its organizer: who has it, in order. */
  memberships: query(
    [record({ plan_id: nat64, cursor: opt(nat64), limit: nat32 })],
    result(MembershipPage, EventRefusal),
  ),
  /** Newest first. */
  my_memberships: query([opt(nat64), nat32], MembershipPage),
  /** By its holder: the events it opens that are not over, newest first. */
  membership_events: query(
    [record({ membership_id: nat64, cursor: opt(nat64), limit: nat32 })],
    result(EventCardPage, EventRefusal),
  ),
};
