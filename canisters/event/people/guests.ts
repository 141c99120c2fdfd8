/** Guests added by whoever runs the event; finding guests; cards that staff read. */
import type { Call } from '@qikcard/canister-kit';
import {
  type AnswersRequest,
  ATTENDEES_PAGE_MAX,
  ATTENTION_MAX_CHARS,
  type AttendancePage,
  type AttendeesQuestion,
  CLAIM_TTL_SECONDS,
  type EventRefusal,
  err,
  eventApi,
  fromOpt,
  GUEST_ROW_KEY_BYTES,
  GUEST_SEARCH_MAX_CHARS,
  GUESTS_PER_BATCH_MAX,
  type GuestBatch,
  type GuestCard,
  type GuestOutcome,
  type GuestRecord,
  type GuestRow,
  type GuestSearch,
  type Infer,
  NAME_MAX_CHARS,
  NOTE_MAX_CHARS,
  type NoteRequest,
  ok,
  type Registration,
  type Result,
  shardedId,
  toOpt,
} from '@qikcard/contracts';
import { pageSize } from '../domain/page.ts';
import { mergedAnswers, problemOfAnswers, questionView } from '../domain/people/questions.ts';
import { problemOfPlace } from '../domain/people/tickets.ts';
import { matches, startsLike, wordKey, wordsOf } from '../domain/people/words.ts';
import { newRegistration, unclaimedHolder, viewOf } from '../domain/registration.ts';
import { checkText } from '../domain/text.ts';
import { runsEvent, staffsEvent } from '../events.ts';
import { keysReady, shard } from '../platform.ts';
import type { EventDoor, RegistrationRow } from '../rows.ts';
import { served } from '../serve.ts';
import {
  attendanceOrder,
  doors,
  registrationCount,
  registrationOf,
  registrations,
} from '../store.ts';
import { presences } from '../store-doors.ts';
import { questionsOf, settingsOf, tallyOf } from './about.ts';
import { openHandOver } from './hand-over-codes.ts';
import { problemOfEvent } from './joining.ts';
import { tell } from './news/tell.ts';
import { store } from './places.ts';
import {
  applicationOf,
  applications,
  guestCards,
  guestRows,
  guestWords,
  ticketTypes,
} from './store.ts';

type Batch = Infer<typeof GuestBatch>;
type BatchRefusal =
  | { SignInRequired: null }
  | { Forbidden: null }
  | { UnknownEvent: null }
  | { KeysNotReady: null }
  | { TooMany: { limit: number } };
type Page = Infer<typeof AttendancePage>;
const NO_CARD = { note: '', attention: '', answers: [] };
const SECOND_NS = 1_000_000_000n;
/** Names looked at for one search; more letters find the others. */
const LOOKED_AT_MAX = 300;

export class Guests {
  @served(eventApi.add_guests)
  add_guests(call: Call, batch: Batch): Result<GuestOutcome[], BatchRefusal> {
    const { event_id: eventId, rows } = batch;
    call.subject = eventId.toString();
    if (rows.length > GUESTS_PER_BATCH_MAX)
      return err({ TooMany: { limit: GUESTS_PER_BATCH_MAX } });
    const door = doors.get(eventId);
    if (door === undefined) return err({ UnknownEvent: null });
    if (!runsEvent(call, door, eventId)) return err({ Forbidden: null });
    if (batch.claim_codes && !keysReady()) return err({ KeysNotReady: null });
    return ok(
      rows.map((row) => ({ row_key: row.row_key, verdict: add(call, eventId, row, batch) })),
    );
  }

  @served(eventApi.attendees)
  attendees(call: Call, asked: Infer<typeof AttendeesQuestion>): Result<Page, EventRefusal> {
    const { event_id: id, cursor, limit } = asked;
    const door = doors.get(id);
    if (door === undefined) return err({ UnknownEvent: null });
    if (!staffsEvent(call, id, door)) return err({ Forbidden: null });
    const from = fromOpt(cursor);
    const after = from === undefined ? {} : { after: [id, from] as [bigint, bigint] };
    const size = Math.max(1, Math.min(limit, ATTENDEES_PAGE_MAX));
    const keys = attendanceOrder.scan({ prefix: [id], limit: size + 1, ...after });
    const ids = keys.slice(0, size).map(([, each]) => each);
    const rows = ids.map((each) => viewOf(each, registrations.get(each) as RegistrationRow));
    return ok({ rows, next: toOpt(keys.length > size ? ids.at(-1) : undefined) });
  }

