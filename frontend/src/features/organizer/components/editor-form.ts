import {
  type EventDetails,
  type EventPlan,
  type EventSheet,
  fromOpt,
  type Infer,
  type Question,
  type TicketType,
  type TicketTypeDraft,
  toOpt,
} from '@qikcard/contracts';
import { fromLocalField, toLocalField, toMs, toNs } from '../../../lib/time.ts';
import type { ImageChange } from '../api/event-life.ts';
import { dayShifts, type Frequency, type Repeat, ruleText, shifted } from '../api/recurrence.ts';
import { type DraftForm, emptyForm, toDraft } from './draft-form.ts';

export type TicketForm = {
  key: number;
  /** Absent while it is new. */
  number: number | undefined;
  name: string;
  colour: string;
  capacity: string;
  salesFrom: string;
  salesUntil: string;
  validFrom: string;
  validUntil: string;
  approval: boolean;
  hidden: boolean;
};
export type QuestionForm = {
  number: number;
  text: string;
  kind: 'Text' | 'YesNo' | 'Choice';
  choices: string;
  required: boolean;
  atDoor: boolean;
};
/** Everything of an event as it is typed. */
export type EditorForm = {
  draft: DraftForm;
  address: string;
  room: string;
  visibility: 'Public' | 'Unlisted' | 'Private';
  invitation: string;
  approval: boolean;
  waitlist: boolean;
  acceptHours: string;
  tickets: TicketForm[];
  questions: QuestionForm[];
  repeat: Frequency | '';
  /** 0 for Monday. */
  weekdays: number[];
  ends: 'count' | 'until';
  dates: string;
  /** "2026-12-31" */
  until: string;
  image: ImageChange;
};

const COLOURS = ['#5b5bf6', '#12b76a', '#f79009', '#d6409f', '#0ea5e9', '#7c5a3a'];

export const emptyEditor = (now: number): EditorForm => ({
  draft: emptyForm(now),
  address: '',
  room: '',
  visibility: 'Public',
  invitation: '',
  approval: false,
  waitlist: true,
  acceptHours: '',
  tickets: [],
  questions: [],
  repeat: '',
  weekdays: [],
  ends: 'count',
  dates: '4',
  until: '',
  image: { kind: 'keep' },
});

/** The form of an event that is there already. */
export function editorOf({ event, details, ticket_types: types }: EventSheet): EditorForm {
  const zone = event.time_zone;
  const field = (ns: bigint) => toLocalField(toMs(ns), zone);
  const seconds = fromOpt(details.accept_within_seconds);
  return {
    ...emptyEditor(0),
    draft: {
      name: event.name,
      description: event.description,
      location: event.location,
      timeZone: zone,
      startsAt: field(event.starts_at_ns),
      endsAt: field(event.ends_at_ns),
      doorsOpen: field(event.doors_open_ns),
      capacity: event.capacity.join(''),
    },
    address: details.address,
    room: details.room,
    visibility: Object.keys(details.visibility)[0] as EditorForm['visibility'],
    approval: details.approval,
    waitlist: details.waitlist,
    acceptHours: seconds === undefined ? '' : String(Math.ceil(seconds / 3_600)),
    tickets: types.filter(({ withdrawn }) => !withdrawn).map((type) => ticketForm(type, field)),
    questions: details.questions.map(questionForm),
  };
}

function ticketForm(type: TicketType, field: (ns: bigint) => string): TicketForm {
  const time = ([ns]: [] | [bigint]) => (ns === undefined ? '' : field(ns));
  return {
    key: type.number,
    number: type.number,
    name: type.name,
    colour: type.colour,
    capacity: type.capacity.join(''),
    salesFrom: time(type.sales_from_ns),
    salesUntil: time(type.sales_until_ns),
    validFrom: time(type.valid_from_ns),
    validUntil: time(type.valid_until_ns),
    approval: type.approval,
    hidden: type.hidden,
  };
}

const questionForm = ({ number, text, kind, required, at_door }: Question): QuestionForm => ({
  number,
  text,
  kind: Object.keys(kind)[0] as QuestionForm['kind'],
  choices: 'Choice' in kind ? kind.Choice.join('\n') : '',
  required,
  atDoor: at_door,
});

