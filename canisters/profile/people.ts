/** A person as somebody else, or they themselves, see them. */
import type { Principal } from '@dfinity/principal';
import type { OwnProfile, PersonCard, ProfileView, Relation } from '@qikcard/contracts';
import { toOpt } from '@qikcard/contracts';
import { listOf, type Side, strangers } from './domain/connection.ts';
import { firstRunOf, notBegun } from './domain/first-run.ts';
import { newProfile, privacyOf, sees, themeOf, type Viewer } from './domain/profile.ts';
import { reputationOf } from './domain/reputation.ts';
import { changeableFrom } from './domain/username.ts';
import { publishPicture } from './public-pictures.ts';
import type { AvatarInfoRow, ProfileRow } from './rows.ts';
import {
  achievements,
  attendance,
  deeds,
  firstRuns,
  inboxes,
  linkCounts,
  members,
  profileCount,
  profiles,
  sides,
} from './store.ts';

const empty: ProfileRow = {
  ...newProfile,
  username: undefined,
  usernameSetAtNs: undefined,
  avatar: undefined,
};

export const isSame = (a: Principal, b: Principal): boolean => a.compareTo(b) === 'eq';
/** What somebody wrote about themselves so far. */
export const profileOf = (who: Principal): ProfileRow => profiles.get(who) ?? empty;

/** Stores a profile; the first one makes the person findable. */
export function putProfile(who: Principal, row: ProfileRow): void {
  const before = profiles.get(who);
  if (before === undefined) profileCount.add();
  profiles.put(who, row);
  publishPicture(who, before, row);
}

export const sideOf = (who: Principal, other: Principal): Side =>
  sides.get([who, other]) ?? strangers;

/** How close the caller is to the person; what the person decided counts, not the caller's view. */
export function viewerOf(caller: Principal, person: Principal): Viewer {
  if (isSame(caller, person)) return 'oneself';
  return sideOf(person, caller).state === 'connected' ? 'connection' : 'anybody';
}

const relations = {
  Connected: { Connected: null },
  Received: { RequestReceived: null },
  Sent: { RequestSent: null },
  Blocked: { Blocked: null },
} as const;

/** What the two are to each other as the caller knows it. */
export function relationOf(caller: Principal, person: Principal): Relation {
  if (isSame(caller, person)) return { Oneself: null };
  const list = listOf(sideOf(caller, person));
  return list === undefined ? { Stranger: null } : relations[list];
}

export const cardOf = (caller: Principal, person: Principal): PersonCard => ({
  principal: person,
  username: toOpt(profiles.get(person)?.username),
  relation: relationOf(caller, person),
});

/** The avatar in the words of the contract. */
export const avatarInfoOf = ({ contentType, ...rest }: AvatarInfoRow) => ({
  content_type: contentType,
  ...rest,
});

/** A person with the fields that are for the caller. */
export function viewOf(caller: Principal, person: Principal, nowNs: bigint): ProfileView {
  const { username, bio, links, avatar, privacy } = profileOf(person);
  const viewer = viewerOf(caller, person);
  const shown = <T>(field: keyof typeof privacy, value: () => T): [] | [T] =>
    sees(viewer, privacy[field]) ? [value()] : [];
  return {
    principal: person,
    username: toOpt(username),
    bio: shown('bio', () => bio),
    links: shown('links', () => links)[0] ?? [],
    avatar: avatar && sees(viewer, privacy.avatar) ? [avatarInfoOf(avatar)] : [],
    member_since_ns: toOpt(members.get(person)?.sinceNs),
    relation: relationOf(caller, person),
    reputation: shown('reputation', () => pointsOf(person, nowNs).points),
    events_attended: shown('attendance', () => attendance.count(person)),
    achievements: shown('achievements', () => achievements.count(person)),
    connections: shown('connections', () => linkCounts.get(person)?.Connected ?? 0),
  };
}

const ALL_DEEDS = 1_000;
/** The reputation of a person, from all deeds that are kept. */
export const pointsOf = (person: Principal, nowNs: bigint) =>
  reputationOf(deeds.newest(person, undefined, ALL_DEEDS), nowNs);

/** One's own profile with what only oneself may know. */
export function ownProfile(who: Principal, nowNs: bigint): OwnProfile {
  const row = profileOf(who);
  return {
    profile: viewOf(who, who, nowNs),
    theme: themeOf(row.theme),
    privacy: privacyOf(row.privacy),
    suggest_me: row.suggestMe,
    username_changes_from_ns: toOpt(changeableFrom(row.usernameSetAtNs)),
    unread: inboxes.get(who)?.unread ?? 0,
    first_run: firstRunOf(firstRuns.get(who) ?? notBegun),
  };
}
