/** Memberships and season passes: one gift opens several events of an organizer. */
import type { Principal } from '@dfinity/principal';
import type { Call } from '@qikcard/canister-kit';
import {
  type EventRefusal,
  err,
  eventApi,
  facts,
  fromOpt,
  type Infer,
  MEMBERSHIP_EVENTS_MAX,
  MEMBERSHIP_PLANS_MAX,
  type Membership,
  type MembershipGift,
  type MembershipPage,
  type MembershipPlan,
  type MembershipPlanDraft,
  NAME_MAX_CHARS,
  ok,
  type PlanPage,
  type Result,
  type SeasonPassNews,
  shardedId,
  TICKET_TYPE_NAME_MAX_CHARS,
  toOpt,
} from '@qikcard/contracts';
import { pageSize } from '../domain/page.ts';
import { checkText } from '../domain/text.ts';
import { roles, shard, tellProfile } from '../platform.ts';
import { served } from '../serve.ts';
import { doors } from '../store.ts';
import type { MembershipRow, PlanRow } from './rows.ts';
import {
  membershipCount,
  membershipOf,
  memberships,
  membershipsOf,
  membershipsOfPlan,
  planCount,
  plans,
  plansOf,
} from './store.ts';

type Draft = Infer<typeof MembershipPlanDraft>;
type Page = Infer<typeof MembershipPage>;
type Answer = Result<Membership, EventRefusal>;
type Cursor = [] | [bigint];

export class Memberships {
  @served(eventApi.create_membership_plan)
  create_membership_plan(call: Call, draft: Draft): Result<MembershipPlan, EventRefusal> {
    const problem = problemOfPlan(call, draft);
    if (problem) return err(problem);
    const made = plansOf.scan({ prefix: [call.caller], limit: MEMBERSHIP_PLANS_MAX }).length;
    if (made >= MEMBERSHIP_PLANS_MAX) {
      return err(invalid('name', `at most ${MEMBERSHIP_PLANS_MAX} plans`));
    }
    const id = shardedId(shard(), planCount.add());
    call.subject = id.toString();
    plans.put(id, planRow(call.caller, draft));
    plansOf.insert([call.caller, id]);
    return ok(planView(id));
  }

  @served(eventApi.edit_membership_plan)
  edit_membership_plan(
    call: Call,
    { plan_id: id, draft }: { plan_id: bigint; draft: Draft },
  ): Result<MembershipPlan, EventRefusal> {
    call.subject = id.toString();
    const plan = plans.get(id);
    if (!plan || !gives(call, plan)) return err({ UnknownMembership: null });
    const problem = problemOfPlan(call, draft);
    if (problem) return err(problem);
    plans.put(id, planRow(plan.organizer, draft));
    return ok(planView(id));
  }

  @served(eventApi.my_membership_plans)
  my_membership_plans(call: Call, cursor: Cursor, limit: number): Infer<typeof PlanPage> {
    const { ids, next } = ownPage(plansOf, call, cursor, limit);
    return { plans: ids.map(planView), next };
  }

  @served(eventApi.give_membership)
  give_membership(call: Call, gift: Infer<typeof MembershipGift>): Answer {
    const { plan_id: planId, holder } = gift;
    call.subject = planId.toString();
    const plan = plans.get(planId);
    if (!plan || !gives(call, plan)) return err({ UnknownMembership: null });
    if (holder.isAnonymous()) return err({ SignInRequired: null });
    const known = membershipOf.get([planId, holder]);
    if (known === undefined || memberships.get(known)?.withdrawn) tellOf(planId, holder, 'Given');
    const id = known ?? shardedId(shard(), membershipCount.add());
    memberships.put(id, { planId, holder, givenAtNs: call.nowNs, withdrawn: false });
    if (known === undefined) {
      membershipOf.put([planId, holder], id);
      membershipsOf.insert([holder, id]);
      membershipsOfPlan.insert([planId, id]);
    }
    return ok(viewOf(id));
  }

  @served(eventApi.withdraw_membership)
  withdraw_membership(call: Call, id: bigint): Answer {
    call.subject = id.toString();
    const row = memberships.get(id);
    const plan = row && plans.get(row.planId);
    if (!row || !plan || !gives(call, plan)) return err({ UnknownMembership: null });
    if (!row.withdrawn) tellOf(row.planId, row.holder, 'Withdrawn');
    memberships.put(id, { ...row, withdrawn: true });
    return ok(viewOf(id));
  }