export const newTicket = (tickets: TicketForm[]): TicketForm => ({
  key: Math.max(0, ...tickets.map(({ key }) => key)) + 1_000,
  number: undefined,
  name: '',
  colour: COLOURS[tickets.length % COLOURS.length],
  capacity: '',
  salesFrom: '',
  salesUntil: '',
  validFrom: '',
  validUntil: '',
  approval: false,
  hidden: false,
});
export const newQuestion = (questions: QuestionForm[]): QuestionForm => ({
  number: Math.max(0, ...questions.map(({ number }) => number)) + 1,
  text: '',
  kind: 'Text',
  choices: '',
  required: false,
  atDoor: false,
});

/** A ticket type as the canister takes it. */
export function ticketDraft(form: TicketForm, zone: string): TicketTypeDraft {
  const moment = (field: string): [] | [bigint] => {
    const ms = fromLocalField(field, zone);
    return ms === undefined ? [] : [toNs(ms)];
  };
  return {
    name: form.name.trim(),
    colour: form.colour.toLowerCase(),
    capacity: toOpt(form.capacity === '' ? undefined : Number(form.capacity)),
    sales_from_ns: moment(form.salesFrom),
    sales_until_ns: moment(form.salesUntil),
    valid_from_ns: moment(form.validFrom),
    valid_until_ns: moment(form.validUntil),
    approval: form.approval,
    hidden: form.hidden,
  };
}

export function detailsOf(form: EditorForm): EventDetails {
  const hours = Number(form.acceptHours);
  return {
    visibility: { [form.visibility]: null } as EventDetails['visibility'],
    address: form.address.trim(),
    room: form.room.trim(),
    approval: form.approval,
    waitlist: form.waitlist,
    accept_within_seconds: toOpt(form.waitlist && hours > 0 ? hours * 3_600 : undefined),
    questions: form.questions.map((question) => ({
      number: question.number,
      text: question.text.trim(),
      kind: kindOf(question),
      required: question.required,
      at_door: question.atDoor,
    })),
  };
}

function kindOf({ kind, choices }: QuestionForm): Question['kind'] {
  if (kind === 'Choice') {
    return {
      Choice: choices
        .split('\n')
        .map((each) => each.trim())
        .filter(Boolean),
    };
  }
  return kind === 'YesNo' ? { YesNo: null } : { Text: null };
}

/** How it repeats; undefined for an event that happens once. */
export function repeatOf(form: EditorForm): Repeat | undefined {
  const { repeat: frequency, weekdays, ends, dates, until } = form;
  if (frequency === '') return undefined;
  const untilDay = ends === 'until' && until !== '';
  return { frequency, weekdays, ends: untilDay ? { until } : { count: Number(dates) || 1 } };
}

const shiftsOf = (form: EditorForm): number[] => {
  const repeat = repeatOf(form);
  return repeat ? dayShifts(form.draft.startsAt, repeat) : [];
};

/** The starts of all dates, as fields of the form. */
export const datesOf = (form: EditorForm): string[] =>
  [0, ...shiftsOf(form)].map((days) => shifted(form.draft.startsAt, days));

/** What is made: one event, or one for each date. */
export function planOf(form: EditorForm): Infer<typeof EventPlan> {
  const { draft } = form;
  const repeat = repeatOf(form);
  const shifts = shiftsOf(form);
  const dateAt = (days: number) => {
    const later = toDraft({
      ...draft,
      startsAt: shifted(draft.startsAt, days),
      endsAt: shifted(draft.endsAt, days),
      doorsOpen: shifted(draft.doorsOpen, days),
    });
    const { starts_at_ns, ends_at_ns, doors_open_ns } = later;
    return { starts_at_ns, ends_at_ns, doors_open_ns };
  };
  return {
    draft: toDraft(draft),
    details: detailsOf(form),
    invitation: toOpt(form.invitation.trim() || undefined),
    ticket_types: form.tickets.map((ticket) => ticketDraft(ticket, draft.timeZone)),
    more_dates: shifts.map(dateAt),
    rule: repeat ? ruleText(draft.startsAt, repeat, draft.timeZone) : '',
  };
}
