/** Reports about people, for admins. */
import { type Call, expose, handle, handleQuery } from '@qikcard/canister-kit';
import {
  err,
  ok,
  type ProfileRefusal,
  profileApi,
  REPORT_NOTE_MAX_CHARS,
  type Report,
  type ReportDecision,
  type ReportReason,
  type ReportRequest,
  type Result,
  toOpt,
} from '@qikcard/contracts';
import { isAdmin, writes } from './callers.ts';
import { problemOfText } from './domain/texts.ts';
import { pageSize } from './page.ts';
import { isSame } from './people.ts';
import type { ReportRow } from './rows.ts';
import { members, reportCount, reports, reportsBy } from './store.ts';

export class Reports {
  @expose(profileApi.report_person)
  report_person(request: ReportRequest) {
    return handle('report_person', writes('report'), (call) => report(call, request));
  }
  @expose(profileApi.list_reports)
  list_reports([below]: [] | [bigint], limit: number) {
    return handleQuery('list_reports', isAdmin, () => {
      const last = reportCount.get();
      const size = BigInt(pageSize(limit));
      const start = below !== undefined && below <= last ? below : last + 1n;
      const end = start > size ? start - size : 1n;
      const rows = [];
      for (let id = start - 1n; id >= end; id--) {
        const row = reports.get(id);
        if (row) rows.push(viewOf(id, row));
      }
      return ok({ reports: rows, next: end > 1n ? ([end] as [bigint]) : ([] as []) });
    });
  }
  @expose(profileApi.resolve_report)
  resolve_report(id: bigint, decision: ReportDecision) {
    return handle('resolve_report', isAdmin, (call) => {
      call.subject = `report ${id}`;
      return resolve(call, id, decision);
    });
  }
}

function report(call: Call, request: ReportRequest): Result<null, ProfileRefusal> {
  const { person, note } = request;
  const problem = problemOfText('note', note, 0, REPORT_NOTE_MAX_CHARS);
  if (problem) return err(problem);
  if (isSame(person, call.caller) || !members.has(person)) return err({ UnknownPerson: null });
  const id = reportCount.add();
  const reason = Object.keys(request.reason)[0] as ReportRow['reason'];
  reports.put(id, {
    atNs: call.nowNs,
    reporter: call.caller,
    person,
    reason,
    note: note.trim(),
    resolution: undefined,
  });
  reportsBy.insert([call.caller, id]);
  call.subject = `report ${id}`;
  return ok(null);
}

function resolve(
  call: Call,
  id: bigint,
  { outcome, note }: ReportDecision,
): Result<Report, ProfileRefusal> {
  const problem = problemOfText('note', note, 0, REPORT_NOTE_MAX_CHARS);
  if (problem) return err(problem);
  const row = reports.get(id);
  if (row === undefined) return err({ UnknownRequest: null });
  // Nobody judges a report about themselves.
  if (isSame(row.person, call.caller)) return err({ Forbidden: null });
  const decided: ReportRow = {
    ...row,
    resolution: {
      outcome: 'Dismissed' in outcome ? 'Dismissed' : 'ActionTaken',
      note: note.trim(),
      by: call.caller,
      atNs: call.nowNs,
    },
  };
  reports.put(id, decided);
  return ok(viewOf(id, decided));
}

function viewOf(id: bigint, row: ReportRow): Report {
  const { atNs, reporter, person, reason, note, resolution } = row;
  return {
    id,
    at_ns: atNs,
    reporter,
    person,
    reason: { [reason]: null } as ReportReason,
    note,
    resolution: toOpt(
      resolution && {
        outcome: { [resolution.outcome]: null } as ReportDecision['outcome'],
        note: resolution.note,
        by: resolution.by,
        at_ns: resolution.atNs,
      },
    ),
  };
}
