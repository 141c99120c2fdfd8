import { useEffect } from 'react';
import { preference } from '../../../lib/preference.ts';
import { type Theme, themePreference, themes } from '../../../lib/theme.ts';
import { useOwnProfile } from './profile.ts';

/** The appearance that this device took over from the profile last. */
const takenOver = preference<Theme>('qikcard.profile-theme', themes, () => 'system');

/**
 * Follows the appearance of the profile: changed on one device, it changes on all. A choice made on
 * this device only stays until the profile says something new.
 */
export function useOwnTheme(): void {
  const theme = useOwnProfile().data?.theme;
  const wanted = theme && themes.find((name) => capitalized(name) in theme);
  useEffect(() => {
    if (!wanted || takenOver.get() === wanted) return;
    takenOver.set(wanted);
    themePreference.set(wanted);
  }, [wanted]);
}

const capitalized = (name: string) => `${name[0].toUpperCase()}${name.slice(1)}`;