  @served(eventApi.memberships)
  memberships(
    call: Call,
    asked: { plan_id: bigint; cursor: Cursor; limit: number },
  ): Result<Page, EventRefusal> {
    const { plan_id: planId } = asked;
    const plan = plans.get(planId);
    if (!plan || !gives(call, plan)) return err({ UnknownMembership: null });
    const from = fromOpt(asked.cursor);
    const after = from === undefined ? {} : { after: [planId, from] as [bigint, bigint] };
    const size = pageSize(asked.limit);
    const keys = membershipsOfPlan.scan({ prefix: [planId], limit: size + 1, ...after });
    const ids = keys.slice(0, size).map(([, id]) => id);
    return ok({
      memberships: ids.map(viewOf),
      next: toOpt(keys.length > size ? ids.at(-1) : undefined),
    });
  }

  @served(eventApi.my_memberships)
  my_memberships(call: Call, cursor: Cursor, limit: number): Page {
    const { ids, next } = ownPage(membershipsOf, call, cursor, limit);
    return { memberships: ids.map(viewOf), next };
  }
}

/** Whoever made the plan, unless suspended. */
const gives = ({ caller }: Call, { organizer }: PlanRow): boolean =>
  caller.compareTo(organizer) === 'eq' && !roles.isSuspended(caller);

const tellOf = (planId: bigint, holder: Principal, what: SeasonPassNews['what']): void =>
  tellProfile(facts.seasonPassNews, { planId, holder, what });

const invalid = (field: string, problem: string): EventRefusal => ({ Invalid: { field, problem } });

const planRow = (organizer: Principal, draft: Draft): PlanRow => ({
  organizer,
  name: draft.name.trim(),
  validFromNs: draft.valid_from_ns,
  validUntilNs: draft.valid_until_ns,
  events: draft.events.map((each) => each.event_id),
  ticketTypeName: draft.ticket_type_name.trim(),
});

function problemOfPlan(call: Call, draft: Draft): EventRefusal | undefined {
  if (call.caller.isAnonymous()) return { SignInRequired: null };
  if (!roles.has(call.caller, 'organizer', call.nowNs)) return { Forbidden: null };
  const texts =
    checkText('name', draft.name, 1, NAME_MAX_CHARS) ??
    checkText('ticket_type_name', draft.ticket_type_name, 0, TICKET_TYPE_NAME_MAX_CHARS);
  if (texts) return texts;
  if (draft.valid_until_ns <= draft.valid_from_ns || draft.valid_until_ns <= call.nowNs) {
    return invalid('valid_until_ns', 'must be in the future, after its beginning');
  }
  if (draft.events.length > MEMBERSHIP_EVENTS_MAX) {
    return invalid('events', `at most ${MEMBERSHIP_EVENTS_MAX} events`);
  }
  const own = (id: bigint) => doors.get(id)?.organizer.compareTo(call.caller) === 'eq';
  return draft.events.every((each) => own(each.event_id)) ? undefined : { UnknownEvent: null };
}

/** Newest first. */
function ownPage(index: typeof plansOf, call: Call, cursor: Cursor, limit: number) {
  if (call.caller.isAnonymous()) return { ids: [], next: [] as Cursor };
  const below = fromOpt(cursor);
  const after = below === undefined ? {} : { after: [call.caller, below] as [Principal, bigint] };
  const size = pageSize(limit);
  const keys = index.scan({ prefix: [call.caller], reverse: true, limit: size + 1, ...after });
  const ids = keys.slice(0, size).map(([, id]) => id);
  return { ids, next: toOpt(keys.length > size ? ids.at(-1) : undefined) };
}

function planView(id: bigint): MembershipPlan {
  const row = plans.get(id) as PlanRow;
  return {
    id,
    organizer: row.organizer,
    name: row.name,
    valid_from_ns: row.validFromNs,
    valid_until_ns: row.validUntilNs,
    events: row.events.map((event_id) => ({ event_id })),
    ticket_type_name: row.ticketTypeName,
  };
}

function viewOf(id: bigint): Membership {
  const { planId, holder, givenAtNs, withdrawn } = memberships.get(id) as MembershipRow;
  return { id, plan: planView(planId), holder, given_at_ns: givenAtNs, withdrawn };
}
