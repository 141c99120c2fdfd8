/** From draft to archive. */
import type { Call } from '@qikcard/canister-kit';
import {
  type CancelEvent,
  type DuplicateEvent,
  type EventDate,
  type EventDraft,
  type EventEdit,
  type EventPlan,
  type EventRefusal,
  type EventView,
  err,
  eventApi,
  fromOpt,
  type Infer,
  ok,
  REASON_MAX_CHARS,
  RECURRENCE_RULE_MAX_CHARS,
  type Result,
  SERIES_DATES_MAX,
  TICKET_TYPES_MAX,
  toOpt,
} from '@qikcard/contracts';
import { comesToArchive } from '../archive/condense.ts';
import { doorsOpenNs, problemOfDraft } from '../domain/event.ts';
import { problemOfDetails, problemOfInvitation, settingsWith } from '../domain/people/details.ts';
import { questionRow } from '../domain/people/questions.ts';
import { problemOfTicketType, ticketTypeRow } from '../domain/people/tickets.ts';
import { checkText } from '../domain/text.ts';
import { questionsChanged } from '../door-notes.ts';
import { runsEvent, viewOfEvent } from '../events.ts';
import { emitCancelled } from '../platform.ts';
import type { EventDoor } from '../rows.ts';
import { served } from '../serve.ts';
import { doors } from '../store.ts';
import { questionsOf, settingsOf, tallyOf, textsOf, typesOf } from './about.ts';
import { invitationHash } from './invitations.ts';
import { list, unlist } from './listing.ts';
import { nextEventId, problemOfMaker, putTexts, start } from './making.ts';
import { announceCancellation, announceChange, announceName } from './news/announcements.ts';
import { comesUpNoMore } from './news/reminders.ts';
import { hidePicture, isPublic, showPicture } from './pictures.ts';
import { serveLine } from './places.ts';
import type { EventSettings, TicketTypeRow } from './rows.ts';
import { eventQuestions, eventSettings, ticketTypes } from './store.ts';

type Answer = Result<EventView, EventRefusal>;
type Plan = Infer<typeof EventPlan>;

const invalid = (field: string, problem: string): EventRefusal => ({ Invalid: { field, problem } });

export class Life {
  @served(eventApi.create_events)
  create_events(call: Call, plan: Plan): Result<bigint[], EventRefusal> {
    const dates = datesOf(plan);
    const problem =
      problemOfMaker(call, dates.length) ??
      problemOfPlan(plan) ??
      problemOfDates(plan.draft, dates, call.nowNs);
    if (problem) return err(problem);
    const ids: bigint[] = [];
    for (const date of dates) {
      const id = nextEventId();
      const series = dates.length > 1 ? (ids[0] ?? id) : undefined;
      const later = date.starts_at_ns - plan.draft.starts_at_ns;
      make(call, id, { ...plan, draft: { ...plan.draft, ...date } }, later, series);
      ids.push(id);
    }
    call.subject = ids[0].toString();
    return ok(ids);
  }

  @served(eventApi.edit_event)
  edit_event(call: Call, edit: EventEdit): Answer {
    const id = edit.event_id;
    call.subject = id.toString();
    const door = doors.get(id);
    if (door === undefined) return err({ UnknownEvent: null });
    if (!runsEvent(call, door, id)) return err({ Forbidden: null });
    const settings = settingsWith(settingsOf(id), edit.details);
    const problem = problemOfEdit(call, edit, door, settings);
    if (problem) return err(problem);
    const wasPublic = isPublic(door, settingsOf(id));
    const changed = door.status === 'published' ? changeBy(edit, door, settings) : undefined;
    const renamed = door.status === 'published' && textsOf(id).name !== edit.draft.name;
    unlist(id);
    doors.put(id, { ...door, ...times(edit.draft), capacity: fromOpt(edit.draft.capacity) });
    putTexts(id, edit.draft, textsOf(id).createdAtNs);
    putSettings(id, settings, fromOpt(edit.invitation));
    eventQuestions.put(id, edit.details.questions.map(questionRow));
    questionsChanged(id);
    list(id);
    if (wasPublic !== isPublic(door, settings)) {
      if (wasPublic) hidePicture(id);
      else showPicture(id);
    }
    serveLine(id, call.nowNs);
    if (changed) announceChange(id, changed);
    if (renamed) announceName(id);
    return ok(viewOfEvent(id));
  }

