import {
  type Audience,
  BIO_MAX_CHARS,
  LINK_LABEL_MAX_CHARS,
  LINK_URL_MAX_CHARS,
  type OwnProfile,
  type Privacy,
  type ProfileEdit,
  type ProfileLink,
  type ProfileView,
} from '@qikcard/contracts';
import type { Theme } from '../../../lib/theme.ts';

export const audiences = ['Public', 'Connections', 'OnlyMe'] as const;
export type AudienceName = (typeof audiences)[number];
export type PrivacyField = keyof Privacy;
export const privacyFields = [
  'bio',
  'links',
  'avatar',
  'attendance',
  'reputation',
  'achievements',
  'connections',
] as const satisfies readonly PrivacyField[];

/** The form as it is typed. */
export type ProfileForm = {
  bio: string;
  links: ProfileLink[];
  theme: Theme;
  privacy: Record<PrivacyField, AudienceName>;
  suggestMe: boolean;
};

const audienceOf = (audience: Audience): AudienceName =>
  audiences.find((name) => name in audience) ?? 'OnlyMe';
const audience = (name: AudienceName) => ({ [name]: null }) as Audience;
const byField = <V>(value: (field: PrivacyField) => V) =>
  Object.fromEntries(privacyFields.map((field) => [field, value(field)])) as Record<
    PrivacyField,
    V
  >;

export function toForm({ profile, theme, privacy, suggest_me }: OwnProfile): ProfileForm {
  return {
    bio: profile.bio[0] ?? '',
    links: profile.links,
    theme: 'Dark' in theme ? 'dark' : 'Light' in theme ? 'light' : 'system',
    privacy: byField((field) => audienceOf(privacy[field])),
    suggestMe: suggest_me,
  };
}

const themes = { system: { System: null }, light: { Light: null }, dark: { Dark: null } } as const;

export function toEdit(form: ProfileForm): ProfileEdit {
  return {
    bio: [form.bio.trim()],
    links: [form.links.map(trimmed)],
    theme: [themes[form.theme]],
    privacy: [byField((field) => audience(form.privacy[field]))],
    suggest_me: [form.suggestMe],
  };
}
const trimmed = ({ label, url }: ProfileLink) => ({ label: label.trim(), url: url.trim() });

export function isLink(link: ProfileLink): boolean {
  const { label, url } = trimmed(link);
  return (
    label !== '' &&
    label.length <= LINK_LABEL_MAX_CHARS &&
    url.length <= LINK_URL_MAX_CHARS &&
    url.startsWith('https://') &&
    URL.canParse(url)
  );
}
export const isComplete = ({ bio, links }: ProfileForm): boolean =>
  [...bio].length <= BIO_MAX_CHARS && links.every(isLink);

/** The profile with what is typed, as somebody of this audience would see it. */
export function previewOf(view: ProfileView, form: ProfileForm, viewer: AudienceName): ProfileView {
  const reach = audiences.indexOf(viewer);
  const shown = <V>(field: PrivacyField, value: [] | [V]): [] | [V] =>
    audiences.indexOf(form.privacy[field]) <= reach ? value : [];
  return {
    ...view,
    bio: shown('bio', [form.bio]),
    links: shown('links', [form.links.filter(isLink)])[0] ?? [],
    avatar: shown('avatar', view.avatar),
    reputation: shown('reputation', view.reputation),
    events_attended: shown('attendance', view.events_attended),
    achievements: shown('achievements', view.achievements),
    connections: shown('connections', view.connections),
  };
}
