/**
 * Forgets what is old, a little at a time: scan logs with their answers and receipts, feeds, rosters,
 * pictures of guests, tokens, pairing codes.
 */
import { ic } from '@qikcard/canister-kit';
import { shardedId } from '@qikcard/contracts';
import { newFloor } from './domain/presence.ts';
import { forgetNextPhotos } from './door-photos.ts';
import { shard, whenStarted } from './platform.ts';
import { forgetReceipt, forgetRoster } from './rosters.ts';
import type { LogRow } from './rows-doors.ts';
import { answers, doors, eventCount, feedEntries, pairings } from './store.ts';
import { floors, keyRolls, loggedEvents, pairingExpiry, scanLog } from './store-doors.ts';
import { pruneExpired } from './tokens.ts';

/** How long scan logs, the answers to scans and feeds are kept; a badge needs none of them. */
export const KEPT_DAYS = 90;
const EVERY_SECONDS = 3_600;
/** Rows of one step: about 150 M instructions. */
const STEP = 100;
/** Entries of a roster in one step: each leaves the certified tree later, which costs more. */
const ROSTER_STEP = 50;
/** Lines of the scan log that have a receipt. */
const ADMISSIONS: LogRow['kind'][] = ['Entered', 'EnteredByHand', 'EnteredProvisionally'];
const SECOND_NS = 1_000_000_000n;
const DAY_NS = 86_400n * SECOND_NS;

/** Where the walk over the events is; after an upgrade it starts again. */
let cursor: bigint | undefined;

/** From then on by itself, every hour. */
function armSweep(): void {
  ic.setTimer(EVERY_SECONDS, sweep);
}

function sweep(): void {
  prunePairings();
  const tokensLeft = pruneExpired(ic.nowNs(), STEP) === STEP;
  const more = [pruneNextEvent(), forgetNextRoster(), forgetNextPhotos(), tokensLeft].some(Boolean);
  // While there is something old left, the next step comes soon.
  ic.setTimer(more ? 1 : EVERY_SECONDS, sweep);
}

function prunePairings(): void {
  const now = Number(ic.nowNs() / SECOND_NS);
  for (const [expiry, hash] of pairingExpiry.scan({ limit: STEP })) {
    if (expiry >= now) return;
    pairings.remove(hash);
    keyRolls.remove(hash);
    pairingExpiry.remove([expiry, hash]);
  }
}

/** Where the walk over all events is that looks for rosters of long ago. */
let rosterCursor = 0n;

/** One step of one roster; true while the walk has not come to its end. */
function forgetNextRoster(): boolean {
  if (rosterCursor >= eventCount.get()) {
    rosterCursor = 0n;
    return false;
  }
  if (!forgetRoster(shardedId(shard(), rosterCursor + 1n), ROSTER_STEP)) rosterCursor++;
  return true;
}

/** One step of one event; true while the walk has not come to its end. */
function pruneNextEvent(): boolean {
  const after = cursor === undefined ? {} : { after: [cursor] as [bigint] };
  const [next] = loggedEvents.scan({ limit: 1, ...after });
  if (next === undefined) {
    cursor = undefined;
    return false;
  }
  const [eventId] = next;
  if (!pruneEvent(eventId)) cursor = eventId;
  return true;
}

/** True when there was more to forget than one step takes. */
function pruneEvent(eventId: bigint): boolean {
  const before = ic.nowNs() - BigInt(KEPT_DAYS) * DAY_NS;
  const floor = floors.get(eventId) ?? newFloor;
  let { logPruned, feedPruned } = floor;
  const last = logPruned + BigInt(STEP);
  while (logPruned < last && logPruned < floor.logLength) {
    const row = scanLog.get([eventId, logPruned + 1n]);
    if (row && row.atNs >= before) break;
    if (row?.scanId) answers.remove([eventId, row.scanId]);
    if (row && ADMISSIONS.includes(row.kind)) forgetReceipt(eventId, row.registrationId, row.atNs);
    scanLog.remove([eventId, logPruned + 1n]);
    logPruned++;
  }
  const feedLast = feedPruned + BigInt(STEP);
  const feedLength = doors.get(eventId)?.feedLength ?? 0n;
  while (feedPruned < feedLast && feedPruned < feedLength) {
    const row = feedEntries.get([eventId, feedPruned + 1n]);
    if (row && row.atNs >= before) break;
    feedEntries.remove([eventId, feedPruned + 1n]);
    feedPruned++;
  }
  if (logPruned === floor.logPruned && feedPruned === floor.feedPruned) return false;
  floors.put(eventId, { ...floor, logPruned, feedPruned });
  return logPruned === last || feedPruned === feedLast;
}

whenStarted(armSweep);
