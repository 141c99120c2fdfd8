/** What became of people at events: attendance, achievements, reputation, who scanned me. */
import type { Principal } from '@dfinity/principal';
import { anyone, expose, handleQuery } from '@qikcard/canister-kit';
import { err, ok, profileApi, toOpt } from '@qikcard/contracts';
import { isMember } from './callers.ts';
import { type PrivacySettings, sees } from './domain/profile.ts';
import { HALF_LIFE_DAYS } from './domain/reputation.ts';
import type { Entry } from './journal.ts';
import { pageOf, pageSize } from './page.ts';
import { pointsOf, profileOf, viewerOf } from './people.ts';
import type { AchievementRow, AttendanceRow, ScanRow } from './rows.ts';
import { achievements, attendance, profiles, scans } from './store.ts';

export class History {
  @expose(profileApi.attendance_history)
  attendance_history(person: Principal, [below]: [] | [bigint], limit: number) {
    return handleQuery('attendance_history', anyone, ({ caller }) => {
      if (!mayRead(caller, person, 'attendance')) return err({ UnknownPerson: null });
      const size = pageSize(limit);
      return ok(pageOf(attendance.newest(person, below, size + 1), size, attendanceView));
    });
  }
  @expose(profileApi.achievements)
  achievements(person: Principal, [below]: [] | [bigint], limit: number) {
    return handleQuery('achievements', anyone, ({ caller }) => {
      if (!mayRead(caller, person, 'achievements')) return err({ UnknownPerson: null });
      const size = pageSize(limit);
      return ok(pageOf(achievements.newest(person, below, size + 1), size, achievementView));
    });
  }
  @expose(profileApi.reputation)
  reputation(person: Principal) {
    return handleQuery('reputation', anyone, ({ caller, nowNs }) => {
      if (!mayRead(caller, person, 'reputation')) return err({ UnknownPerson: null });
      return ok({ person, half_life_days: HALF_LIFE_DAYS, ...pointsOf(person, nowNs) });
    });
  }
  @expose(profileApi.my_scans)
  my_scans([below]: [] | [bigint], limit: number) {
    return handleQuery('my_scans', isMember, ({ caller }) => {
      const size = pageSize(limit);
      return ok(pageOf(scans.newest(caller, below, size + 1), size, scanView));
    });
  }
}

function mayRead(caller: Principal, person: Principal, field: keyof PrivacySettings): boolean {
  const viewer = caller.isAnonymous() ? 'anybody' : viewerOf(caller, person);
  if (viewer !== 'oneself' && !profiles.has(person)) return false;
  return sees(viewer, profileOf(person).privacy[field]);
}

const attendanceView = (row: Entry<AttendanceRow>) => ({
  entry: row.entry,
  event_id: row.eventId,
  registered_at_ns: toOpt(row.registeredAtNs),
  first_entered_at_ns: toOpt(row.firstEnteredAtNs),
  last_passage_at_ns: toOpt(row.lastPassageAtNs),
  entries: row.entries,
  inside: row.inside,
});
const achievementView = ({ entry, atNs, tokenId, eventId, name }: Entry<AchievementRow>) => ({
  entry,
  at_ns: atNs,
  token_id: tokenId,
  event_id: toOpt(eventId),
  name,
});
const scanView = (row: Entry<ScanRow>) => ({
  entry: row.entry,
  at_ns: row.atNs,
  event_id: row.eventId,
  gate: row.gate,
  entering: row.entering,
  refused: toOpt(row.refused),
  registration_id: toOpt(row.registrationId),
});
