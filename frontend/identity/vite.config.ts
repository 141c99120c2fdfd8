import { resolve } from 'node:path';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';

const here = import.meta.dirname;

/**
 * The development identity page, an application of its own so that no line of it can end up in the
 * product: `npx vite build --config frontend/identity/vite.config.ts` writes dist/identity.
 */
export default defineConfig({
  root: here,
  plugins: [tailwindcss({ optimize: false })],
  build: {
    outDir: resolve(here, '../../dist/identity'),
    emptyOutDir: true,
    target: 'es2023',
    // The first browsers with light-dark(): rewritten for older ones, a bright part of a dark page
    // would be dark.
    cssTarget: ['chrome123', 'safari17.5', 'firefox120'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