  @served(eventApi.cancel_event)
  cancel_event(call: Call, { event_id: id, reason }: Infer<typeof CancelEvent>): Answer {
    call.subject = id.toString();
    const door = doors.get(id);
    if (door === undefined) return err({ UnknownEvent: null });
    if (!runsEvent(call, door, id)) return err({ Forbidden: null });
    if (door.status === 'cancelled') return ok(viewOfEvent(id));
    if (door.status !== 'published') return err({ NotPublished: null });
    if (call.nowNs >= door.endsAtNs) return err({ EventOver: { ended_at_ns: door.endsAtNs } });
    const problem = checkText('reason', reason, 1, REASON_MAX_CHARS);
    if (problem) return err(problem);
    comesUpNoMore(id, door);
    doors.put(id, { ...door, status: 'cancelled' });
    eventSettings.put(id, {
      ...settingsOf(id),
      cancelledAtNs: call.nowNs,
      cancelReason: reason.trim(),
    });
    emitCancelled(id);
    announceCancellation(id);
    return ok(viewOfEvent(id));
  }

  @served(eventApi.archive_event)
  archive_event(call: Call, id: bigint): Answer {
    call.subject = id.toString();
    const door = doors.get(id);
    if (door === undefined) return err({ UnknownEvent: null });
    if (!runsEvent(call, door, id)) return err({ Forbidden: null });
    if (door.status === 'published' && call.nowNs < door.endsAtNs) {
      return err(invalid('status', 'the event is not over: cancel it first'));
    }
    if (door.status === 'archived') return ok(viewOfEvent(id));
    unlist(id);
    hidePicture(id);
    doors.put(id, { ...door, status: 'archived' });
    comesToArchive(id, call.nowNs);
    list(id);
    return ok(viewOfEvent(id));
  }

  @served(eventApi.duplicate_event)
  duplicate_event(call: Call, request: Infer<typeof DuplicateEvent>): Answer {
    const { event_id: from, starts_at_ns: startsAtNs } = request;
    call.subject = from.toString();
    const door = doors.get(from);
    if (door === undefined) return err({ UnknownEvent: null });
    if (!runsEvent(call, door, from)) return err({ Forbidden: null });
    const draft = draftAt(from, door, startsAtNs);
    const problem = problemOfMaker(call, 1) ?? problemOfDraft(draft, call.nowNs);
    if (problem) return err(problem);
    const id = nextEventId();
    copy(call, from, id, draft);
    return ok(viewOfEvent(id));
  }
}

const datesOf = ({ draft, more_dates }: Plan): EventDate[] => {
  const { starts_at_ns, ends_at_ns, doors_open_ns } = draft;
  return [{ starts_at_ns, ends_at_ns, doors_open_ns }, ...more_dates];
};

function problemOfDates(
  draft: EventDraft,
  dates: EventDate[],
  nowNs: bigint,
): EventRefusal | undefined {
  if (dates.length > SERIES_DATES_MAX) {
    return invalid('more_dates', `at most ${SERIES_DATES_MAX} dates at once`);
  }
  for (const date of dates) {
    const problem = problemOfDraft({ ...draft, ...date }, nowNs);
    if (problem) return problem;
  }
  return undefined;
}

function problemOfPlan(plan: Plan): EventRefusal | undefined {
  const { details, invitation, ticket_types: types, rule } = plan;
  const visibility = settingsWith(settingsOf(0n), details).visibility;
  if (types.length > TICKET_TYPES_MAX) {
    return invalid('ticket_types', `at most ${TICKET_TYPES_MAX} types`);
  }
  for (const type of types) {
    const problem = problemOfTicketType(type, 0);
    if (problem) return problem;
  }
  return (
    problemOfDetails(details) ??
    problemOfInvitation(visibility, fromOpt(invitation), false) ??
    checkText('rule', rule, 0, RECURRENCE_RULE_MAX_CHARS)
  );
}

