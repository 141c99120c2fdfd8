/** Notifications, which of them people want, and the browsers they want them in. */
import type { Principal } from '@dfinity/principal';
import { type Call, expose, handle, handleQuery } from '@qikcard/canister-kit';
import {
  err,
  fromOpt,
  type NotificationKind,
  type NotificationPreferences,
  notificationKinds,
  ok,
  PAGE_MAX,
  type ProfileRefusal,
  PUSH_SUBSCRIPTIONS_MAX,
  type PushSubscription,
  profileApi,
  type Result,
  toOpt,
} from '@qikcard/contracts';
import { isAdmin, isMember, writes } from './callers.ts';
import { problemOfSubscription } from './domain/push.ts';
import type { Entry } from './journal.ts';
import { inboxOf, kindsOn, preferencesOf } from './notify.ts';
import { pageOf, pageSize } from './page.ts';
import { isSame } from './people.ts';
import type { NotificationRow } from './rows.ts';
import { inboxes, notifications, preferences, pushRelay, pushSubscriptions } from './store.ts';

export class Inbox {
  @expose(profileApi.notifications)
  notifications([below]: [] | [bigint], limit: number) {
    return handleQuery('notifications', isMember, ({ caller }) => {
      const size = pageSize(limit);
      const { readThrough, unread } = inboxOf(caller);
      const entries = notifications.newest(caller, below, size + 1);
      return ok({ ...pageOf(entries, size, (entry) => viewOf(entry, readThrough)), unread });
    });
  }
  @expose(profileApi.mark_read)
  mark_read(ids: bigint[]) {
    return handle('mark_read', writes('reading'), ({ caller }) => {
      if (ids.length > PAGE_MAX) return invalid('ids', `at most ${PAGE_MAX}`);
      return ok(markRead(caller, ids));
    });
  }
  @expose(profileApi.mark_all_read)
  mark_all_read() {
    return handle('mark_all_read', writes('reading'), ({ caller }) => {
      inboxes.put(caller, { unread: 0, readThrough: notifications.latest(caller) });
      return ok(0);
    });
  }
  @expose(profileApi.notification_preferences)
  notification_preferences() {
    return handleQuery('notification_preferences', isMember, ({ caller }) => ok(wishes(caller)));
  }
  @expose(profileApi.set_notification_preferences)
  set_notification_preferences({ inbox, push }: NotificationPreferences) {
    return handle('set_notification_preferences', writes('edit'), ({ caller }) => {
      preferences.put(caller, { inboxOff: maskOf(inbox), pushOff: maskOf(push) });
      return ok(wishes(caller));
    });
  }
  @expose(profileApi.add_push_subscription)
  add_push_subscription(given: PushSubscription) {
    return handle('add_push_subscription', writes('edit'), (call) => addSubscription(call, given));
  }
  @expose(profileApi.remove_push_subscription)
  remove_push_subscription(endpoint: string) {
    return handle('remove_push_subscription', writes('edit'), ({ caller }) => {
      const kept = subscriptionsOf(caller).filter((each) => each.endpoint !== endpoint);
      if (kept.length === 0) pushSubscriptions.remove(caller);
      else pushSubscriptions.put(caller, kept.map(rowOf));
      return ok(null);
    });
  }
  @expose(profileApi.my_push_subscriptions)
  my_push_subscriptions() {
    return handleQuery('my_push_subscriptions', isMember, ({ caller }) =>
      ok(subscriptionsOf(caller)),
    );
  }
  @expose(profileApi.set_push_relay)
  set_push_relay([relay]: [] | [Principal]) {
    return handle('set_push_relay', isAdmin, (call) => {
      call.subject = relay?.toText() ?? '';
      pushRelay.set(relay);
      return ok(null);
    });
  }
  @expose(profileApi.push_subscriptions_of)
  push_subscriptions_of(person: Principal) {
    return handleQuery('push_subscriptions_of', isPushRelay, () => ok(subscriptionsOf(person)));
  }
}

const isPushRelay = ({ caller }: Call): ProfileRefusal | undefined => {
  const relay = pushRelay.get();
  return relay && isSame(relay, caller) ? undefined : { Forbidden: null };
};

/** Marks these as read and says how many are not. */
function markRead(who: Principal, ids: bigint[]): number {
  const { unread, readThrough } = inboxOf(who);
  let marked = 0;
  for (const id of ids) {
    const row = notifications.get(who, id);
    if (row === undefined || row.read || id <= readThrough) continue;
    notifications.put(who, id, { ...row, read: true });
    marked++;
  }
  if (marked > 0) inboxes.put(who, { unread: unread - marked, readThrough });
  return unread - marked;
}

/** The kinds that are not listed, as a mask. */
function maskOf(kinds: NotificationKind[]): number {
  const on = new Set(kinds.map((kind) => Object.keys(kind)[0]));
  return notificationKinds.reduce((mask, kind, i) => (on.has(kind) ? mask : mask | (1 << i)), 0);
}
function wishes(who: Principal): NotificationPreferences {
  const { inboxOff, pushOff } = preferencesOf(who);
  const named = (off: number) => kindsOn(off).map((kind) => ({ [kind]: null }) as NotificationKind);
  return { inbox: named(inboxOff), push: named(pushOff) };
}

const subscriptionsOf = (who: Principal): PushSubscription[] =>
  (pushSubscriptions.get(who) ?? []).map((row) => ({ ...row, name: toOpt(row.name) }));

const rowOf = (given: PushSubscription) => ({ ...given, name: fromOpt(given.name) });

function addSubscription({ caller }: Call, given: PushSubscription): Result<null, ProfileRefusal> {
  const problem = problemOfSubscription(given);
  if (problem) return err(problem);
  const others = subscriptionsOf(caller).filter(({ endpoint }) => endpoint !== given.endpoint);
  if (others.length >= PUSH_SUBSCRIPTIONS_MAX) {
    return err({ LimitReached: { what: 'browsers', limit: PUSH_SUBSCRIPTIONS_MAX } });
  }
  pushSubscriptions.put(caller, [...others, given].map(rowOf));
  return ok(null);
}

function viewOf(row: Entry<NotificationRow>, readThrough: bigint) {
  const { entry, kind, atNs, read, person, eventId, detail, untilNs, resourceId, amount } = row;
  return {
    id: entry,
    kind: [{ [kind]: null } as NotificationKind] as [NotificationKind],
    at_ns: atNs,
    read: read || entry <= readThrough,
    person: toOpt(person),
    event_id: toOpt(eventId),
    detail,
    until_ns: toOpt(untilNs),
    resource_id: toOpt(resourceId),
    amount_e8s: toOpt(amount),
  };
}

const invalid = (field: string, problem: string) => err({ Invalid: { field, problem } });
