/** The profile canister: who people are to each other, and what became of them at events. */
import {
  blob,
  nat32,
  nat64,
  nothing,
  opt,
  principal,
  query,
  result,
  text,
  update,
  vec,
} from './candid.ts';
import { platformApi } from './platform.ts';
import { FirstRunStep } from './profile-first-run.ts';
import { AchievementPage, AttendanceHistory, OwnScanPage, Reputation } from './profile-history.ts';
import { NotificationPage, NotificationPreferences, PushSubscription } from './profile-inbox.ts';
import { ownProfileMethods } from './profile-own.ts';
import {
  ConnectionList,
  ConnectionPage,
  MutualPage,
  Report,
  ReportDecision,
  ReportPage,
  ReportRequest,
  Suggestion,
} from './profile-people.ts';
import { Erasure, ExportPage } from './profile-privacy.ts';
import { SealedEdit, SealedField } from './profile-private.ts';
import {
  Avatar,
  AvatarInfo,
  OwnProfile,
  PeoplePage,
  ProfileEdit,
  ProfileRefusal,
  ProfileView,
  Relation,
} from './profile-shapes.ts';

export * from './profile-first-run.ts';
export * from './profile-history.ts';
export * from './profile-inbox.ts';
export * from './profile-limits.ts';
export * from './profile-people.ts';
export * from './profile-privacy.ts';
export * from './profile-private.ts';
export * from './profile-shapes.ts';

const or = <T>(shape: Parameters<typeof result<T, ProfileRefusal>>[0]) =>
  result(shape, ProfileRefusal);

const personApi = {
  ...ownProfileMethods,
  update_profile: update([ProfileEdit], or(OwnProfile)),
  /** Notes a step of the first run; safe to repeat. */
  advance_first_run: update([FirstRunStep], or(OwnProfile)),
  /** Once in 30 days; the first name at any time. */
  set_username: update([text], or(OwnProfile)),
  /** PNG, JPEG or WebP, checked and freed of metadata. */
  set_avatar: update([blob], or(AvatarInfo)),
  remove_avatar: update([], or(nothing)),
  get_profile: query([principal], or(ProfileView)),
  get_profile_by_username: query([text], or(ProfileView)),
  get_avatar: query([principal], or(Avatar)),
  /** People whose username starts with the text; the cursor is the last username. */
  search_people: query([text, opt(text), nat32], or(PeoplePage)),
};
const historyApi = {
  attendance_history: query([principal, opt(nat64), nat32], or(AttendanceHistory)),
  achievements: query([principal, opt(nat64), nat32], or(AchievementPage)),
  reputation: query([principal], or(Reputation)),
  /** Who scanned me: only ever one's own. */
  my_scans: query([opt(nat64), nat32], or(OwnScanPage)),
};
const peopleApi = {
  request_connection: update([principal], or(Relation)),
  /** Takes back a request of one's own. */
  withdraw_request: update([principal], or(Relation)),
  accept_connection: update([principal], or(Relation)),
  decline_connection: update([principal], or(Relation)),
  remove_connection: update([principal], or(Relation)),
  block_person: update([principal], or(Relation)),
  unblock_person: update([principal], or(Relation)),
  /** For a connection met at an event; once per person. */
  endorse: update([principal], or(nothing)),
  report_person: update([ReportRequest], or(nothing)),
  connections: query([ConnectionList, opt(principal), nat32], or(ConnectionPage)),
  mutual_connections: query([principal, opt(principal), nat32], or(MutualPage)),
  suggestions: query([], or(vec(Suggestion))),
  /** Admins only, newest first. */
  list_reports: query([opt(nat64), nat32], or(ReportPage)),
  /** Admins, except whom it is about; deciding again takes the place of what was decided. */
  resolve_report: update([nat64, ReportDecision], or(Report)),
};
const inboxApi = {
  notifications: query([opt(nat64), nat32], or(NotificationPage)),
  /** At most 100 ids; gives the number still unread. */
  mark_read: update([vec(nat64)], or(nat32)),
  mark_all_read: update([], or(nat32)),
  notification_preferences: query([], or(NotificationPreferences)),
  set_notification_preferences: update([NotificationPreferences], or(NotificationPreferences)),
  add_push_subscription: update([PushSubscription], or(nothing)),
  /** By endpoint; safe to repeat. */
  remove_push_subscription: update([text], or(nothing)),
  my_push_subscriptions: query([], or(vec(PushSubscription))),
  /** Admins name the one principal that sends pushes; null takes the right away. */
  set_push_relay: update([opt(principal)], or(nothing)),
  /** For the push relay: where to reach a person. */
  push_subscriptions_of: query([principal], or(vec(PushSubscription))),
};
const privacyApi = {
  export_my_data: query([opt(blob), nat32], or(ExportPage)),
  /** Removes everything personal; large histories take a few seconds more. Safe to repeat. */
  erase_me: update([], or(Erasure)),
};
const privateApi = {
  /** The public half of everybody's keys for private details (vetKD, BLS12-381 G2, 96 bytes). */
  vetkey_public_key: query([], or(blob)),
  /**
   * The caller's own key for private details, encrypted to a transport key of 48 bytes; nobody
   * else's can be asked for. Dear: a few per hour.
   */
  my_encrypted_vetkey: update([blob], or(blob)),
  my_private_fields: query([], or(vec(SealedField))),
  /** What is not mentioned stays as it is; gives all fields. */
  set_private_fields: update([vec(SealedEdit)], or(vec(SealedField))),
};

export const profileApi = {
  ...platformApi,
  ...personApi,
  ...historyApi,
  ...peopleApi,
  ...inboxApi,
  ...privacyApi,
  ...privateApi,
};
