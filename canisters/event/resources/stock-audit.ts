/** Counting what is on the shelf by scanning labels, and comparing it with what should be there. */
import type { Call } from '@qikcard/canister-kit';
import {
  err,
  eventApi,
  fromOpt,
  type Infer,
  ok,
  QUANTITY_MAX,
  type ResourceOwner,
  type ResourceRefusal,
  type Result,
  readLabel,
  SCAN_ID_BYTES,
  STOCK_AUDIT_SCANS_MAX,
  type StockAudit,
  type StockAuditLine,
  type StockAuditPage,
  type StockAuditReport,
  type StockAuditScan,
  shardedId,
  toOpt,
} from '@qikcard/contracts';
import { pageSize } from '../domain/page.ts';
import { caseOf } from '../domain/resources/draft.ts';
import { isWorse } from '../domain/resources/lending.ts';
import { ownerKey, ownerRow } from '../domain/resources/owner.ts';
import { shard } from '../platform.ts';
import { served } from '../serve.ts';
import { lends } from './access.ts';
import { recordDamage } from './damage-log.ts';
import type { ConditionRow, StockAuditLineRow, StockAuditRow } from './rows.ts';
import { auditView, fix, lineOf, linesAfter, lineView } from './stock-audit-lines.ts';
import {
  labelKey,
  labels,
  openStockAudit,
  resources,
  seenInStockAudit,
  stockAuditCount,
  stockAuditLines,
  stockAuditScans,
  stockAudits,
  stockAuditsOf,
} from './store.ts';

type Scan = Infer<typeof StockAuditScan>;
type Answer = Result<Infer<typeof StockAudit>, ResourceRefusal>;
type LineAnswer = Result<Infer<typeof StockAuditLine>, ResourceRefusal>;

export class StockAudits {
  @served(eventApi.start_stock_audit)
  start_stock_audit(call: Call, of: ResourceOwner): Answer {
    const owner = ownerRow(of);
    if (!lends(call, owner)) return err({ Forbidden: null });
    const key = ownerKey(owner);
    const open = openStockAudit.get(key);
    if (open !== undefined) return ok(auditView(open, stockAudits.get(open) as StockAuditRow));
    const id = shardedId(shard(), stockAuditCount.add());
    call.subject = id.toString();
    const row: StockAuditRow = {
      owner,
      by: call.caller,
      startedAtNs: call.nowNs,
      finishedAtNs: undefined,
      expected: 0,
      seen: 0,
      scans: 0,
    };
    stockAudits.put(id, row);
    openStockAudit.put(key, id);
    stockAuditsOf.insert([key, id]);
    return ok(auditView(id, row));
  }

  @served(eventApi.stock_audit_scan)
  stock_audit_scan(call: Call, scan: Scan): LineAnswer {
    const found = problemOfScan(call, scan);
    if ('refusal' in found) return err(found.refusal);
    const { audit, resourceId } = found;
    call.subject = scan.audit_id.toString();
    const key: [bigint, bigint] = [scan.audit_id, resourceId];
    const line = lineOf(audit, scan.audit_id, resourceId);
    if (!stockAuditScans.insert([scan.audit_id, scan.scan_id])) {
      return ok(lineView(resourceId, line));
    }
    const condition = conditionOf(scan) ?? line.condition;
    const counted: StockAuditLineRow = { ...line, seen: line.seen + scan.count, condition };
    stockAuditLines.put(key, counted);
    seenInStockAudit.insert(key);
    const totals = { seen: audit.seen + scan.count, scans: audit.scans + 1 };
    stockAudits.put(scan.audit_id, { ...audit, ...totals });
    if (!line.foreign) noteCondition(call, resourceId, conditionOf(scan));
    return ok(lineView(resourceId, counted));
  }

