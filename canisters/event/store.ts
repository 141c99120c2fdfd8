/** The tables of the event canister. Memory ids are for ever: never reuse or renumber one. */
import {
  bytesKey,
  compositeKey,
  counter,
  openMap,
  orderedIndex,
  prefixed,
  principalKey,
  table,
  u8Key,
  u32Key,
  u64Key,
} from '@qikcard/canister-kit';
import { NONCE_BYTES, SCAN_ID_BYTES } from '@qikcard/contracts';
import { CARD_KEY_BYTES } from './domain/card-proof.ts';
import { codecs, type RegistrationRow } from './rows.ts';

const counters = openMap(0);
export const eventCount = counter(prefixed(counters, 0));
export const registrationCount = counter(prefixed(counters, 1));
/** Holders whose names are being taken off their registrations, and how far that has got. */
export const erasures = table(prefixed(counters, 60), codecs.erasure, principalKey);
export const erasuresOpen = orderedIndex(prefixed(counters, 61), principalKey);

export const eventTexts = table(1, codecs.eventTexts, u64Key);
export const doors = table(2, codecs.eventDoor, u64Key);
export const publishedEvents = orderedIndex(3, u64Key);
export const drafts = orderedIndex(4, principalKey, u64Key);
/** How many events an organizer has made. */
export const eventsMade = table(5, codecs.count, principalKey);

type RegistrationWatcher = (
  id: bigint,
  before: RegistrationRow | undefined,
  after: RegistrationRow,
) => void;
const registrationWatchers: RegistrationWatcher[] = [];
/** Whoever follows registrations sees every change, whichever operation made it. */
export const onRegistrationChange = (watcher: RegistrationWatcher): void => {
  registrationWatchers.push(watcher);
};
const registrationRows = table(6, codecs.registration, u64Key);
export const registrations: typeof registrationRows = {
  ...registrationRows,
  put(id, after) {
    const before = registrationRows.get(id);
    registrationRows.put(id, after);
    for (const watch of registrationWatchers) watch(id, before, after);
  },
};
export const registrationOf = table(7, codecs.id, compositeKey(u64Key, principalKey));
/** (event, registration) in order of registration. */
export const attendanceOrder = orderedIndex(8, u64Key, u64Key);
export const registrationsOfHolder = orderedIndex(9, principalKey, u64Key);

export const tokens = table(10, codecs.token, bytesKey(NONCE_BYTES));
/** (subject, purpose) → nonce of the token issued last. */
export const latestToken = table(11, codecs.nonce, compositeKey(u64Key, u8Key));
/** (expiry in seconds, nonce): what to prune first. */
export const tokenExpiry = orderedIndex(12, u32Key, bytesKey(NONCE_BYTES));

export const devices = table(13, codecs.device, principalKey);
export const devicesOfEvent = orderedIndex(14, u64Key, principalKey);
/** By the hash of the code. */
export const pairings = table(15, codecs.pairing, bytesKey(32));

/** (event, seq from 1). */
export const feedEntries = table(16, codecs.feedEntry, compositeKey(u64Key, u64Key));
/** (event, scan id) → the first answer. */
export const answers = table(17, codecs.answer, compositeKey(u64Key, bytesKey(SCAN_ID_BYTES)));

// 80–99: what codes prove (domain/proof.ts).
export const holderKeys = table(80, codecs.holderKey, u64Key);
/** By event. */
export const passPolicies = table(81, codecs.passPolicy, u64Key);
/** (registration, step of a pass) → where it was spent. */
export const stepUses = table(82, codecs.codeUse, compositeKey(u64Key, u32Key));
/** (step, registration): what to prune first. */
export const stepUseOrder = orderedIndex(83, u32Key, u64Key);
/** (event, reader or member of staff) → what their challenges come from. */
export const gateSecrets = table(84, codecs.gateSecret, compositeKey(u64Key, principalKey));
/** By event. */
export const cardKeys = table(85, codecs.cardKeys, u64Key);
/** (event, UID as `cardKey` pads it). */
export const cards = table(86, codecs.card, compositeKey(u64Key, bytesKey(CARD_KEY_BYTES)));
export const cardsOfRegistration = orderedIndex(87, u64Key, bytesKey(CARD_KEY_BYTES));
/** By registration. */
export const rosterVersions = table(88, codecs.rosterVersion, u64Key);
/** (event, version of the latest change, registration). */
export const rosterOrder = orderedIndex(89, u64Key, u64Key, u64Key);
/** By event. */
export const rosterHeads = table(90, codecs.rosterHead, u64Key);
