import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const home = mkdtempSync(join(tmpdir(), 'qikcard-start-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

type Ended = { code: number; output: string };

/** `npm start -- …` after its installation, as its own process. */
function start(...args: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const command = ['--import', 'tsx', 'scripts/start.ts', '--port', '0', ...args];
    const options = { env: { ...process.env, QIKCARD_HOME: home } };
    execFile(process.execPath, command, options, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, output: stdout + stderr }),
    );
  });
}

test('once: everything comes up, the attendee’s real picture is admitted, everything stops', async () => {
  const { code, output } = await start('--once');
  expect(output).toMatch(/^QikCard is ready: http:\/\/\S+\.localhost:\d+\/$/m);
  expect(output).toContain('Ada Attendee has a badge and 25 QIK from it');
  expect(output).toContain('✓ Admitted  Welcome, Ada Attendee.');
  expect(code).toBe(0);
});

test('once more: the state was kept, so she leaves before she is admitted again', async () => {
  const { code, output } = await start('--once');
  expect(output).not.toContain('installed event');
  expect(output).not.toContain('created “QikCard Open House”');
  expect(output).not.toContain('held “Warm-up evening”');
  expect(output.indexOf('✓ Checked out')).toBeGreaterThan(0);
  expect(output.indexOf('✓ Admitted')).toBeGreaterThan(output.indexOf('✓ Checked out'));
  expect(code).toBe(0);
});

test('after a reset the event is made anew', async () => {
  const { code, output } = await start('--once', '--reset');
  expect(output).toContain('created “QikCard Open House”');
  expect(output).not.toContain('✓ Checked out');
  expect(code).toBe(0);
});
