/**
 * The tables of events and their people. Memory ids 20–49 of the event canister are theirs, for
 * ever; small tables share one, and the numbers of their parts are for ever, too.
 */
import {
  bytesKey,
  compositeKey,
  counter,
  openMap,
  orderedIndex,
  prefixed,
  principalKey,
  table,
  u32Key,
  u64Key,
} from '@qikcard/canister-kit';
import { WORD_KEY_BYTES } from '../domain/people/words.ts';
import { codecs, GUEST_ROW_KEY_BYTES, HASH_BYTES } from './rows.ts';

const events = openMap(20);
export const eventSettings = table(prefixed(events, 0), codecs.eventSettings, u64Key);
export const eventQuestions = table(prefixed(events, 1), codecs.questions, u64Key);
export const tallies = table(prefixed(events, 2), codecs.tally, u64Key);
/** (event, number from 1) */
export const ticketTypes = table(
  prefixed(events, 3),
  codecs.ticketType,
  compositeKey(u64Key, u32Key),
);
export const eventImages = table(prefixed(events, 4), codecs.image, u64Key);

const lists = openMap(21);
/** (series, start, event) */
export const seriesOrder = orderedIndex(prefixed(lists, 0), u64Key, u64Key, u64Key);
/** (end, event) of public events that are published or cancelled. */
export const publicByEnd = orderedIndex(prefixed(lists, 1), u64Key, u64Key);
/** (start of a word, event) of the same. */
export const eventWords = orderedIndex(prefixed(lists, 2), bytesKey(WORD_KEY_BYTES), u64Key);
/** (who runs or staffs it, event) */
export const eventsOf = orderedIndex(prefixed(lists, 3), principalKey, u64Key);
/** How many of the events made before there were these lists are in them. */
export const listedEvents = counter(prefixed(lists, 4));

const lines = openMap(22);
export const applications = table(prefixed(lines, 0), codecs.application, u64Key);
/** (event, person) → application */
export const applicationOf = table(
  prefixed(lines, 1),
  codecs.id,
  compositeKey(u64Key, principalKey),
);
/** (event, ticket type, application): the line for each type. */
export const waiting = orderedIndex(prefixed(lines, 2), u64Key, u32Key, u64Key);
/** (event, application) */
export const undecided = orderedIndex(prefixed(lines, 3), u64Key, u64Key);
/** (until, application): places on offer. */
export const offers = orderedIndex(prefixed(lines, 4), u64Key, u64Key);
export const applicationsOfHolder = orderedIndex(prefixed(lines, 5), principalKey, u64Key);
/** Events whose line has not been served to its end yet. */
export const unserved = orderedIndex(prefixed(lines, 6), u64Key);
/** (event, application) of those in line and those with an offer, as staff see them. */
export const lineOrder = orderedIndex(prefixed(lines, 7), u64Key, u64Key);

export const guestCards = table(23, codecs.guestCard, u64Key);
/** (event, start of a word of the name, registration) */
export const guestWords = orderedIndex(24, u64Key, bytesKey(WORD_KEY_BYTES), u64Key);

const guests = openMap(25);
/** (event, key of the row it came with) → registration */
export const guestRows = table(
  prefixed(guests, 0),
  codecs.id,
  compositeKey(u64Key, bytesKey(GUEST_ROW_KEY_BYTES)),
);
/** By the hash of the code. */
export const handOvers = table(prefixed(guests, 1), codecs.handOver, bytesKey(HASH_BYTES));
/** registration → hash of its one open code */
export const handOverOf = table(prefixed(guests, 2), codecs.hash, u64Key);

const helpers = openMap(26);
export const team = table(
  prefixed(helpers, 0),
  codecs.teamMember,
  compositeKey(u64Key, principalKey),
);
export const teamOrder = orderedIndex(prefixed(helpers, 1), u64Key, principalKey);
export const planCount = counter(prefixed(helpers, 2));
export const membershipCount = counter(prefixed(helpers, 3));
export const plans = table(prefixed(helpers, 4), codecs.membershipPlan, u64Key);
export const plansOf = orderedIndex(prefixed(helpers, 5), principalKey, u64Key);
export const memberships = table(prefixed(helpers, 6), codecs.membership, u64Key);
/** (plan, holder) → membership */
export const membershipOf = table(
  prefixed(helpers, 7),
  codecs.id,
  compositeKey(u64Key, principalKey),
);
export const membershipsOf = orderedIndex(prefixed(helpers, 8), principalKey, u64Key);
export const membershipsOfPlan = orderedIndex(prefixed(helpers, 9), u64Key, u64Key);
