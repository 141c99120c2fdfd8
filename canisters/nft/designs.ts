/** Designs of badges: made by organizers for their events, by admins for everybody. */
import type { Principal } from '@dfinity/principal';
import { anyone, type Call, expose, handle, handleQuery, roles } from '@qikcard/canister-kit';
import {
  type AchievementDesign,
  type AchievementDraft,
  type AchievementRefusal,
  type EventBudget,
  err,
  fromOpt,
  type Infer,
  nftApi,
  ok,
  PAGE_MAX,
  type Result,
  toOpt,
} from '@qikcard/contracts';
import { isAvailable } from './domain/criteria.ts';
import {
  BUDGET_E8S,
  criterionRow,
  DESIGNS_PER_EVENT_MAX,
  GLOBAL_DESIGNS_MAX,
  problemOfDraft,
  promiseOf,
  viewOf,
} from './domain/design.ts';
import { give, NO_EVENT } from './minting.ts';
import type { DesignRow } from './rows.ts';
import {
  designCount,
  designs,
  designsOfEvent,
  earned,
  entered,
  events,
  retiredOfEvent,
} from './store.ts';

type Answer = Result<AchievementDesign, AchievementRefusal>;
type Page = Infer<typeof nftApi.list_achievements.ret>;

export class Designs {
  @expose(nftApi.create_achievement)
  create_achievement(draft: AchievementDraft): Answer {
    return handle('create_achievement', anyone, (call) => create(call, draft));
  }

  @expose(nftApi.retire_achievement)
  retire_achievement(id: bigint): Answer {
    return handle('retire_achievement', anyone, (call) => {
      call.subject = id.toString();
      const row = designs.get(id);
      if (row === undefined) return err({ UnknownAchievement: null });
      const isCreator = row.creator.compareTo(call.caller) === 'eq';
      if (!isCreator && !isAdmin(call)) return err({ Forbidden: null });
      const retired = { ...row, retired: true };
      designs.put(id, retired);
      designsOfEvent.remove([row.criterion.eventId, id]);
      retiredOfEvent.insert([row.criterion.eventId, id]);
      return ok(viewOf(id, retired));
    });
  }

  @expose(nftApi.award_achievement)
  award_achievement(id: bigint, person: Principal): Result<bigint, AchievementRefusal> {
    return handle('award_achievement', anyone, (call) => {
      call.subject = id.toString();
      return award(call, id, person);
    });
  }

  @expose(nftApi.achievements_of_event)
  achievements_of_event(eventId: bigint): AchievementDesign[] {
    const scanned = { prefix: [eventId] as [bigint], limit: PAGE_MAX };
    const ids = [...designsOfEvent.scan(scanned), ...retiredOfEvent.scan(scanned)];
    const newestFirst = ids.map(([, id]) => id).sort((a, b) => (a < b ? 1 : -1));
    return newestFirst.map((id) => viewOf(id, designs.get(id) as DesignRow));
  }

  @expose(nftApi.event_budget)
  event_budget(eventId: bigint): EventBudget {
    const promised_e8s = events.get(eventId)?.promisedE8s ?? 0n;
    return { total_e8s: BUDGET_E8S, promised_e8s, left_e8s: BUDGET_E8S - promised_e8s };
  }

  @expose(nftApi.get_achievement)
  get_achievement(id: bigint): Answer {
    const row = designs.get(id);
    return row === undefined ? err({ UnknownAchievement: null }) : ok(viewOf(id, row));
  }

  @expose(nftApi.list_achievements)
  list_achievements(cursor: [] | [bigint], limit: number): Page {
    return handleQuery('list_achievements', anyone, () => {
      const size = BigInt(Math.max(1, Math.min(limit, PAGE_MAX)));
      const top = (fromOpt(cursor) ?? designCount.get() + 1n) - 1n;
      const end = top - size > 0n ? top - size : 0n;
      const achievements: AchievementDesign[] = [];
      for (let id = top; id > end; id--) {
        const row = designs.get(id);
        if (row !== undefined) achievements.push(viewOf(id, row));
      }
      return { achievements, next: toOpt(end > 0n ? end + 1n : undefined) };
    });
  }
}

const isAdmin = (call: Call): boolean => roles.has(call.caller, 'admin', call.nowNs);

function create(call: Call, draft: AchievementDraft): Answer {
  if (call.caller.isAnonymous()) return err({ SignInRequired: null });
  const criterion = criterionRow(draft.criterion);
  const { eventId } = criterion;
  if (!mayDesign(call, eventId)) return err({ Forbidden: null });
  const problem = problemOfDraft(draft);
  if (problem) return err(problem);
  const limit = eventId === NO_EVENT ? GLOBAL_DESIGNS_MAX : DESIGNS_PER_EVENT_MAX;
  const there = designsOfEvent.scan({ prefix: [eventId], limit });
  if (there.length >= limit) return err({ TooMany: { limit } });
  const row: DesignRow = {
    name: draft.name.trim(),
    description: draft.description.trim(),
    criterion,
    soulbound: draft.soulbound,
    rewardE8s: draft.reward_e8s,
    supply: fromOpt(draft.supply),
    season: draft.season.trim(),
    hue: draft.hue,
    creator: call.caller,
    createdAtNs: call.nowNs,
    retired: false,
    minted: 0,
    burned: 0,
    royaltyBasisPoints: fromOpt(draft.royalty_basis_points) ?? 0,
  };
  const overdrawn = promise(eventId, promiseOf(row));
  if (overdrawn) return err(overdrawn);
  const id = designCount.add();
  call.subject = id.toString();
  designs.put(id, row);
  designsOfEvent.insert([eventId, id]);
  return ok(viewOf(id, row));
}

/** Gives a badge of somebody's choice to a guest who was there. */
function award(call: Call, id: bigint, person: Principal): Result<bigint, AchievementRefusal> {
  const design = designs.get(id);
  if (design === undefined) return err({ UnknownAchievement: null });
  const { kind, eventId } = design.criterion;
  if (!mayDesign(call, eventId)) return err({ Forbidden: null });
  if (kind !== 'Custom') return err({ NotCustom: null });
  const registrationId = entered.get([eventId, person]);
  if (registrationId === undefined) return err({ NeverEntered: null });
  const badge_id = earned.get([id, person]);
  if (badge_id !== undefined) return err({ AlreadyAwarded: { badge_id } });
  if (!isAvailable(design)) return err({ NoneLeft: null });
  return ok(give(id, design, person, { eventId, registrationId }));
}

/** The organizer of the event, somebody with that role for it, or an admin. */
function mayDesign(call: Call, eventId: bigint): boolean {
  if (isAdmin(call)) return true;
  if (eventId === NO_EVENT || roles.isSuspended(call.caller)) return false;
  return (
    events.get(eventId)?.organizer.compareTo(call.caller) === 'eq' ||
    roles.hasForEvent(call.caller, 'organizer', call.nowNs, eventId)
  );
}

/** Takes what the badges may pay out of the budget of the event; that of no event has no end. */
function promise(eventId: bigint, e8s: bigint): AchievementRefusal | undefined {
  const event = events.get(eventId);
  if (e8s === 0n || event === undefined) return undefined;
  const left_e8s = BUDGET_E8S - event.promisedE8s;
  if (e8s > left_e8s) return { BudgetExceeded: { left_e8s } };
  events.put(eventId, { ...event, promisedE8s: event.promisedE8s + e8s });
  return undefined;
}
