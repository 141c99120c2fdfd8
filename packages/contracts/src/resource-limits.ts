/** Bounds of lending: part of the contract, shown by clients and enforced by the canister. */

export const RESOURCES_PER_PERSON_MAX = 100;
export const RESOURCES_PER_EVENT_MAX = 1_000;
export const CATEGORY_MAX_CHARS = 40;
export const TERMS_MAX_CHARS = 1_000;
export const DAMAGE_NOTE_MAX_CHARS = 500;
export const QUANTITY_MAX = 10_000;
/** Different things in one kit. */
export const KIT_PARTS_MAX = 20;
/** Open loans and coming reservations of one thing together. */
export const CLAIMS_PER_RESOURCE_MAX = 400;
export const LOAN_MAX_SECONDS = 366 * 24 * 60 * 60;
export const EXTENSIONS_MAX = 20;
export const OPEN_LOANS_PER_PERSON_MAX = 50;
export const OPEN_RESERVATIONS_PER_PERSON_MAX = 20;
/** How far ahead a thing can be reserved. */
export const RESERVATION_AHEAD_MAX_SECONDS = 366 * 24 * 60 * 60;
/** A reservation whose holder has not come this long after its start is over. */
export const NO_SHOW_AFTER_SECONDS = 60 * 60;
/** The holder of a reservation may fetch the thing this long before its start. */
export const PICKUP_EARLY_SECONDS = 60 * 60;
/** A loan that waits for approval gives the thing back to others after this long. */
export const APPROVAL_WAIT_SECONDS = 24 * 60 * 60;
export const AVAILABILITY_SLOTS_MAX = 63;
export const LABEL_CHARS = 10;
export const RESOURCE_SCANS_PER_MINUTE = 10;
export const RESOURCE_CHANGES_PER_MINUTE = 60;
export const RESOURCE_IMAGES_MAX = 4;
/** Of one report of damage; as large as those of things. */
export const DAMAGE_IMAGES_MAX = 3;
export const RESOURCE_IMAGE_MAX_BYTES = 60_000;
export const RESOURCE_IMAGE_MIN_PIXELS = 32;
export const RESOURCE_IMAGE_MAX_PIXELS = 2_048;
/** The feed of a thing keeps this many of its latest entries. */
export const RESOURCE_FEED_KEPT = 1_000;
export const STOCK_AUDIT_SCANS_MAX = 5_000;
export const SEARCH_MAX_CHARS = 40;
/** What can be asked for one unit: a hundredth of a QIK is worth two blocks, the rest is sense. */
export const DEPOSIT_MIN_E8S = 1_000_000n;
export const DEPOSIT_MAX_E8S = 10_000_000_000_000n;
/** A deposit that nothing was borrowed on goes back after this long. */
export const DEPOSIT_UNUSED_SECONDS = 60 * 60;
/** What is not back this long after its due time: the deposit is the lender's. */
export const DEPOSIT_LATE_SECONDS = 7 * 24 * 60 * 60;
/** How long a lender may look at what came back before the deposit goes back. */
export const DEPOSIT_WORD_SECONDS = 3 * 24 * 60 * 60;
