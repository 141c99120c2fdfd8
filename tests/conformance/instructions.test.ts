/** No change makes a call dearer unnoticed: `bench/baseline.json` is what it cost before. */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

test('no counted figure is more than 3 % above the baseline', { timeout: 600_000 }, () => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'scripts/bench.ts', '--check'],
    { cwd: root, encoding: 'utf8', maxBuffer: 64 << 20 },
  );
  expect([status, `${stdout}${stderr}`.match(/More instructions than before.*/)?.[0]]).toEqual([
    0,
    undefined,
  ]);
});
