/** The tables of the profile canister. Memory ids, and prefixes within them, are for ever. */
import {
  bytesKey,
  cell,
  compositeKey,
  counter,
  openMap,
  orderedIndex,
  prefixed,
  principalKey,
  table,
  textKey,
  u8Key,
  u64Key,
} from '@qikcard/canister-kit';
import {
  ACHIEVEMENTS_KEPT,
  ATTENDANCE_KEPT,
  DEEDS_KEPT,
  NOTIFICATIONS_KEPT,
  SCANS_KEPT,
  USERNAME_MAX_CHARS,
} from '@qikcard/contracts';
import { journal } from './journal.ts';
import { codecs } from './rows.ts';

/** Who has registered with auth. Stays after an erasure: a principal, no personal field. */
export const members = table(0, codecs.member, principalKey);
export const memberCount = counter(1);

// Every stable map reserves 8 MiB: rows, indexes, pictures and journals share one each.
const rows = openMap(2);
export const profiles = table(prefixed(rows, 0), codecs.profile, principalKey);
/** By skeleton. */
export const usernames = table(prefixed(rows, 1), codecs.username, textKey);
/** (who, the other) → what the other is to who. */
export const sides = table(
  prefixed(rows, 2),
  codecs.side,
  compositeKey(principalKey, principalKey),
);
export const linkCounts = table(prefixed(rows, 3), codecs.linkCounts, principalKey);
export const inboxes = table(prefixed(rows, 5), codecs.inbox, principalKey);
export const preferences = table(prefixed(rows, 6), codecs.preferences, principalKey);
export const pushSubscriptions = table(prefixed(rows, 7), codecs.push, principalKey);
export const reports = table(prefixed(rows, 8), codecs.report, u64Key);
export const erasures = table(prefixed(rows, 9), codecs.erasure, principalKey);
/** (holder, event) → entry in `attendance`. */
export const attendanceOf = table(
  prefixed(rows, 10),
  codecs.number,
  compositeKey(principalKey, u64Key),
);
export const profileCount = counter(prefixed(rows, 11));
export const reportCount = counter(prefixed(rows, 12));
export const pushRelay = cell(prefixed(rows, 13), codecs.relay, undefined);
/** (owner, number of the field). */
export const sealedFields = table(
  prefixed(rows, 14),
  codecs.sealedField,
  compositeKey(principalKey, u8Key),
);
export const vetKey = cell(prefixed(rows, 15), codecs.vetKey, {
  name: '',
  publicKey: Uint8Array.of(),
});
/** Whether the pictures of the first versions are in the certified tree. */
export const picturesPublished = cell(prefixed(rows, 30), codecs.flag, false);
export const firstRuns = table(prefixed(rows, 24), codecs.firstRun, principalKey);

const indexes = openMap(3);
/** Usernames in use, padded with zeros: found by prefix. */
export const usernameOrder = orderedIndex(prefixed(indexes, 0), bytesKey(USERNAME_MAX_CHARS));
/** (who, list, other); everything in `sides` is in one list. */
export const linkLists = orderedIndex(prefixed(indexes, 1), principalKey, u8Key, principalKey);
/** (event, holder): who else is there. */
export const attendees = orderedIndex(prefixed(indexes, 2), u64Key, principalKey);
export const reportsBy = orderedIndex(prefixed(indexes, 4), principalKey, u64Key);
/** (endorser, endorsed). */
export const endorsements = orderedIndex(prefixed(indexes, 5), principalKey, principalKey);
/** Names given up: (owner, name), for the owner's export and erasure. */
export const namesHeld = orderedIndex(
  prefixed(indexes, 6),
  principalKey,
  bytesKey(USERNAME_MAX_CHARS),
);
/** Erasures that are not done. */
export const erasuresOpen = orderedIndex(prefixed(indexes, 7), principalKey);

export const AVATARS_MEMORY = 4;
export const avatars = table(AVATARS_MEMORY, codecs.avatar, principalKey);

const journals = openMap(5);
export const attendance = journal(
  prefixed(journals, 0),
  codecs.attendance,
  ATTENDANCE_KEPT,
  (holder, _, { eventId }) => {
    attendanceOf.remove([holder, eventId]);
    attendees.remove([eventId, holder]);
  },
);
export const scans = journal(prefixed(journals, 1), codecs.scan, SCANS_KEPT);
export const achievements = journal(prefixed(journals, 2), codecs.achievement, ACHIEVEMENTS_KEPT);
export const deeds = journal(prefixed(journals, 3), codecs.deed, DEEDS_KEPT);
export const notifications = journal(
  prefixed(journals, 4),
  codecs.notification,
  NOTIFICATIONS_KEPT,
  (owner, entry, { read }) => {
    const box = inboxes.get(owner);
    if (box && !read && entry > box.readThrough) {
      inboxes.put(owner, { ...box, unread: box.unread - 1 });
    }
  },
);
