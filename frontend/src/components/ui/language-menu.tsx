import { Languages } from 'lucide-react';
import { usePreference } from '../../lib/preference.ts';
import { type Language, languagePreference, languages, useText } from '../../lib/text.tsx';
import { ChoiceMenu } from './choice-menu.tsx';

const options = (Object.keys(languages) as Language[]).map((value) => ({
  value,
  label: languages[value],
}));

/** Languages in their own names, so that everyone finds the way back. */
export function LanguageMenu() {
  const t = useText();
  const value = usePreference(languagePreference);
  return (
    <ChoiceMenu
      icon={Languages}
      label={t('settings.language')}
      value={value}
      options={options}
      onChange={languagePreference.set}
    />
  );
}
