/** Bounds of events and the people who come: part of the contract, enforced by the canister. */

export const ADDRESS_MAX_CHARS = 200;
export const ROOM_MAX_CHARS = 80;
export const REASON_MAX_CHARS = 300;
export const INVITATION_MIN_CHARS = 8;
export const INVITATION_MAX_CHARS = 40;
export const EVENT_IMAGE_MAX_BYTES = 60_000;
export const EVENT_IMAGE_MIN_PIXELS = 64;
export const EVENT_IMAGE_MAX_PIXELS = 2_000;
/** Dates that are made in one call. */
export const SERIES_DATES_MAX = 60;
export const RECURRENCE_RULE_MAX_CHARS = 200;
export const TICKET_TYPES_MAX = 30;
export const TICKET_TYPE_NAME_MAX_CHARS = 60;
export const QUESTIONS_MAX = 10;
export const QUESTION_MAX_CHARS = 120;
export const CHOICES_MAX = 12;
export const CHOICE_MAX_CHARS = 60;
export const ANSWER_MAX_CHARS = 200;
export const NOTE_MAX_CHARS = 500;
export const ATTENTION_MAX_CHARS = 120;
export const GUEST_ROW_KEY_BYTES = 16;
export const GUESTS_PER_BATCH_MAX = 200;
/** Rows of one page of the attendees table. */
export const ATTENDEES_PAGE_MAX = 500;
export const GUEST_SEARCH_MAX_CHARS = 60;
export const HAND_OVER_CODE_CHARS = 16;
export const CLAIM_TTL_SECONDS = 366 * 24 * 60 * 60;
export const TRANSFER_TTL_SECONDS = 14 * 24 * 60 * 60;
/** One member of staff or reader: a door with a queue, not a script. */
export const WALK_INS_PER_MINUTE = 30;
export const HAND_OVER_ATTEMPTS_PER_MINUTE = 10;
/** A place on offer is kept for at least this long. */
export const ACCEPT_WITHIN_MIN_SECONDS = 10 * 60;
export const ACCEPT_WITHIN_MAX_SECONDS = 14 * 24 * 60 * 60;
export const TEAM_MAX = 50;
export const MEMBERSHIP_EVENTS_MAX = 100;
export const MEMBERSHIP_PLANS_MAX = 100;
export const DISPUTE_NOTE_MAX_CHARS = 300;
export const DISPUTES_PER_REGISTRATION_MAX = 20;
/** A face beside a guest: 240 pixels wide and high are some 10,000 bytes. */
export const DOOR_PHOTO_MAX_BYTES = 16_384;
export const DOOR_PHOTO_MIN_PIXELS = 64;
export const DOOR_PHOTO_MAX_PIXELS = 480;
/** Changes of pictures by one person. */
export const DOOR_PHOTOS_PER_HOUR = 12;
/** Pictures that staff ask for at once. */
export const DOOR_PHOTOS_PAGE_MAX = 20;
/** They go by themselves this long after the end of their event. */
export const DOOR_PHOTOS_KEPT_HOURS = 24;
