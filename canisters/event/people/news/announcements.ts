/** News for everybody of an event, told a message's worth at a time, over upgrades too. */
import { ic } from '@qikcard/canister-kit';
import { facts } from '@qikcard/contracts';
import { tellProfile } from '../../platform.ts';
import type { EventDoor } from '../../rows.ts';
import { attendanceOrder, doors, registrations } from '../../store.ts';
import { applications, lineOrder, undecided } from '../store.ts';
import { type Announcement, announced } from './rows.ts';
import { announcements, announcementsDue } from './store.ts';
import { tell } from './tell.ts';

type Kind = (typeof announced)[number];

/** People told in one message: about 50 M instructions. */
const TOLD_PER_MESSAGE = 100;
/** Whoever corrects a slip right after saving tells everybody once. */
const CHANGE_SETTLES_SECONDS = 60;
const SECOND_NS = 1_000_000_000n;

/** On the heap: an upgrade forgets timers, and `startAnnouncing` sets them again. */
let wakesAtNs: bigint | undefined;

/** Time or place of an event is another from now on. */
export function announceChange(eventId: bigint, detail: 'time' | 'place' | 'both'): void {
  const nowNs = ic.nowNs();
  const key: [bigint, number] = [eventId, announced.indexOf('EventChanged')];
  const before = announcements.get(key)?.detail;
  const merged = before === undefined || before === detail ? detail : 'both';
  const dueAtNs = nowNs + BigInt(CHANGE_SETTLES_SECONDS) * SECOND_NS;
  put(key, { detail: merged, atNs: nowNs, dueAtNs, list: 0, after: 0n });
}

/** The event is called something else from now on. */
export function announceName(eventId: bigint): void {
  const nowNs = ic.nowNs();
  const key: [bigint, number] = [eventId, announced.indexOf('EventRenamed')];
  const dueAtNs = nowNs + BigInt(CHANGE_SETTLES_SECONDS) * SECOND_NS;
  put(key, { detail: '', atNs: nowNs, dueAtNs, list: 0, after: 0n });
}

/** Nobody has to hear of changes, or be reminded of what does not take place. */
export function announceCancellation(eventId: bigint): void {
  announced.forEach((_, number) => {
    drop([eventId, number]);
  });
  begin(eventId, 'EventCancelled');
}

/** The event is tomorrow. */
export const announceReminder = (eventId: bigint): void => begin(eventId, 'EventReminder');

/** After every start: goes on where an upgrade has interrupted. */
export const startAnnouncing = (): void => sleep();

function begin(eventId: bigint, kind: Kind): void {
  const nowNs = ic.nowNs();
  const key: [bigint, number] = [eventId, announced.indexOf(kind)];
  put(key, { detail: '', atNs: nowNs, dueAtNs: nowNs, list: 0, after: 0n });
}

function put(key: [bigint, number], row: Announcement): void {
  drop(key);
  announcements.put(key, row);
  announcementsDue.insert([row.dueAtNs, ...key]);
  wakeAt(row.dueAtNs);
}

function drop(key: [bigint, number]): void {
  const row = announcements.get(key);
  if (row === undefined) return;
  announcementsDue.remove([row.dueAtNs, ...key]);
  announcements.remove(key);
}

function wakeAt(atNs: bigint): void {
  if (wakesAtNs !== undefined && wakesAtNs <= atNs) return;
  const nowNs = ic.nowNs();
  const left = atNs > nowNs ? (atNs - nowNs + SECOND_NS - 1n) / SECOND_NS : 0n;
  wakesAtNs = nowNs + left * SECOND_NS;
  ic.setTimer(Number(left), step);
}

function sleep(): void {
  const [next] = announcementsDue.scan({ limit: 1 });
  if (next) wakeAt(next[0]);
}

function step(): void {
  wakesAtNs = undefined;
  const [next] = announcementsDue.scan({ limit: 1 });
  if (next && next[0] <= ic.nowNs()) goThrough(next[1], next[2]);
  sleep();
}

/** Who hears of it: guests; those in line; those who wait for a decision. */
const lists = [attendanceOrder, lineOrder, undecided];

function goThrough(eventId: bigint, number: number): void {
  const row = announcements.get([eventId, number]) as Announcement;
  const kind = announced[number];
  const door = doors.get(eventId) as EventDoor;
  const ids = lists[row.list].scan({
    prefix: [eventId],
    after: [eventId, row.after],
    limit: TOLD_PER_MESSAGE,
  });
  for (const [, id] of ids) {
    const holder = row.list === 0 ? guestOf(id, row.atNs) : applications.get(id)?.holder;
    if (holder === undefined) continue;
    if (kind === 'EventRenamed') {
      tellProfile(facts.eventRenamed, { eventId, holder });
      continue;
    }
    const until = kind === 'EventReminder' ? { untilNs: door.startsAtNs } : {};
    tell({ eventId, holder, kind, detail: row.detail, ...until });
  }
  const last = ids.at(-1)?.[1];
  if (last !== undefined && ids.length === TOLD_PER_MESSAGE) {
    announcements.put([eventId, number], { ...row, after: last });
    return;
  }
  const next = row.list + 1;
  // A reminder is for those who have a place.
  if (kind === 'EventReminder' || next === lists.length) drop([eventId, number]);
  else announcements.put([eventId, number], { ...row, list: next, after: 0n });
}

/** Who holds a place that counts, and held it when the news came up. */
function guestOf(id: bigint, atNs: bigint) {
  const guest = registrations.get(id);
  return guest && !guest.revoked && guest.registeredAtNs <= atNs ? guest.holder : undefined;
}
