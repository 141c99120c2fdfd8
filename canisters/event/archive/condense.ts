/**
 * Condenses events that were archived long ago, a message's worth at a time, over upgrades too:
 * scan log, feed, rosters, presence and search words go; registrations, counts and receipts stay.
 */
import { certified, ic } from '@qikcard/canister-kit';
import { ARCHIVE_AFTER_DAYS, purposes, rosterPath, VISITS_PER_PAGE } from '@qikcard/contracts';
import { newFloor } from '../domain/presence.ts';
import { dropHandOver } from '../people/hand-over-codes.ts';
import { dropWords } from '../people/words.ts';
import type { EventDoor, RegistrationRow } from '../rows.ts';
import {
  answers,
  attendanceOrder,
  doors,
  feedEntries,
  holderKeys,
  latestToken,
  registrations,
  rosterOrder,
  rosterVersions,
} from '../store.ts';
import { floors, presences, scanLog } from '../store-doors.ts';
import { type ArchiveRow, phases, type VisitRow } from './rows.ts';
import { archives, archivesDue, visitPages } from './store.ts';

const EVERY_SECONDS = 3_600;
/** Log and feed entries of one message: about 150 M instructions. */
const ENTRIES_PER_STEP = 200;
const DAY_NS = 86_400_000_000_000n;

/** From now on the event is archived; it keeps its detail for a while. */
export function comesToArchive(eventId: bigint, nowNs: bigint): void {
  if (archives.has(eventId)) return;
  const dueAtNs = nowNs + BigInt(ARCHIVE_AFTER_DAYS) * DAY_NS;
  const row = { phase: 'waiting', dueAtNs, after: 0n, pages: 0, removed: 0n } as const;
  archives.put(eventId, { ...row, doneAtNs: undefined });
  archivesDue.insert([dueAtNs, eventId]);
}

function tick(): void {
  const [next] = archivesDue.scan({ limit: 1 });
  const due = next !== undefined && next[0] <= ic.nowNs();
  if (due) condense(next[1]);
  ic.setTimer(due ? 1 : EVERY_SECONDS, tick);
}

function condense(eventId: bigint): void {
  const row = archives.get(eventId) as ArchiveRow;
  const after = steps[row.phase](eventId, row);
  archives.put(eventId, after);
  if (after.phase === 'done') archivesDue.remove([row.dueAtNs, eventId]);
}

const nextPhase = (row: ArchiveRow): ArchiveRow => ({
  ...row,
  phase: phases[phases.indexOf(row.phase) + 1],
});

const steps: Record<ArchiveRow['phase'], (eventId: bigint, row: ArchiveRow) => ArchiveRow> = {
  waiting: (_, row) => nextPhase(row),
  log: dropLog,
  feed: dropFeed,
  guests: dropGuests,
  done: (_, row) => row,
};

function dropLog(eventId: bigint, row: ArchiveRow): ArchiveRow {
  const floor = floors.get(eventId) ?? newFloor;
  const last = least(floor.logPruned + BigInt(ENTRIES_PER_STEP), floor.logLength);
  for (let seq = floor.logPruned + 1n; seq <= last; seq++) {
    const entry = scanLog.get([eventId, seq]);
    if (entry?.scanId) answers.remove([eventId, entry.scanId]);
    scanLog.remove([eventId, seq]);
  }
  floors.put(eventId, { ...floor, logPruned: last });
  const counted = { ...row, removed: row.removed + (last - floor.logPruned) };
  return last === floor.logLength ? nextPhase(counted) : counted;
}

function dropFeed(eventId: bigint, row: ArchiveRow): ArchiveRow {
  const floor = floors.get(eventId) ?? newFloor;
  const { feedLength } = doors.get(eventId) as EventDoor;
  const last = least(floor.feedPruned + BigInt(ENTRIES_PER_STEP), feedLength);
  for (let seq = floor.feedPruned + 1n; seq <= last; seq++) feedEntries.remove([eventId, seq]);
  floors.put(eventId, { ...floor, feedPruned: last });
  const counted = { ...row, removed: row.removed + (last - floor.feedPruned) };
  return last === feedLength ? nextPhase(counted) : counted;
}

/** One page of guests: who they are stays with their registration, how they moved in the page. */
function dropGuests(eventId: bigint, row: ArchiveRow): ArchiveRow {
  const scan = { prefix: [eventId] as [bigint], after: [eventId, row.after] as [bigint, bigint] };
  const ids = attendanceOrder.scan({ ...scan, limit: VISITS_PER_PAGE }).map(([, id]) => id);
  if (ids.length === 0) return { ...nextPhase(row), doneAtNs: ic.nowNs() };
  let { removed } = row;
  visitPages.put(
    [eventId, row.pages],
    ids.map((id) => visitOf(id)),
  );
  for (const id of ids) removed += forget(eventId, id);
  return { ...row, after: ids[ids.length - 1], pages: row.pages + 1, removed };
}

function visitOf(registrationId: bigint): VisitRow {
  const place = presences.get(registrationId)?.place;
  const row = registrations.get(registrationId) as RegistrationRow;
  return {
    registrationId,
    entries: place?.entries ?? (row.enteredAtNs === undefined ? 0 : 1),
    lastEntryNs: place?.lastEntryNs ?? row.enteredAtNs,
    lastExitNs: place?.lastExitNs ?? row.leftAtNs,
  };
}

/** Everything about a guest that only an event needs which still takes place; gives the rows. */
function forget(eventId: bigint, id: bigint): bigint {
  let removed = BigInt(dropWords(id, registrations.get(id) as RegistrationRow));
  const count = (was: boolean) => {
    if (was) removed++;
  };
  const roster = rosterVersions.get(id);
  if (roster) {
    count(rosterOrder.remove([eventId, roster.version, id]));
    rosterVersions.remove(id);
    count(certified.remove(rosterPath(eventId, id)));
  }
  count(presences.has(id));
  presences.remove(id);
  count(holderKeys.has(id));
  holderKeys.remove(id);
  dropHandOver(id);
  purposes.forEach((_, purpose) => {
    latestToken.remove([id, purpose]);
  });
  return removed;
}

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/** After every start: from then on by itself; what an upgrade has interrupted goes on at once. */
export function startArchiving(): void {
  const [next] = archivesDue.scan({ limit: 1 });
  ic.setTimer(next && next[0] <= ic.nowNs() ? 0 : EVERY_SECONDS, tick);
}
