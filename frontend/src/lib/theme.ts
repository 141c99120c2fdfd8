import { preference } from './preference.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** Light, dark or what the system says; `public/theme.js` applies it before the first paint. */
export const themePreference = preference<Theme>(
  'qikcard.theme',
  themes,
  () => 'system',
  (theme) => {
    const root = document.documentElement;
    if (theme === 'system') delete root.dataset.theme;
    else root.dataset.theme = theme;
  },
);
