/** What the first page of an attendee costs to load: a goal of docs and design, kept here. */
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { signIn, useDemo } from './demo.ts';

const { openPage } = useDemo('first-load');
/** What is in it is named in docs/design-system.md. */
const BUDGET_KIB = 180;

it('the first page of an attendee loads at most 180 KiB of scripts, compressed', async () => {
  const page = await openPage('/');
  await signIn(page, 'Ada Attendee');
  await page.getByRole('link', { name: 'Show pass for QikCard Open House' }).waitFor();
  const scripts = new Map<string, number>();
  page.on('response', async (response) => {
    if (response.request().resourceType() !== 'script') return;
    scripts.set(response.url(), gzipSync(await response.body()).length / 1_024);
  });
  await page.reload();
  await page.getByRole('link', { name: 'Show pass for QikCard Open House' }).waitFor();
  const list = [...scripts].map(([url, size]) => `${size.toFixed(1)} ${url}`).join('\n');
  const total = [...scripts.values()].reduce((sum, size) => sum + size, 0);
  console.log(`${total.toFixed(1)} KiB in ${scripts.size} scripts\n${list}`);
  expect(scripts.size).toBeGreaterThan(0);
  expect(total, list).toBeLessThan(BUDGET_KIB);
  await page.context().close();
});
