/** Bounds of every input and page. A bound is part of the contract: clients show it, canisters enforce it. */

export const PAGE_MAX = 100;
export const NAME_MAX_CHARS = 80;
export const DESCRIPTION_MAX_CHARS = 2_000;
export const LOCATION_MAX_CHARS = 200;
export const GATE_MAX_CHARS = 40;
export const TIME_ZONE_MAX_CHARS = 64;

export const TOKEN_TTL_SECONDS = 15 * 60;
export const TOKEN_KEY_ROTATION_SECONDS = 24 * 60 * 60;
export const SCAN_ID_BYTES = 16;
export const SCANS_PER_BATCH_MAX = 50;
export const HOLDER_SCANS_PER_MINUTE = 10;
export const PAIRING_TTL_SECONDS = 10 * 60;
export const PAIRING_CODE_CHARS = 8;

export const FACTS_PER_BATCH_MAX = 100;
export const EVENTS_PER_ORGANIZER_MAX = 1_000;
export const CAPACITY_MAX = 1_000_000;
export const EVENT_LENGTH_MAX_SECONDS = 366 * 24 * 60 * 60;
/** Doors open this long before the start when the event says nothing else. */
export const DOORS_OPEN_BEFORE_SECONDS = 2 * 60 * 60;
/** One bridge may speak for many gates. */
export const DEVICE_SCANS_PER_MINUTE = 30_000;
export const DEVICES_PER_EVENT_MAX = 100;
export const PAIRING_ATTEMPTS_PER_MINUTE = 5;
/** Per holder: a new token every two seconds. */
export const TOKENS_PER_MINUTE = 30;
/** Per registration: a new phone now and then, no tug of war. */
export const HOLDER_KEYS_PER_HOUR = 5;
export const CARDS_PER_REGISTRATION_MAX = 5;
/** A reader that is alone goes by a list at most this old. */
export const ROSTER_GOOD_FOR_SECONDS = 24 * 60 * 60;
export const ROSTER_PAGE_MAX = 50;
