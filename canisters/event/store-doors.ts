/** The tables of the doors: memory ids 50–79, 170–179, 224–225 and 229 of the event canister, for ever. */
import {
  appendLog,
  bytesKey,
  compositeKey,
  openMap,
  orderedIndex,
  prefixed,
  principalKey,
  table,
  u8Key,
  u32Key,
  u64Key,
} from '@qikcard/canister-kit';
import { codecs } from './rows.ts';
import { doorCodecs } from './rows-doors.ts';

export const doorPlans = table(50, doorCodecs.doorPlan, u64Key);
/** By registration: where its holder is, and how often they came in. */
export const presences = table(51, doorCodecs.presence, u64Key);
/** By event: what its doors count. */
export const floors = table(52, doorCodecs.floor, u64Key);
/** (event, minute since 1970). */
export const minutes = table(53, doorCodecs.minute, compositeKey(u64Key, u32Key));
/** (event, position in `refusalNames`) → how often. */
export const refusalCounts = table(54, codecs.count, compositeKey(u64Key, u8Key));
/** (event, seq from 1). */
export const scanLog = table(55, doorCodecs.logEntry, compositeKey(u64Key, u64Key));
/** Events that have a scan log: what the pruner walks through. */
export const loggedEvents = orderedIndex(56, u64Key);
/** (event, id from 1). */
export const conflictRows = table(57, doorCodecs.conflict, compositeKey(u64Key, u64Key));
export const openConflicts = orderedIndex(58, u64Key, u64Key);
export const massCheckOuts = table(59, doorCodecs.massCheckOut, u64Key);
/** (due in seconds, event): check-outs that have not ended. */
export const dueCheckOuts = orderedIndex(60, u32Key, u64Key);
export const devicePolicies = table(61, doorCodecs.devicePolicy, principalKey);
export const heartbeats = table(62, doorCodecs.heartbeat, principalKey);
/** (expiry in seconds, hash of the code): pairing codes to prune. */
export const pairingExpiry = orderedIndex(63, u32Key, bytesKey(32));
/** By the hash of a pairing code: the reader whose key it replaces. */
export const keyRolls = table(64, doorCodecs.keyRoll, bytesKey(32));

// Ids 160–164: what holders say about their scans, and what is theirs at the doors.
const ofHolders = openMap(160);
/** (registration, time of the scan, conflict): what holders dispute. */
export const disputed = orderedIndex(prefixed(ofHolders, 0), u64Key, u64Key, u64Key);
/** By registration: what staff wrote about it up to then is shown to nobody. */
export const forgotten = table(prefixed(ofHolders, 1), doorCodecs.forgotten, u64Key);
/** By registration: when it went to somebody else last, and whose phone proved it before. */
export const passedOn = table(229, doorCodecs.passedOn, u64Key);
/** Lines of the scan log that the audit trail does not commit to yet. */
export const uncommitted = appendLog(openMap(170), doorCodecs.refusedLines);

const photos = openMap(224);
/** By registration: the picture that its holder gave for the doors. */
export const doorPhotos = table(prefixed(photos, 0), doorCodecs.doorPhoto, u64Key);
/** (event, registration): who has given one. */
export const photographed = orderedIndex(prefixed(photos, 1), u64Key, u64Key);
export const doorPhotoImages = table(225, doorCodecs.doorPhotoImage, u64Key);
