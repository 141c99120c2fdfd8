/** Telling people what happened to them. */
import type { Principal } from '@dfinity/principal';
import { type NotificationName, notificationKinds } from '@qikcard/contracts';
import type { NotificationRow } from './rows.ts';
import { inboxes, notifications, preferences } from './store.ts';

const emptyInbox = { unread: 0, readThrough: 0n };
export const inboxOf = (who: Principal) => inboxes.get(who) ?? emptyInbox;
export const preferencesOf = (who: Principal) =>
  preferences.get(who) ?? { inboxOff: 0, pushOff: 0 };
/** The kinds a mask does not leave out. */
export const kindsOn = (off: number): NotificationName[] =>
  notificationKinds.filter((_, i) => (off & (1 << i)) === 0);

type News = Pick<NotificationRow, 'kind' | 'atNs'> & Partial<NotificationRow>;

/** Puts a notification into a person's inbox, unless they want none of this kind. */
export function notify(who: Principal, news: News): void {
  if (!kindsOn(preferencesOf(who).inboxOff).includes(news.kind)) return;
  notifications.append(who, {
    read: false,
    person: undefined,
    eventId: undefined,
    detail: '',
    untilNs: undefined,
    resourceId: undefined,
    amount: undefined,
    ...news,
  });
  const box = inboxOf(who);
  inboxes.put(who, { ...box, unread: box.unread + 1 });
}
