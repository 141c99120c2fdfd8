/** Damage: reported by whoever has the thing or lends it out, settled by whoever lends it out. */
import type { Principal } from '@dfinity/principal';
import type { Call } from '@qikcard/canister-kit';
import {
  type Condition,
  DAMAGE_NOTE_MAX_CHARS,
  type DamagePage,
  type DamageReport,
  type DamageRequest,
  err,
  eventApi,
  fromOpt,
  type Infer,
  ok,
  type ResourceOwner,
  type ResourceRefusal,
  type Result,
  toOpt,
} from '@qikcard/contracts';
import { pageSize } from '../domain/page.ts';
import { caseOf } from '../domain/resources/draft.ts';
import { ownerKey, ownerRow } from '../domain/resources/owner.ts';
import { conditionView, imageView } from '../domain/resources/views.ts';
import { checkText } from '../domain/text.ts';
import { served } from '../serve.ts';
import { lends, loansWith } from './access.ts';
import { recordDamage } from './damage-log.ts';
import { tell } from './feed.ts';
import type { ConditionRow, DamageRow } from './rows.ts';
import { countHolder } from './scan.ts';
import { damageBy, damageOfResource, damages, openDamageOfOwner, resources } from './store.ts';

type Request = Infer<typeof DamageRequest>;
type Answer = Result<DamageReport, ResourceRefusal>;
type Page = Infer<typeof DamagePage>;

export class Damage {
  @served(eventApi.report_damage)
  report_damage(call: Call, request: Request): Answer {
    const { resource_id: resourceId, note } = request;
    call.subject = resourceId.toString();
    const thing = resources.get(resourceId);
    const [open] = loansWith(call.caller, resourceId);
    if (!thing || !(open !== undefined || lends(call, thing.owner))) {
      return err({ UnknownResource: null });
    }
    const wrong = checkText('note', note, 1, DAMAGE_NOTE_MAX_CHARS) as ResourceRefusal | undefined;
    if (wrong) return err(wrong);
    const wait = countHolder(call.caller, call);
    if (wait) return err(wait.refusal);
    const after = caseOf(request.condition) as ConditionRow;
    const loanId = open ?? fromOpt(request.loan_id);
    const id = recordDamage(call, { resourceId, loanId, before: thing.condition, after, note });
    return ok(view(id, damages.get(id) as DamageRow));
  }

  @served(eventApi.settle_damage)
  settle_damage(call: Call, id: bigint, condition: Condition): Answer {
    const row = damages.get(id);
    const thing = row && resources.get(row.resourceId);
    if (!row || !thing || !lends(call, thing.owner)) return err({ UnknownResource: null });
    call.subject = row.resourceId.toString();
    if (row.settledAtNs !== undefined) return ok(view(id, row));
    const settled = { ...row, settledAtNs: call.nowNs };
    damages.put(id, settled);
    openDamageOfOwner.remove([ownerKey(thing.owner), id]);
    const now = caseOf(condition) as ConditionRow;
    if (thing.condition !== now) {
      resources.put(row.resourceId, { ...thing, condition: now, version: thing.version + 1 });
      tell(row.resourceId, 'Edited', call.nowNs);
    }
    return ok(view(id, settled));
  }

  @served(eventApi.damage_of_resource)
  damage_of_resource(
    call: Call,
    id: bigint,
    cursor: [] | [bigint],
    limit: number,
  ): Result<Page, ResourceRefusal> {
    const thing = resources.get(id);
    if (!thing) return err({ UnknownResource: null });
    if (!lends(call, thing.owner)) return err({ Forbidden: null });
    const below = fromOpt(cursor);
    const after = below === undefined ? {} : { after: [id, below] as [bigint, bigint] };
    const size = pageSize(limit);
    const keys = damageOfResource.scan({ prefix: [id], reverse: true, ...after, limit: size + 1 });
    return ok(
      pageOf(
        keys.map(([, each]) => each),
        size,
      ),
    );
  }

  @served(eventApi.my_damage_reports)
  my_damage_reports({ caller }: Call, [below]: [] | [bigint], limit: number): Page {
    const after = below === undefined ? {} : { after: [caller, below] as [Principal, bigint] };
    const size = pageSize(limit);
    const scan = { prefix: [caller] as [Principal], reverse: true, ...after, limit: size + 1 };
    return pageOf(
      damageBy.scan(scan).map(([, each]) => each),
      size,
    );
  }

  @served(eventApi.open_damage)
  open_damage(
    call: Call,
    cursor: [] | [bigint],
    limit: number,
    owner: ResourceOwner,
  ): Result<Page, ResourceRefusal> {
    const row = ownerRow(owner);
    if (!lends(call, row)) return err({ Forbidden: null });
    const key = ownerKey(row);
    const below = fromOpt(cursor);
    const after = below === undefined ? {} : { after: [key, below] as [Uint8Array, bigint] };
    const size = pageSize(limit);
    const scan = { prefix: [key] as [Uint8Array], reverse: true, ...after, limit: size + 1 };
    return ok(
      pageOf(
        openDamageOfOwner.scan(scan).map(([, each]) => each),
        size,
      ),
    );
  }
}

function pageOf(ids: bigint[], size: number): Page {
  const shown = ids.slice(0, size);
  return {
    reports: shown.map((id) => view(id, damages.get(id) as DamageRow)),
    next: toOpt(ids.length > size ? shown.at(-1) : undefined),
  };
}

/** A report as everybody sees it who may. */
export function view(id: bigint, row: DamageRow): DamageReport {
  return {
    id,
    resource_id: row.resourceId,
    loan_id: toOpt(row.loanId),
    by: row.by,
    at_ns: row.atNs,
    before: conditionView(row.before),
    after: conditionView(row.after),
    note: row.note,
    settled_at_ns: toOpt(row.settledAtNs),
    images: row.images.map(imageView),
  };
}
