/**
 * All that is held about a person, collection by collection: what an export goes through and an
 * erasure empties. A table with personal data that is not in this list is a bug.
 */
import type { Principal } from '@dfinity/principal';
import {
  bytesOf,
  type Collection,
  endorsed,
  links,
  names,
  numberOf,
  privateField,
  reportsMade,
} from './collections.ts';
import type { Journal } from './journal.ts';
import { profileOf } from './people.ts';
import { publishPicture } from './public-pictures.ts';
import {
  achievements,
  attendance,
  avatars,
  deeds,
  firstRuns,
  inboxes,
  linkCounts,
  members,
  notifications,
  preferences,
  profileCount,
  profiles,
  pushSubscriptions,
  scans,
} from './store.ts';
import { release } from './usernames.ts';

const ONCE = Uint8Array.of(0);

/** One row under the person's principal. */
function single(name: string, read: (who: Principal) => unknown, erase: Collection['remove']) {
  return {
    name,
    page: (who: Principal, after: Uint8Array | undefined) => {
      const value = after === undefined ? read(who) : undefined;
      return value === undefined ? [] : [{ key: ONCE, value }];
    },
    remove: erase,
  };
}
const row = <V>(
  name: string,
  table: { get(who: Principal): V | undefined; remove(who: Principal): boolean },
) =>
  single(
    name,
    (who) => table.get(who),
    (who) => (table.remove(who) ? 1 : 0),
  );

const entries = <V>(name: string, rows: Journal<V>): Collection => ({
  name,
  page: (who, after, limit) =>
    rows
      .newest(who, after && numberOf(after), limit)
      .map(({ entry, ...value }) => ({ key: bytesOf(entry), value: { entry, ...value } })),
  remove: (who, limit) => rows.removeOldest(who, limit),
});

function removeProfile(who: Principal, _: number, nowNs: bigint): number {
  if (!profiles.has(who)) return 0;
  const { username } = profileOf(who);
  publishPicture(who, profiles.get(who), undefined);
  if (username !== undefined) release(username, nowNs);
  profiles.remove(who);
  profileCount.add(-1n);
  return 1;
}

export const collections: readonly Collection[] = [
  single(
    'member',
    (who) => members.get(who),
    () => 0,
  ),
  single('profile', (who) => profiles.get(who), removeProfile),
  row('avatar', avatars),
  privateField,
  names,
  links,
  // Behind what they count, which would otherwise make them again.
  row('link_counts', linkCounts),
  endorsed,
  row('push_subscriptions', pushSubscriptions),
  row('notification_preferences', preferences),
  entries('notification', notifications),
  row('inbox', inboxes),
  entries('attendance', attendance),
  entries('scan', scans),
  entries('achievement', achievements),
  entries('deed', deeds),
  reportsMade,
  row('first_run', firstRuns),
];
