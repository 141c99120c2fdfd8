import { SunMoon } from 'lucide-react';
import { usePreference } from '../../lib/preference.ts';
import { useText } from '../../lib/text.tsx';
import { themePreference, themes } from '../../lib/theme.ts';
import { ChoiceMenu } from './choice-menu.tsx';

/** Light, dark, or as the system has it. */
export function ThemeMenu() {
  const t = useText();
  const value = usePreference(themePreference);
  return (
    <ChoiceMenu
      icon={SunMoon}
      label={t('settings.theme')}
      value={value}
      options={themes.map((theme) => ({ value: theme, label: t(`theme.${theme}`) }))}
      onChange={themePreference.set}
    />
  );
}
