/** Notifications, their preferences, and the browsers to push them to. */
import {
  blob,
  bool,
  type Infer,
  nat32,
  nat64,
  nothing,
  opt,
  principal,
  record,
  text,
  variant,
  vec,
} from './candid.ts';

/** By position in what people have switched off: only ever append. */
export const notificationKinds = [
  'ConnectionRequested',
  'ConnectionAccepted',
  'Endorsed',
  'CheckedIn',
  'AchievementReceived',
  'PlaceGiven',
  'PlaceOffered',
  'OfferLapsed',
  'ApplicationApproved',
  'ApplicationDeclined',
  'EventCancelled',
  'EventChanged',
  'PlaceReceived',
  'PlaceRevoked',
  'EventReminder',
  'LoanDueSoon',
  'LoanOverdue',
  'LoanReturned',
  'LoanRequested',
  'LoanApproved',
  'LoanDeclined',
  'DamageReported',
  'ReservationReady',
  'ReservationLapsed',
  'ReservationCancelled',
] as const;
export type NotificationName = (typeof notificationKinds)[number];

/** A closed vocabulary; a newer kind reads as absent to an older client. */
export const NotificationKind = variant(
  Object.fromEntries(notificationKinds.map((name) => [name, nothing])) as Record<
    NotificationName,
    typeof nothing
  >,
);
export type NotificationKind = Infer<typeof NotificationKind>;

export const Notification = record({
  id: nat64,
  kind: opt(NotificationKind),
  at_ns: nat64,
  read: bool,
  /** Who it is about, where it is about somebody. */
  person: opt(principal),
  event_id: opt(nat64),
  /** The gate, the name of the achievement, or what of the event has changed. */
  detail: text,
  /** Until when there is time, or when the event begins. */
  until_ns: opt(nat64),
  resource_id: opt(nat64),
  /** How much QIK it is about. */
  amount_e8s: opt(nat64),
});
export type Notification = Infer<typeof Notification>;
/** Newest first; `next` is the cursor of the following page. */
export const NotificationPage = record({
  rows: vec(Notification),
  next: opt(nat64),
  unread: nat32,
});

/** A kind that is not listed is neither kept nor pushed. */
export const NotificationPreferences = record({
  inbox: vec(NotificationKind),
  push: vec(NotificationKind),
});
export type NotificationPreferences = Infer<typeof NotificationPreferences>;

/** What a browser's `PushSubscription` holds (W3C Push API, RFC 8291). */
export const PushSubscription = record({
  endpoint: text,
  p256dh: blob,
  auth: blob,
  /** What its owner knows the browser by; absent in subscriptions from before there were names. */
  name: opt(text),
});
export type PushSubscription = Infer<typeof PushSubscription>;
