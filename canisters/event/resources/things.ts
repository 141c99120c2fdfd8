/** Making, changing and finding things. */
import { type Call, rateLimit } from '@qikcard/canister-kit';
import {
  err,
  eventApi,
  type Infer,
  LABEL_CHARS,
  labelCode,
  ok,
  RESOURCE_CHANGES_PER_MINUTE,
  RESOURCES_PER_EVENT_MAX,
  RESOURCES_PER_PERSON_MAX,
  type ResourceDraft,
  type ResourceFeedPage,
  type ResourceRefusal,
  type ResourceView,
  type Result,
  shardedId,
} from '@qikcard/contracts';
import { editedThing, newThing, problemOfThing } from '../domain/resources/draft.ts';
import { ownerKey, ownerRow } from '../domain/resources/owner.ts';
import { peak } from '../domain/resources/stock.ts';
import { randomBytes, roles, shard } from '../platform.ts';
import { served } from '../serve.ts';
import { doors } from '../store.ts';
import { manages, sees } from './access.ts';
import { feedAfter, tell } from './feed.ts';
import type { OwnerRow, ResourceRow } from './rows.ts';
import { forget, register } from './search.ts';
import { shelvesOf, unitOf } from './shelves.ts';
import { kitsOfPart, labelKey, labels, resourceCount, resources, thingsOfOwner } from './store.ts';
import { viewFor } from './view.ts';

type Answer = Result<ResourceView, ResourceRefusal>;
type FeedAnswer = Result<Infer<typeof ResourceFeedPage>, ResourceRefusal>;

const changes = rateLimit({
  burst: RESOURCE_CHANGES_PER_MINUTE,
  perMinute: RESOURCE_CHANGES_PER_MINUTE,
});
const FOREVER_NS = (1n << 64n) - 1n;

export class Things {
  @served(eventApi.create_resource)
  create_resource(call: Call, draft: ResourceDraft): Answer {
    const owner = ownerRow(draft.owner);
    const problem = problemOfOwner(call, owner) ?? problemOfContent(owner, undefined, draft);
    if (problem) return err(problem);
    const random = randomBytes(LABEL_CHARS);
    if (random === undefined) return err({ KeysNotReady: null });
    const id = shardedId(shard(), resourceCount.add());
    call.subject = id.toString();
    const row = newThing(draft, { owner, label: labelCode(random), createdAtNs: call.nowNs });
    labels.put(labelKey(row.label), id);
    thingsOfOwner.put(ownerKey(owner), (thingsOfOwner.get(ownerKey(owner)) ?? 0) + 1);
    put(id, undefined, row);
    tell(id, 'Added', call.nowNs);
    return ok(viewFor(call, id, row));
  }

  @served(eventApi.edit_resource)
  edit_resource(call: Call, id: bigint, draft: ResourceDraft): Answer {
    return change(call, id, 'Edited', (row) => {
      const problem =
        problemOfContent(row.owner, id, draft) ?? problemOfShape(call, id, row, draft);
      return problem ? { problem } : { row: editedThing(row, draft) };
    });
  }

  @served(eventApi.retire_resource)
  retire_resource(call: Call, id: bigint): Answer {
    return change(call, id, 'Retired', (row) => {
      if (kitsOfPart.scan({ prefix: [id], limit: 1 }).length > 0) {
        const problem = 'it is part of a kit: take it out of the kit first';
        return { problem: { Invalid: { field: 'parts', problem } } };
      }
      return { row: { ...row, parts: [], retired: true, version: row.version + 1 } };
    });
  }

  @served(eventApi.relabel_resource)
  relabel_resource(call: Call, id: bigint): Answer {
    const random = randomBytes(LABEL_CHARS);
    if (random === undefined) return err({ KeysNotReady: null });
    return change(call, id, 'Edited', (row) => {
      const label = labelCode(random);
      labels.remove(labelKey(row.label));
      labels.put(labelKey(label), id);
      return { row: { ...row, label } };
    });
  }

  @served(eventApi.get_resource)
  get_resource(call: Call, id: bigint): Answer {
    const row = resources.get(id);
    return row && sees(call, id, row) ? ok(viewFor(call, id, row)) : err({ UnknownResource: null });
  }

