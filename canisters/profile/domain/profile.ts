/** Changing a profile, and who sees what of it. */
import {
  type Audience,
  BIO_MAX_CHARS,
  LINK_LABEL_MAX_CHARS,
  LINK_URL_MAX_CHARS,
  PROFILE_LINKS_MAX,
  type Privacy,
  type ProfileEdit,
  type ProfileLink,
  type ProfileRefusal,
  type Theme,
} from '@qikcard/contracts';
import { invalid, isWebAddress, problemOfText } from './texts.ts';

export type AudienceName = 'Public' | 'Connections' | 'OnlyMe';
export type PrivacySettings = Record<keyof Privacy, AudienceName>;
export type ProfileState = {
  bio: string;
  links: ProfileLink[];
  theme: 'System' | 'Light' | 'Dark';
  privacy: PrivacySettings;
  suggestMe: boolean;
};

/** What nobody chose: what is written to be read is public, what was observed is not. */
export const newProfile: ProfileState = {
  bio: '',
  links: [],
  theme: 'System',
  privacy: {
    bio: 'Public',
    links: 'Public',
    avatar: 'Public',
    attendance: 'OnlyMe',
    reputation: 'Connections',
    achievements: 'Connections',
    connections: 'Connections',
  },
  suggestMe: false,
};

/** What is wrong with a change, or undefined. */
export function problemOfEdit({ bio, links }: ProfileEdit): ProfileRefusal | undefined {
  return (
    (bio[0] === undefined ? undefined : problemOfText('bio', bio[0], 0, BIO_MAX_CHARS)) ??
    (links[0] === undefined ? undefined : problemOfLinks(links[0]))
  );
}

function problemOfLinks(links: ProfileLink[]): ProfileRefusal | undefined {
  if (links.length > PROFILE_LINKS_MAX) return invalid('links', `at most ${PROFILE_LINKS_MAX}`);
  for (const { label, url } of links) {
    const problem = problemOfText('link_label', label, 1, LINK_LABEL_MAX_CHARS);
    if (problem) return problem;
    if (!isWebAddress(url, LINK_URL_MAX_CHARS)) {
      return invalid('link_url', `must be an https:// address of at most ${LINK_URL_MAX_CHARS}`);
    }
  }
  return undefined;
}

/** The profile after a change without problems. */
export function edited<P extends ProfileState>(before: P, edit: ProfileEdit): P {
  const [bio] = edit.bio;
  const [links] = edit.links;
  const [theme] = edit.theme;
  const [privacy] = edit.privacy;
  const [suggestMe] = edit.suggest_me;
  return {
    ...before,
    ...(bio === undefined ? {} : { bio: bio.trim() }),
    ...(links === undefined ? {} : { links }),
    ...(theme === undefined ? {} : { theme: caseOf(theme) as ProfileState['theme'] }),
    ...(privacy === undefined ? {} : { privacy: settingsOf(privacy) }),
    ...(suggestMe === undefined ? {} : { suggestMe }),
  };
}

const caseOf = (value: object): string => Object.keys(value)[0];

function settingsOf(privacy: Privacy): PrivacySettings {
  const entries = Object.entries(privacy).map(([field, audience]) => [field, caseOf(audience)]);
  return Object.fromEntries(entries) as PrivacySettings;
}

/** Settings in the words of the contract. */
export function privacyOf(settings: PrivacySettings): Privacy {
  const entries = Object.entries(settings).map(([field, name]) => [field, { [name]: null }]);
  return Object.fromEntries(entries) as Record<keyof Privacy, Audience>;
}
/** The theme in the words of the contract. */
export const themeOf = (theme: ProfileState['theme']): Theme => ({ [theme]: null }) as Theme;

/** How close the viewer is: the closer sees what the farther sees, and more. */
export type Viewer = 'oneself' | 'connection' | 'anybody';

/** Whether a field for `audience` is for this viewer. */
export function sees(viewer: Viewer, audience: AudienceName): boolean {
  if (viewer === 'oneself' || audience === 'Public') return true;
  return viewer === 'connection' && audience === 'Connections';
}
