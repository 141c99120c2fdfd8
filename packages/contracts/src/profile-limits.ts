/** Bounds of what people write about themselves and each other. */

export const USERNAME_MIN_CHARS = 3;
export const USERNAME_MAX_CHARS = 24;
/** A username may be changed once in this time. */
export const USERNAME_CHANGE_SECONDS = 30 * 24 * 60 * 60;
/** A name given up can be taken by nobody else for this long. */
export const USERNAME_HOLD_SECONDS = 90 * 24 * 60 * 60;
export const BIO_MAX_CHARS = 500;
export const PROFILE_LINKS_MAX = 5;
export const LINK_LABEL_MAX_CHARS = 40;
export const LINK_URL_MAX_CHARS = 200;

/** A stored field holds at most 65,535 bytes; a 512-pixel picture needs about half of this. */
export const AVATAR_MAX_BYTES = 60_000;
export const AVATAR_MIN_PIXELS = 16;
export const AVATAR_MAX_PIXELS = 1_024;

export const CONNECTIONS_MAX = 500;
export const REQUESTS_MAX = 200;
export const BLOCKED_MAX = 500;
/** A declined request may be made again after this time; until then it arrives nowhere. */
export const DECLINED_QUIET_SECONDS = 30 * 24 * 60 * 60;
export const SUGGESTIONS_MAX = 20;
export const REPORT_NOTE_MAX_CHARS = 500;

/** The newest are kept. */
export const NOTIFICATIONS_KEPT = 200;
export const SCANS_KEPT = 1_000;
export const ATTENDANCE_KEPT = 1_000;
export const ACHIEVEMENTS_KEPT = 1_000;
/** Reputation counts this many deeds, the newest. */
export const DEEDS_KEPT = 100;

export const PUSH_SUBSCRIPTIONS_MAX = 10;
export const PUSH_ENDPOINT_MAX_CHARS = 512;
export const PUSH_NAME_MAX_CHARS = 64;
/** An uncompressed P-256 point (RFC 8291 §3.1). */
export const PUSH_KEY_BYTES = 65;
export const PUSH_AUTH_BYTES = 16;