  @served(eventApi.resource_feed)
  resource_feed(call: Call, id: bigint, after: bigint, limit: number): FeedAnswer {
    const row = resources.get(id);
    if (!row || !sees(call, id, row)) return err({ UnknownResource: null });
    return ok(feedAfter(id, after, limit));
  }
}

/** Writes a thing and all that finds it. */
export function put(id: bigint, before: ResourceRow | undefined, after: ResourceRow): void {
  if (before) forget(id, before);
  resources.put(id, after);
  register(id, after);
  for (const { resourceId } of before?.parts ?? []) kitsOfPart.remove([resourceId, id]);
  for (const { resourceId } of after.parts) kitsOfPart.insert([resourceId, id]);
}

type Changed = { row: ResourceRow } | { problem: ResourceRefusal };

function change(
  call: Call,
  id: bigint,
  kind: 'Edited' | 'Retired',
  next: (row: ResourceRow) => Changed,
): Answer {
  call.subject = id.toString();
  const row = resources.get(id);
  if (!row || !sees(call, id, row)) return err({ UnknownResource: null });
  if (!manages(call, row.owner)) return err({ Forbidden: null });
  if (row.retired) return err({ Retired: null });
  const wait = changes.take(call.caller.toHex(), call.nowNs);
  if (wait !== undefined) return err({ RateLimited: { retry_after_seconds: wait } });
  const changed = next(row);
  if ('problem' in changed) return err(changed.problem);
  put(id, row, changed.row);
  tell(id, kind, call.nowNs);
  return ok(viewFor(call, id, changed.row));
}

function problemOfOwner(call: Call, owner: OwnerRow): ResourceRefusal | undefined {
  if (call.caller.isAnonymous()) return { SignInRequired: null };
  if (roles.isSuspended(call.caller)) return { HolderSuspended: null };
  if (owner.eventId !== undefined && !doors.has(owner.eventId)) return { UnknownEvent: null };
  if (!manages(call, owner)) return { Forbidden: null };
  const limit = owner.person ? RESOURCES_PER_PERSON_MAX : RESOURCES_PER_EVENT_MAX;
  if ((thingsOfOwner.get(ownerKey(owner)) ?? 0) >= limit) {
    return { LimitReached: { what: 'things', limit } };
  }
  const wait = changes.take(call.caller.toHex(), call.nowNs);
  return wait === undefined ? undefined : { RateLimited: { retry_after_seconds: wait } };
}

function problemOfContent(owner: OwnerRow, id: bigint | undefined, draft: ResourceDraft) {
  const asOwned = { ...draft, owner: owner.person ? { Person: owner.person } : draft.owner };
  return problemOfThing(asOwned) ?? problemOfParts(owner, id, draft);
}

/** A kit is made of things of the same owner that are no kits themselves. */
function problemOfParts(
  owner: OwnerRow,
  id: bigint | undefined,
  { parts }: ResourceDraft,
): ResourceRefusal | undefined {
  if (parts.length === 0) return undefined;
  const invalid = (problem: string) => ({ Invalid: { field: 'parts', problem } });
  if (id !== undefined && kitsOfPart.scan({ prefix: [id], limit: 1 }).length > 0) {
    return invalid('a part of a kit cannot be a kit');
  }
  const whose = ownerKey(owner).join();
  for (const part of parts) {
    const row = resources.get(part.resource_id);
    const same = row !== undefined && ownerKey(row.owner).join() === whose;
    if (!same || part.resource_id === id) return invalid('must be other things of the same owner');
    if (row.retired) return invalid('must be things that are still lent');
    if (row.parts.length > 0) return invalid('must not be kits');
  }
  return undefined;
}

/** What is lent or reserved must stay possible. */
function problemOfShape(
  call: Call,
  id: bigint,
  row: ResourceRow,
  draft: ResourceDraft,
): ResourceRefusal | undefined {
  const [own] = shelvesOf(unitOf(id, { ...row, parts: [] }));
  const span = { fromNs: call.nowNs, untilNs: FOREVER_NS };
  const needed = Math.max(peak(own.claims, span), own.claims.length > 0 ? 1 : 0);
  if (draft.parts.length > 0 && row.parts.length === 0 && needed > 0) {
    const problem = 'cannot become a kit while it is lent or reserved';
    return { Invalid: { field: 'parts', problem } };
  }
  if (draft.quantity >= needed) return undefined;
  const problem = `${needed} are lent or reserved`;
  return { Invalid: { field: 'quantity', problem } };
}
