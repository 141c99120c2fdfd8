import type { Rollup } from 'vite';

/** Drops the notes about "use client", which mean nothing outside server components. */
export const quietDirectives: Rollup.WarningHandlerWithDefault = (warning, warn) => {
  if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
};
