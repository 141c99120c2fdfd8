import {
  CAPACITY_MAX,
  EVENT_LENGTH_MAX_SECONDS,
  type EventDraft,
  NAME_MAX_CHARS,
  toOpt,
} from '@qikcard/contracts';
import type { Text, TextKey } from '../../../lib/text.tsx';
import { fromLocalField, toLocalField, toNs } from '../../../lib/time.ts';

/** The form as it is typed: every field is text, times are local to `timeZone`. */
export type DraftForm = {
  name: string;
  description: string;
  location: string;
  timeZone: string;
  startsAt: string;
  endsAt: string;
  doorsOpen: string;
  capacity: string;
};
export type DraftErrors = Partial<Record<keyof DraftForm, string>>;

const HOUR_MS = 3_600_000;

/** Tomorrow evening, here: most fields are then already right. */
export function emptyForm(now: number): DraftForm {
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const day = toLocalField(now + 24 * HOUR_MS, timeZone).slice(0, 10);
  return {
    name: '',
    description: '',
    location: '',
    timeZone,
    startsAt: `${day}T18:00`,
    endsAt: `${day}T22:00`,
    doorsOpen: '',
    capacity: '',
  };
}

/** The draft a canister takes, as far as the form is filled; also what the preview shows. */
export function toDraft(form: DraftForm): EventDraft {
  const moment = (field: string) => toNs(fromLocalField(field, form.timeZone) ?? 0);
  return {
    name: form.name.trim(),
    description: form.description.trim(),
    location: form.location.trim(),
    time_zone: form.timeZone,
    starts_at_ns: moment(form.startsAt),
    ends_at_ns: moment(form.endsAt),
    doors_open_ns: toOpt(form.doorsOpen === '' ? undefined : moment(form.doorsOpen)),
    capacity: toOpt(form.capacity === '' ? undefined : Number(form.capacity)),
  };
}

/** What is wrong, in words, per field; the canister decides all of it again. */
export function findErrors(form: DraftForm, t: Text): DraftErrors {
  const starts = fromLocalField(form.startsAt, form.timeZone);
  const ends = fromLocalField(form.endsAt, form.timeZone);
  const doors = fromLocalField(form.doorsOpen, form.timeZone);
  const capacity = Number(form.capacity);
  const wrong: Partial<Record<keyof DraftForm, TextKey | false>> = {
    name: (form.name.trim() === '' || form.name.length > NAME_MAX_CHARS) && 'create.nameMissing',
    startsAt: starts === undefined && 'create.timeMissing',
    endsAt:
      ends === undefined
        ? 'create.timeMissing'
        : starts !== undefined && ends <= starts
          ? 'create.endsTooEarly'
          : starts !== undefined && ends - starts > EVENT_LENGTH_MAX_SECONDS * 1000
            ? 'create.tooLong'
            : false,
    doorsOpen: doors !== undefined && ends !== undefined && doors >= ends && 'create.doorsTooLate',
    capacity:
      form.capacity !== '' &&
      !(Number.isInteger(capacity) && capacity >= 1 && capacity <= CAPACITY_MAX) &&
      'create.capacityWrong',
  };
  return Object.fromEntries(
    Object.entries(wrong).flatMap(([field, key]) => (key ? [[field, t(key)]] : [])),
  );
}
