import { resolve } from 'node:path';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { offlineWorker } from './offline/plugin.ts';
import { quietDirectives } from './vite.warnings.ts';

const here = import.meta.dirname;
const productionRouter = resolve(here, '../node_modules/react-router/dist/production/index.mjs');

/** The product: `npx vite build --config frontend/vite.config.ts` writes dist/frontend. */
export default defineConfig({
  root: here,
  plugins: [react(), tailwindcss({ optimize: false }), offlineWorker()],
  // Its package names the build with the warnings for developers only.
  resolve: { alias: [{ find: /^react-router$/, replacement: productionRouter }] },
  build: {
    outDir: resolve(here, '../dist/frontend'),
    emptyOutDir: true,
    target: 'es2023',
    // The first browsers with light-dark(): rewritten for older ones, a bright part of a dark page
    // would be dark.
    cssTarget: ['chrome123', 'safari17.5', 'firefox120'],
    // Fonts and drawings stay files: a strict policy has no data: for them.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 650,
    rollupOptions: {
      onwarn: quietDirectives,
      // Their packages do not say so, but nothing happens when a module of theirs is loaded.
      treeshake: {
        moduleSideEffects: [{ test: /node_modules.(@dfinity|@noble)./, sideEffects: false }],
      },
      // What the first page needs is one file: cut up for pages that share a part of it, it packs worse.
      // What the other pages share in small pieces is a few files: the first one names all that there are.
      output: {
        codeSplitting: {
          groups: [
            { name: 'main', test: /src.app.main\.tsx$/, priority: 2 },
            { name: 'icons', test: /node_modules.lucide-react/, priority: 1 },
            { name: 'shapes', test: /packages.contracts.src/, priority: 1 },
          ],
        },
      },
    },
  },
});
