import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

test('codes, keys and names do not reach the log even when someone logs them', () => {
  const script = `
    const { createLog } = await import(${JSON.stringify(join(import.meta.dirname, 'log.ts'))});
    const log = createLog('info');
    log.info({ text: 'QK1:SECRET', scan: { payload: 'SECRET', verdict: 'Admitted' } }, 'one');
    log.info({ a: { b: { display_name: 'SECRET', seed: 'SECRET' } } }, 'two');
  `;
  const args = ['--import', 'tsx', '--input-type=module', '-e', `${script}`];
  const log = execFileSync('sh', ['-c', 'exec "$0" "$@" 2>&1', process.execPath, ...args], {
    encoding: 'utf8',
  });
  expect(log).toContain('[redacted]');
  expect(log).toContain('Admitted');
  expect(log).not.toContain('SECRET');
});
