/** Places given and taken back; whoever waits is served in order, within the same message. */
import { ic } from '@qikcard/canister-kit';
import { facts } from '@qikcard/contracts';
import { problemOfJoining } from '../domain/event.ts';
import { problemOfPlace } from '../domain/people/tickets.ts';
import { wordKey, wordsOf } from '../domain/people/words.ts';
import { isClaimed, newRegistration, revoke } from '../domain/registration.ts';
import { withFeedEntry } from '../feed.ts';
import { emitOfHolder } from '../platform.ts';
import type { EventDoor, RegistrationRow } from '../rows.ts';
import {
  attendanceOrder,
  doors,
  registrationOf,
  registrations,
  registrationsOfHolder,
} from '../store.ts';
import { revokeOpenTokens } from '../tokens.ts';
import { countIn, countType, settingsOf, tallyOf } from './about.ts';
import { dropHandOver } from './hand-over-codes.ts';
import { tell } from './news/tell.ts';
import type { ApplicationRow, Tally } from './rows.ts';
import {
  applicationOf,
  applications,
  applicationsOfHolder,
  guestCards,
  guestWords,
  lineOrder,
  offers,
  ticketTypes,
  undecided,
  unserved,
  waiting,
} from './store.ts';
import { dropWords } from './words.ts';

/** People served from a line in one message; the rest in the messages behind it. */
const SERVED_PER_MESSAGE = 20;
const SWEPT_PER_MESSAGE = 20;
const SWEEP_SECONDS = 30;
const SECOND_NS = 1_000_000_000n;

/** Stores a registration that has a place, counts it and says so. */
export function store(id: bigint, row: RegistrationRow, nowNs: bigint): void {
  const { eventId, holder } = row;
  registrations.put(id, row);
  enter(id, row);
  countType(eventId, row.ticketType, 1);
  const door = doors.get(eventId) as EventDoor;
  const counted = { ...door, registered: door.registered + 1 };
  const entry = { atNs: nowNs, kind: 'Registered', gate: '', registrationId: id } as const;
  doors.put(eventId, withFeedEntry(eventId, counted, entry));
  emitOfHolder(facts.attendeeRegistered, { eventId, registrationId: id, holder });
}

/** Enters a registration into the lists of its event and its holder. */
export function enter(id: bigint, { eventId, holder, displayName }: RegistrationRow): void {
  registrationOf.put([eventId, holder], id);
  attendanceOrder.insert([eventId, id]);
  if (isClaimed(holder)) registrationsOfHolder.insert([holder, id]);
  for (const word of wordsOf(displayName)) guestWords.insert([eventId, wordKey(word), id]);
}

/** Takes it out of the lists that name its holder: before holder or name change. */
export function leaveLists(id: bigint, { eventId, holder, displayName }: RegistrationRow): void {
  if (registrationOf.get([eventId, holder]) === id) registrationOf.remove([eventId, holder]);
  registrationsOfHolder.remove([holder, id]);
  dropWords(id, { eventId, displayName });
}

/** Takes a place back and gives it to the next in line; whoever is inside may still leave. */
export function takeBack(
  id: bigint,
  row: RegistrationRow,
  nowNs: bigint,
  cancelled: boolean,
): RegistrationRow {
  if (row.revoked) return row;
  const { eventId, holder } = row;
  const after = revoke(row, doors.get(eventId) as EventDoor, cancelled);
  registrations.put(id, after.registration);
  const entry = { atNs: nowNs, kind: 'Ended', gate: '', registrationId: id } as const;
  doors.put(eventId, withFeedEntry(eventId, after.door, entry));
  countType(eventId, row.ticketType, -1);
  revokeOpenTokens(id, nowNs);
  // The key of the phone stays: a door that meets it can still tell whose place was taken back.
  dropHandOver(id);
  emitOfHolder(facts.registrationEnded, { eventId, registrationId: id, holder });
  serveLine(eventId, nowNs);
  return after.registration;
}

/** The same place under another name; staff find it by the new one only. */
export function rename(id: bigint, row: RegistrationRow, displayName: string): void {
  const { eventId } = row;
  dropWords(id, row);
  for (const word of wordsOf(displayName)) guestWords.insert([eventId, wordKey(word), id]);
  registrations.put(id, { ...row, displayName });
}

/** Puts somebody in line. */
export function storeApplication(id: bigint, row: ApplicationRow): void {
  const { eventId, holder, state, ticketType } = row;
  applications.put(id, row);
  applicationOf.put([eventId, holder], id);
  applicationsOfHolder.insert([holder, id]);
  if (state === 'Waiting') {
    waiting.insert([eventId, ticketType, id]);
    lineOrder.insert([eventId, id]);
    countIn(eventId, { waiting: 1 });
  } else {
    undecided.insert([eventId, id]);
    countIn(eventId, { applied: 1 });
  }
}

