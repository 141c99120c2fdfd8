/** Rules of what an event says beyond its door. */
import {
  ACCEPT_WITHIN_MAX_SECONDS,
  ACCEPT_WITHIN_MIN_SECONDS,
  ADDRESS_MAX_CHARS,
  type EventDetails,
  type EventRefusal,
  fromOpt,
  INVITATION_MAX_CHARS,
  INVITATION_MIN_CHARS,
  ROOM_MAX_CHARS,
  toOpt,
} from '@qikcard/contracts';
import type { EventSettings, QuestionRow } from '../../people/rows.ts';
import { checkText } from '../text.ts';
import { problemOfQuestions, questionView } from './questions.ts';

/** What holds for an event that never said anything else. */
export const usualSettings: EventSettings = {
  visibility: 'Public',
  address: '',
  room: '',
  approval: false,
  waitlist: false,
  acceptWithinSeconds: undefined,
  invitationHash: undefined,
  imageType: undefined,
  imageVersion: 0,
  seriesId: undefined,
  rule: '',
  cancelledAtNs: undefined,
  cancelReason: '',
  ticketTypes: 0,
};

const invalid = (field: string, problem: string): EventRefusal => ({ Invalid: { field, problem } });

/** The first thing wrong with the details, or undefined when they may be stored. */
export function problemOfDetails(details: EventDetails): EventRefusal | undefined {
  return (
    checkText('address', details.address, 0, ADDRESS_MAX_CHARS) ??
    checkText('room', details.room, 0, ROOM_MAX_CHARS) ??
    problemOfAcceptance(fromOpt(details.accept_within_seconds)) ??
    problemOfQuestions(details.questions)
  );
}

function problemOfAcceptance(seconds: number | undefined): EventRefusal | undefined {
  if (seconds === undefined) return undefined;
  if (seconds >= ACCEPT_WITHIN_MIN_SECONDS && seconds <= ACCEPT_WITHIN_MAX_SECONDS)
    return undefined;
  return invalid('accept_within_seconds', 'must be between ten minutes and two weeks');
}

/** Why this cannot be the invitation code; an empty one takes the code away. */
export function problemOfInvitation(
  visibility: EventSettings['visibility'],
  code: string | undefined,
  hasCode: boolean,
): EventRefusal | undefined {
  const has = code === undefined ? hasCode : code !== '';
  if (visibility === 'Private' && !has) {
    return invalid('invitation', 'a private event needs an invitation code');
  }
  if (code === undefined || code === '') return undefined;
  return checkText('invitation', code, INVITATION_MIN_CHARS, INVITATION_MAX_CHARS);
}

/** A code as it is compared: case and spaces around it do not count. */
export const plainInvitation = (code: string): string => code.trim().toLowerCase();

/** The settings with what the details say. */
export function settingsWith(settings: EventSettings, details: EventDetails): EventSettings {
  return {
    ...settings,
    visibility: Object.keys(details.visibility)[0] as EventSettings['visibility'],
    address: details.address.trim(),
    room: details.room.trim(),
    approval: details.approval,
    waitlist: details.waitlist,
    acceptWithinSeconds: fromOpt(details.accept_within_seconds),
  };
}

/** The details as clients see them. */
export function detailsOf(settings: EventSettings, questions: QuestionRow[]): EventDetails {
  return {
    visibility: { [settings.visibility]: null } as EventDetails['visibility'],
    address: settings.address,
    room: settings.room,
    approval: settings.approval,
    waitlist: settings.waitlist,
    accept_within_seconds: toOpt(settings.acceptWithinSeconds),
    questions: questions.map(questionView),
  };
}
