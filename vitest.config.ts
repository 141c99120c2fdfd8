import { defineConfig } from 'vitest/config';

const shared = {
  environment: 'node' as const,
  globalSetup: './tests/support/own-temp-folder.ts',
};

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...shared,
          name: 'unit',
          // Property tests on a busy machine: a second alone may be ten beside others.
          testTimeout: 30_000,
          // One project after the other: browsers and networks would starve each other of cores.
          sequence: { groupOrder: 0 },
          include: [
            'packages/*/src/**/*.test.ts',
            'canisters/**/*.test.ts',
            'frontend/src/**/*.test.ts',
            'frontend/src/**/*.test.tsx',
            'qikpoint-firmware-bridge/src/**/*.test.ts',
            'scripts/**/*.test.ts',
          ],
        },
      },
      {
        test: {
          ...shared,
          name: 'network',
          expect: { poll: { timeout: 20_000 } },
          sequence: { groupOrder: 1 },
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/browser/**'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          // Two cores: more files at once would only slow each network down.
          maxWorkers: 2,
        },
      },
      {
        test: {
          ...shared,
          name: 'browser',
          // A page may take its time on a busy machine; what never comes still fails.
          expect: { poll: { timeout: 20_000 } },
          sequence: { groupOrder: 2 },
          include: ['tests/browser/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 240_000,
          // Pages wait more than they work: two files at once keep two cores busy.
          maxWorkers: 2,
        },
      },
    ],
  },
});
