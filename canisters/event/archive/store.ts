/** The tables of archived events: memory id 191 of the event canister, for ever. */
import {
  compositeKey,
  openMap,
  orderedIndex,
  prefixed,
  table,
  u32Key,
  u64Key,
} from '@qikcard/canister-kit';
import { codecs } from './rows.ts';

const archived = openMap(191);
/** By event. */
export const archives = table(prefixed(archived, 0), codecs.archive, u64Key);
/** (due, event) of those that are not condensed. */
export const archivesDue = orderedIndex(prefixed(archived, 1), u64Key, u64Key);
/** (event, page from 0): `VISITS_PER_PAGE` guests each. */
export const visitPages = table(prefixed(archived, 2), codecs.visits, compositeKey(u64Key, u32Key));

/** Whether an event keeps no more than what archives keep. */
export const isCondensing = (eventId: bigint): boolean => {
  const row = archives.get(eventId);
  return row !== undefined && row.phase !== 'waiting';
};