/** Ends an application's turn; the row goes unless `keep` says what is left of it. */
export function endApplication(id: bigint, row: ApplicationRow, keep?: ApplicationRow): void {
  const { eventId, holder, state, ticketType, offeredUntilNs } = row;
  const gone: Partial<Tally> = {};
  if (state === 'Waiting') {
    waiting.remove([eventId, ticketType, id]);
    gone.waiting = -1;
  } else if (state === 'Offered') {
    offers.remove([offeredUntilNs, id]);
    countType(eventId, ticketType, -1);
    gone.held = -1;
  } else if (state === 'Applied') {
    undecided.remove([eventId, id]);
    gone.applied = -1;
  }
  countIn(eventId, gone);
  if (keep?.state !== 'Offered') lineOrder.remove([eventId, id]);
  if (keep) {
    applications.put(id, keep);
    return;
  }
  applications.remove(id);
  applicationOf.remove([eventId, holder]);
  applicationsOfHolder.remove([holder, id]);
}

/** Makes the registration that an application was for, under the same id. */
export function grant(id: bigint, row: ApplicationRow, nowNs: bigint): RegistrationRow {
  endApplication(id, row);
  const { eventId, holder, displayName, ticketType } = row;
  const attention = (guestCards.get(id)?.attention ?? '') !== '';
  const made = newRegistration(eventId, holder, displayName, nowNs, ticketType);
  const registration = { ...made, attention };
  store(id, registration, nowNs);
  return registration;
}

/** Gives free places to those who wait, in order; what is left is done in the next messages. */
export function serveLine(eventId: bigint, nowNs: bigint): void {
  if (tallyOf(eventId).waiting === 0) return;
  for (let n = 0; n < SERVED_PER_MESSAGE; n++) {
    if (!serveNext(eventId, nowNs)) {
      unserved.remove([eventId]);
      return;
    }
  }
  unserved.insert([eventId]);
  goOnIn(0);
}

/** Serves the one who has waited longest among those for whom there is a place. */
function serveNext(eventId: bigint, nowNs: bigint): boolean {
  const door = doors.get(eventId) as EventDoor;
  if (problemOfJoining(door, nowNs)) return false;
  const id = nextInLine(eventId, door);
  const row = id === undefined ? undefined : applications.get(id);
  if (id === undefined || row === undefined) return false;
  const { acceptWithinSeconds } = settingsOf(eventId);
  if (acceptWithinSeconds === undefined) {
    grant(id, row, nowNs);
    tell({ eventId, holder: row.holder, kind: 'PlaceGiven' });
    return true;
  }
  const until = nowNs + BigInt(acceptWithinSeconds) * SECOND_NS;
  const offeredUntilNs = until < door.endsAtNs ? until : door.endsAtNs;
  endApplication(id, row, { ...row, state: 'Offered', offeredUntilNs });
  offers.insert([offeredUntilNs, id]);
  countIn(eventId, { held: 1 });
  countType(eventId, row.ticketType, 1);
  tell({ eventId, holder: row.holder, kind: 'PlaceOffered', untilNs: offeredUntilNs });
  goOnIn(SWEEP_SECONDS);
  return true;
}

function nextInLine(eventId: bigint, door: EventDoor): bigint | undefined {
  const tally = tallyOf(eventId);
  const types = settingsOf(eventId).ticketTypes;
  let best: bigint | undefined;
  for (let number = 0; number <= types; number++) {
    const type = number === 0 ? undefined : ticketTypes.get([eventId, number]);
    if (problemOfPlace(door, tally, type)) continue;
    const [first] = waiting.scan({ prefix: [eventId, number], limit: 1 });
    if (first && (best === undefined || first[2] < best)) best = first[2];
  }
  return best;
}

let goingOn = false;

/** Runs `goOn` after so many seconds, unless it is on its way already. */
function goOnIn(seconds: number): void {
  if (goingOn && seconds > 0) return;
  goingOn = true;
  ic.setTimer(seconds, goOn);
}

/** Ends offers that nobody took, and serves lines that were too long for one message. */
function goOn(): void {
  goingOn = false;
  const nowNs = ic.nowNs();
  for (const [untilNs, id] of offers.scan({ limit: SWEPT_PER_MESSAGE })) {
    if (untilNs > nowNs) break;
    const row = applications.get(id) as ApplicationRow;
    endApplication(id, row);
    tell({ eventId: row.eventId, holder: row.holder, kind: 'OfferLapsed' });
    serveLine(row.eventId, nowNs);
  }
  const [next] = unserved.scan({ limit: 1 });
  if (next) serveLine(next[0], nowNs);
  startLines();
}

/** After every start: takes up what timers had to do. */
export function startLines(): void {
  if (unserved.size() > 0) goOnIn(0);
  else if (offers.size() > 0) goOnIn(SWEEP_SECONDS);
}