  @served(eventApi.search_guests)
  search_guests(
    call: Call,
    asked: Infer<typeof GuestSearch>,
  ): Result<Registration[], EventRefusal> {
    const { event_id: id } = asked;
    const door = doors.get(id);
    if (door === undefined) return err({ UnknownEvent: null });
    if (!staffsEvent(call, id, door)) return err({ Forbidden: null });
    return ok(search(id, wordsOf(asked.text.slice(0, GUEST_SEARCH_MAX_CHARS)), asked.limit));
  }

  @served(eventApi.guest_card)
  guest_card(call: Call, id: bigint): Result<GuestCard, EventRefusal> {
    const row = registrations.get(id);
    const door = row && doors.get(row.eventId);
    if (!row || !door) return err({ UnknownRegistration: null });
    if (!staffsEvent(call, row.eventId, door)) return err({ Forbidden: null });
    return ok(cardOf(id, row));
  }

  @served(eventApi.my_guest_record)
  my_guest_record(call: Call, id: bigint): Result<GuestRecord, EventRefusal> {
    const holder = registrations.get(id)?.holder ?? applications.get(id)?.holder;
    const isOwn = holder !== undefined && call.caller.compareTo(holder) === 'eq';
    if (!isOwn) return err({ UnknownRegistration: null });
    const age_checked = presences.get(id)?.ageChecked ?? 0;
    return ok({ ...(guestCards.get(id) ?? NO_CARD), age_checked });
  }

  @served(eventApi.set_note)
  set_note(call: Call, request: Infer<typeof NoteRequest>): Result<GuestCard, EventRefusal> {
    const { registration_id: id, note, attention } = request;
    call.subject = id.toString();
    const row = registrations.get(id);
    const door = row && doors.get(row.eventId);
    if (!row || !door) return err({ UnknownRegistration: null });
    if (!staffsEvent(call, row.eventId, door)) return err({ Forbidden: null });
    const problem = problemOfNotes(note, attention);
    if (problem) return err(problem);
    const { answers } = guestCards.get(id) ?? NO_CARD;
    guestCards.put(id, { note: note.trim(), attention: attention.trim(), answers });
    const noted = { ...row, attention: attention.trim() !== '' };
    registrations.put(id, noted);
    return ok(cardOf(id, noted));
  }

  @served(eventApi.answer_questions)
  answer_questions(
    call: Call,
    { registration_id: id, answers }: Infer<typeof AnswersRequest>,
  ): Result<null, EventRefusal> {
    call.subject = id.toString();
    const row = registrations.get(id);
    const door = row && doors.get(row.eventId);
    if (!row || !door) return err({ UnknownRegistration: null });
    const isHolder = call.caller.compareTo(row.holder) === 'eq';
    if (!isHolder && !staffsEvent(call, row.eventId, door)) return err({ Forbidden: null });
    const problem = problemOfAnswers(answers, questionsOf(row.eventId), false);
    if (problem) return err(problem);
    const card = guestCards.get(id) ?? NO_CARD;
    guestCards.put(id, { ...card, answers: mergedAnswers(card.answers, answers) });
    return ok(null);
  }
}

function problemOfNotes(note: string, attention: string): EventRefusal | undefined {
  return (
    checkText('note', note, 0, NOTE_MAX_CHARS) ??
    checkText('attention', attention, 0, ATTENTION_MAX_CHARS)
  );
}

function add(
  call: Call,
  eventId: bigint,
  row: GuestRow,
  { claim_codes: codes }: Batch,
): GuestOutcome['verdict'] {
  if (row.row_key.length !== GUEST_ROW_KEY_BYTES) {
    const problem = `must have ${GUEST_ROW_KEY_BYTES} bytes`;
    return { NotAdded: { Invalid: { field: 'row_key', problem } } };
  }
  const known = guestRows.get([eventId, row.row_key]);
  if (known !== undefined) return { Known: { registration_id: known } };
  const problem = problemOfGuest(call, eventId, row);
  if (problem) return { NotAdded: problem };
  const id = storeGuest(eventId, row, call.nowNs);
  tellOfPlace(eventId, fromOpt(row.holder));
  guestRows.put([eventId, row.row_key], id);
  const expiresAtNs = call.nowNs + BigInt(CLAIM_TTL_SECONDS) * SECOND_NS;
  const claimable = codes && row.holder.length === 0;
  const code = claimable
    ? openHandOver({ registrationId: id, kind: 'claim', expiresAtNs })
    : undefined;
  return { Added: { registration_id: id, claim_code: toOpt(code) } };
}

