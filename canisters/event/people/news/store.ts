/** The tables of news to the people of events: memory id 190 of the event canister, for ever. */
import {
  cell,
  compositeKey,
  counter,
  openMap,
  orderedIndex,
  prefixed,
  table,
  u8Key,
  u64Key,
} from '@qikcard/canister-kit';
import { codecs } from './rows.ts';

const news = openMap(190);
/** (event, position in `announced`): one of each is on its way at most. */
export const announcements = table(
  prefixed(news, 0),
  codecs.announcement,
  compositeKey(u64Key, u8Key),
);
/** (due, event, position in `announced`). */
export const announcementsDue = orderedIndex(prefixed(news, 1), u64Key, u64Key, u8Key);
/** (start, event) of published events. */
export const startOrder = orderedIndex(prefixed(news, 2), u64Key, u64Key);
export const remindedUpTo = cell(prefixed(news, 3), codecs.horizon, {
  startsAtNs: 0n,
  eventId: 0n,
});
/** How many of the events made before there were reminders are in `startOrder`. */
export const orderedEvents = counter(prefixed(news, 4));