  @served(eventApi.finish_stock_audit)
  finish_stock_audit(call: Call, id: bigint): Answer {
    call.subject = id.toString();
    const audit = stockAudits.get(id);
    if (!audit || !lends(call, audit.owner)) return err({ UnknownStockAudit: null });
    if (audit.finishedAtNs !== undefined) return ok(auditView(id, audit));
    const expected = fix(audit, id);
    const finished = { ...audit, expected, finishedAtNs: call.nowNs };
    stockAudits.put(id, finished);
    openStockAudit.remove(ownerKey(audit.owner));
    return ok(auditView(id, finished));
  }

  @served(eventApi.stock_audit)
  stock_audit(
    call: Call,
    id: bigint,
    cursor: [] | [bigint],
    limit: number,
  ): Result<Infer<typeof StockAuditReport>, ResourceRefusal> {
    const audit = stockAudits.get(id);
    if (!audit || !lends(call, audit.owner)) return err({ UnknownStockAudit: null });
    const size = pageSize(limit);
    const ids = linesAfter(audit, id, fromOpt(cursor), size + 1);
    const shown = ids.slice(0, size);
    return ok({
      audit: auditView(id, audit),
      lines: shown.map((each) => lineView(each, lineOf(audit, id, each))),
      next: toOpt(ids.length > size ? shown.at(-1) : undefined),
    });
  }

  @served(eventApi.stock_audits)
  stock_audits(
    call: Call,
    cursor: [] | [bigint],
    limit: number,
    of: ResourceOwner,
  ): Result<Infer<typeof StockAuditPage>, ResourceRefusal> {
    const owner = ownerRow(of);
    if (!lends(call, owner)) return err({ Forbidden: null });
    const key = ownerKey(owner);
    const below = fromOpt(cursor);
    const after = below === undefined ? {} : { after: [key, below] as [Uint8Array, bigint] };
    const size = pageSize(limit);
    const scan = { prefix: [key] as [Uint8Array], reverse: true, ...after, limit: size + 1 };
    const ids = stockAuditsOf.scan(scan).map(([, each]) => each);
    const shown = ids.slice(0, size);
    return ok({
      audits: shown.map((id) => auditView(id, stockAudits.get(id) as StockAuditRow)),
      next: toOpt(ids.length > size ? shown.at(-1) : undefined),
    });
  }
}

type Found = { audit: StockAuditRow; resourceId: bigint } | { refusal: ResourceRefusal };

function problemOfScan(call: Call, scan: Scan): Found {
  const refuse = (refusal: ResourceRefusal) => ({ refusal });
  const audit = stockAudits.get(scan.audit_id);
  if (!audit || !lends(call, audit.owner)) return refuse({ UnknownStockAudit: null });
  if (audit.finishedAtNs !== undefined) return refuse({ StockAuditClosed: null });
  if (scan.scan_id.length !== SCAN_ID_BYTES) {
    const problem = `must have ${SCAN_ID_BYTES} bytes`;
    return refuse({ Invalid: { field: 'scan_id', problem } });
  }
  if (scan.count < 1 || scan.count > QUANTITY_MAX) {
    const problem = `must be between 1 and ${QUANTITY_MAX}`;
    return refuse({ Invalid: { field: 'count', problem } });
  }
  if (audit.scans >= STOCK_AUDIT_SCANS_MAX) {
    return refuse({ LimitReached: { what: 'scans', limit: STOCK_AUDIT_SCANS_MAX } });
  }
  const label = readLabel(scan.label);
  const resourceId = label === undefined ? undefined : labels.get(labelKey(label));
  return resourceId === undefined ? refuse({ UnknownLabel: null }) : { audit, resourceId };
}

const conditionOf = ({ condition }: Scan): ConditionRow | undefined => {
  const said = fromOpt(condition);
  return said && (caseOf(said) as ConditionRow);
};

/** What is found worse than it was recorded becomes a report. */
function noteCondition(call: Call, resourceId: bigint, seen: ConditionRow | undefined): void {
  const thing = resources.get(resourceId);
  if (!thing || seen === undefined || !isWorse(thing.condition, seen)) return;
  const before = thing.condition;
  recordDamage(call, { resourceId, loanId: undefined, before, after: seen, note: '' });
}