/** Drafts are known to nobody yet. */
function tellOfPlace(eventId: bigint, holder: RegistrationRow['holder'] | undefined): void {
  if (holder === undefined || doors.get(eventId)?.status === 'draft') return;
  tell({ eventId, holder, kind: 'PlaceReceived' });
}

type NewGuest = Pick<GuestRow, 'display_name' | 'ticket_type' | 'note' | 'attention' | 'holder'>;

/** Why this guest cannot be added; whoever adds them needs neither sale nor approval. */
export function problemOfGuest(
  call: Call,
  eventId: bigint,
  guest: NewGuest,
): EventRefusal | undefined {
  const { display_name: name, note, attention, ticket_type: number } = guest;
  const texts =
    checkText('display_name', name, 1, NAME_MAX_CHARS) ?? problemOfNotes(note, attention);
  if (texts) return texts;
  const door = doors.get(eventId) as EventDoor;
  const type = number === 0 ? undefined : ticketTypes.get([eventId, number]);
  const typed = settingsOf(eventId).ticketTypes > 0;
  if (typed !== number > 0 || (number > 0 && (!type || type.withdrawn))) {
    return { UnknownTicketType: null };
  }
  return (
    problemOfHolder(eventId, fromOpt(guest.holder)) ??
    // Guests can be added while the event is still a draft.
    (door.status === 'draft' ? undefined : problemOfEvent(eventId, door, call.nowNs)) ??
    problemOfPlace(door, tallyOf(eventId), type)
  );
}

function problemOfHolder(
  eventId: bigint,
  holder: RegistrationRow['holder'] | undefined,
): EventRefusal | undefined {
  if (holder === undefined) return undefined;
  if (holder.isAnonymous()) return { SignInRequired: null };
  const applied = applicationOf.get([eventId, holder]);
  if (applied !== undefined) return { AlreadyApplied: { application_id: applied } };
  const earlier = registrationOf.get([eventId, holder]);
  return earlier === undefined ? undefined : { AlreadyRegistered: { registration_id: earlier } };
}

/** Stores a guest who has been found acceptable; gives the id of the registration. */
export function storeGuest(eventId: bigint, guest: NewGuest, nowNs: bigint): bigint {
  const id = shardedId(shard(), registrationCount.add());
  const holder = fromOpt(guest.holder) ?? unclaimedHolder(id);
  const note = guest.note.trim();
  const attention = guest.attention.trim();
  const name = guest.display_name.trim();
  const row = newRegistration(eventId, holder, name, nowNs, guest.ticket_type);
  if (note !== '' || attention !== '') guestCards.put(id, { note, attention, answers: [] });
  store(id, { ...row, attention: attention !== '' }, nowNs);
  return id;
}

function cardOf(id: bigint, row: RegistrationRow): GuestCard {
  const { note, attention, answers } = guestCards.get(id) ?? NO_CARD;
  const questions = questionsOf(row.eventId).map(questionView);
  return { registration: viewOf(id, row), note, attention, answers, questions };
}

function search(eventId: bigint, words: string[], limit: number): Registration[] {
  if (words.length === 0) return [];
  const longest = words.reduce((best, word) => (word.length > best.length ? word : best));
  const after: [bigint, Uint8Array, bigint] = [eventId, wordKey(longest), 0n];
  const found = new Map<bigint, Registration>();
  for (const [event, key, id] of guestWords.scan({ after, limit: LOOKED_AT_MAX })) {
    if (event !== eventId || !startsLike(key, longest)) break;
    const row = registrations.get(id) as RegistrationRow;
    if (matches(row.displayName, words)) found.set(id, viewOf(id, row));
    if (found.size >= pageSize(limit)) break;
  }
  return [...found.values()];
}
