/** What a profile is: the person as others see them, and as they see themselves. */
import {
  blob,
  bool,
  type Infer,
  nat16,
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
import { FirstRun } from './profile-first-run.ts';

export const ProfileRefusal = variant({
  SignInRequired: nothing,
  /** Register with auth first; the fact takes a few seconds to arrive. */
  NotRegistered: nothing,
  Forbidden: nothing,
  HolderSuspended: nothing,
  Invalid: record({ field: text, problem: text }),
  RateLimited: record({ retry_after_seconds: nat32 }),
  /** No such person, or none that may be shown: the two are not told apart. */
  UnknownPerson: nothing,
  /** The name, or one that looks like it, is taken or held for its last owner. */
  UsernameTaken: nothing,
  UsernameReserved: nothing,
  UsernameTooSoon: record({ next_change_at_ns: nat64 }),
  UnknownRequest: nothing,
  /** `what` says of what there are too many. */
  LimitReached: record({ what: text, limit: nat32 }),
  /** Removal of everything about this person is under way; try again in a minute. */
  ErasureUnderWay: nothing,
  /** The network gives no keys at the moment; nothing is lost. */
  EncryptionUnavailable: nothing,
});
export type ProfileRefusal = Infer<typeof ProfileRefusal>;

/** Who may see a field. */
export const Audience = variant({ Public: nothing, Connections: nothing, OnlyMe: nothing });
export type Audience = Infer<typeof Audience>;
export const Privacy = record({
  bio: Audience,
  links: Audience,
  /** `Public`: also over HTTP; otherwise only through `get_avatar`. */
  avatar: Audience,
  attendance: Audience,
  reputation: Audience,
  achievements: Audience,
  /** How many connections, and those the viewer has too; others are never shown. */
  connections: Audience,
});
export type Privacy = Infer<typeof Privacy>;

export const Theme = variant({ System: nothing, Light: nothing, Dark: nothing });
export type Theme = Infer<typeof Theme>;
export const ProfileLink = record({ label: text, url: text });
export type ProfileLink = Infer<typeof ProfileLink>;

/** What the caller and this person are to each other, as far as the caller may know. */
export const Relation = variant({
  Oneself: nothing,
  Stranger: nothing,
  RequestSent: nothing,
  RequestReceived: nothing,
  Connected: nothing,
  Blocked: nothing,
});
export type Relation = Infer<typeof Relation>;

export const AvatarInfo = record({
  content_type: text,
  width: nat16,
  height: nat16,
  bytes: nat32,
  /** Changes with every picture: for addresses that may be cached. */
  version: nat32,
});
export type AvatarInfo = Infer<typeof AvatarInfo>;

/** A person as the caller may see them: fields not meant for the caller are absent. */
export const ProfileView = record({
  principal,
  username: opt(text),
  bio: opt(text),
  links: vec(ProfileLink),
  avatar: opt(AvatarInfo),
  member_since_ns: opt(nat64),
  relation: Relation,
  reputation: opt(nat32),
  events_attended: opt(nat32),
  achievements: opt(nat32),
  connections: opt(nat32),
});
export type ProfileView = Infer<typeof ProfileView>;

/** One's own profile with everything that is only for oneself. */
export const OwnProfile = record({
  profile: ProfileView,
  theme: Theme,
  privacy: Privacy,
  /** Whether people who were at the same events are told of this person. */
  suggest_me: bool,
  username_changes_from_ns: opt(nat64),
  unread: nat32,
  first_run: FirstRun,
});
export type OwnProfile = Infer<typeof OwnProfile>;

/** Absent fields stay as they are. */
export const ProfileEdit = record({
  bio: opt(text),
  links: opt(vec(ProfileLink)),
  theme: opt(Theme),
  privacy: opt(Privacy),
  suggest_me: opt(bool),
});
export type ProfileEdit = Infer<typeof ProfileEdit>;

export const PersonCard = record({
  principal,
  username: opt(text),
  relation: Relation,
});
export type PersonCard = Infer<typeof PersonCard>;
/** `next` is the username to go on behind. */
export const PeoplePage = record({ people: vec(PersonCard), next: opt(text) });

export const Avatar = record({ info: AvatarInfo, image: blob });