function problemOfEdit(
  call: Call,
  { event_id: id, draft, details, invitation }: EventEdit,
  door: EventDoor,
  settings: EventSettings,
): EventRefusal | undefined {
  if (door.status === 'archived') return { EventOver: { ended_at_ns: door.endsAtNs } };
  if (door.status === 'cancelled') {
    const { cancelledAtNs, cancelReason } = settings;
    return { EventCancelled: { at_ns: cancelledAtNs ?? 0n, reason: cancelReason } };
  }
  const capacity = fromOpt(draft.capacity);
  const taken = door.registered + tallyOf(id).held;
  if (capacity !== undefined && capacity < taken) {
    return invalid('capacity', `${taken} places are given away already`);
  }
  const hasCode = settings.invitationHash !== undefined;
  return (
    problemOfDraft(draft, call.nowNs) ??
    problemOfDetails(details) ??
    problemOfInvitation(settings.visibility, fromOpt(invitation), hasCode)
  );
}

/** What guests have to know of an edit, before it is stored. */
function changeBy({ event_id: id, draft }: EventEdit, door: EventDoor, settings: EventSettings) {
  const was = { ...door, ...textsOf(id), ...settingsOf(id) };
  const now = { ...times(draft), ...settings, location: draft.location };
  const moved = (['startsAtNs', 'endsAtNs', 'doorsOpenNs'] as const).some((k) => was[k] !== now[k]);
  const placed = (['location', 'address', 'room'] as const).some((k) => was[k] !== now[k]);
  if (moved && placed) return 'both';
  return moved ? 'time' : placed ? 'place' : undefined;
}

const times = (draft: EventDraft) => ({
  startsAtNs: draft.starts_at_ns,
  endsAtNs: draft.ends_at_ns,
  doorsOpenNs: doorsOpenNs(draft),
});

function putSettings(id: bigint, settings: EventSettings, invitation: string | undefined): void {
  const hash =
    invitation === undefined
      ? settings.invitationHash
      : invitation === ''
        ? undefined
        : invitationHash(id, invitation);
  eventSettings.put(id, { ...settings, invitationHash: hash });
}

/** @param later how much after the first date of its series, whose times the plan has */
function make(
  call: Call,
  id: bigint,
  plan: Plan,
  later: bigint,
  seriesId: bigint | undefined,
): void {
  start(call, id, plan.draft);
  const settings = {
    ...settingsWith(settingsOf(id), plan.details),
    seriesId,
    rule: plan.rule,
    ticketTypes: plan.ticket_types.length,
  };
  putSettings(id, settings, fromOpt(plan.invitation));
  eventQuestions.put(id, plan.details.questions.map(questionRow));
  plan.ticket_types.forEach((type, i) => {
    ticketTypes.put([id, i + 1], movedTimes(ticketTypeRow(type, undefined), later));
  });
  list(id);
}

function draftAt(from: bigint, door: EventDoor, startsAtNs: bigint): EventDraft {
  const { name, description, location, timeZone } = textsOf(from);
  const later = startsAtNs - door.startsAtNs;
  return {
    name,
    description,
    location,
    time_zone: timeZone,
    starts_at_ns: startsAtNs,
    ends_at_ns: door.endsAtNs + later,
    doors_open_ns: [door.doorsOpenNs + later],
    capacity: toOpt(door.capacity),
  };
}

/** Everything but people, pictures and the code; sales and validity move along with the start. */
function copy(call: Call, from: bigint, id: bigint, draft: EventDraft): void {
  start(call, id, draft);
  const settings = settingsOf(from);
  const later = draft.starts_at_ns - (doors.get(from) as EventDoor).startsAtNs;
  eventSettings.put(id, {
    ...settings,
    // Its code belongs to the other event; until there is a new one, the link is enough.
    visibility: settings.visibility === 'Private' ? 'Unlisted' : settings.visibility,
    invitationHash: undefined,
    imageType: undefined,
    imageVersion: 0,
    seriesId: undefined,
    rule: '',
    cancelledAtNs: undefined,
    cancelReason: '',
  });
  eventQuestions.put(id, questionsOf(from));
  for (const [number, type] of typesOf(from, settings)) {
    ticketTypes.put([id, number], { ...movedTimes(type, later), taken: 0 });
  }
  list(id);
}

/** Sales and validity move along with the start of an event. */
function movedTimes(type: TicketTypeRow, later: bigint): TicketTypeRow {
  const moved = (atNs: bigint | undefined) => (atNs === undefined ? undefined : atNs + later);
  return {
    ...type,
    salesFromNs: moved(type.salesFromNs),
    salesUntilNs: moved(type.salesUntilNs),
    validFromNs: moved(type.validFromNs),
    validUntilNs: moved(type.validUntilNs),
  };
}
