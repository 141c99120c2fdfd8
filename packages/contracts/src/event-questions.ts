/** Questions of the organizer, and what staff know about a guest. Never in the feed or in facts. */
import {
  bool,
  type Infer,
  nat8,
  nat64,
  nothing,
  query,
  record,
  result,
  text,
  update,
  variant,
  vec,
} from './candid.ts';
import { EventRefusal } from './event-refusal.ts';
import { Registration } from './event-registration.ts';

export const QuestionKind = variant({ Text: nothing, YesNo: nothing, Choice: vec(text) });
export const Question = record({
  /** Stays the same when the text changes; unique within the event. */
  number: nat8,
  text,
  kind: QuestionKind,
  required: bool,
  /** Asked by staff at the door instead of when joining. */
  at_door: bool,
});
export type Question = Infer<typeof Question>;
/** `yes` or `no`, one of the choices, or free text. */
export const Answer = record({ question: nat8, answer: text });
export type Answer = Infer<typeof Answer>;

export const GuestCard = record({
  registration: Registration,
  note: text,
  /** What staff must see before they let the guest in; empty when nothing. */
  attention: text,
  answers: vec(Answer),
  /** Those of the event, answered or not. */
  questions: vec(Question),
});
export type GuestCard = Infer<typeof GuestCard>;
/** What is kept about somebody beside their place or application, as they may read it. */
export const GuestRecord = record({
  note: text,
  attention: text,
  answers: vec(Answer),
  /** Years that staff have seen proven; 0 when none. */
  age_checked: nat8,
});
export type GuestRecord = Infer<typeof GuestRecord>;
export const NoteRequest = record({ registration_id: nat64, note: text, attention: text });
export const AnswersRequest = record({ registration_id: nat64, answers: vec(Answer) });

export const questionMethods = {
  /** By staff: what is known about a guest. */
  guest_card: query([nat64], result(GuestCard, EventRefusal)),
  /** By the holder or the applicant: what they answered and what staff noted about them. */
  my_guest_record: query([nat64], result(GuestRecord, EventRefusal)),
  /** By staff. */
  set_note: update([NoteRequest], result(GuestCard, EventRefusal)),
  /** By staff at the door, or by the holder; answers given before stay where none is named. */
  answer_questions: update([AnswersRequest], result(nothing, EventRefusal)),
};
