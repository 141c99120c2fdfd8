/**
 * The table that organizers use, with fifty thousand rows. The rows come from the page itself, at
 * the seam where the panel hands over what canisters have sent; scrolling, searching and drawing
 * are the real thing, while one guest a second moves. How long canisters take for as many:
 * `tests/journeys/attendees-scale.test.ts`.
 */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  accessibilityProblems,
  builtWeb,
  desktop,
  openBrowser,
  type Site,
  serveBuilt,
} from './support.ts';

const GUESTS = 50_000;
let browser: Browser;
let site: Site;
let page: Page;
beforeAll(async () => {
  const [opened, { frontend }] = await Promise.all([openBrowser(), builtWeb()]);
  browser = opened;
  site = await serveBuilt(frontend);
  page = await (await browser.newContext({ viewport: desktop })).newPage();
  await page.goto(`${site.url}/gallery?guests=${GUESTS}`);
  await page.getByText('50,000 of 50,000').waitFor();
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

const table = () => page.getByRole('region', { name: 'Attendees' });
const drawnRows = () => page.locator('tbody tr[aria-rowindex]').count();

it('draws a few dozen rows, wherever in the table one is, and says which of how many', async () => {
  expect(await drawnRows()).toBeLessThan(60);
  expect(await page.locator('table').getAttribute('aria-rowcount')).toBe(String(GUESTS + 1));
  await table().evaluate((frame) => frame.scrollTo(0, frame.scrollHeight));
  await page.getByText(/ 50000$/).waitFor();
  expect(await drawnRows()).toBeLessThan(60);
  expect(await page.locator(`tr[aria-rowindex="${GUESTS + 1}"]`).count()).toBe(1);
  expect(await accessibilityProblems(page)).toEqual([]);
});

it('shows every stretch that is scrolled to within two frames', async () => {
  const { blank, frames } = await table().evaluate(async (frame) => {
    const next = () => new Promise<number>((done) => requestAnimationFrame(done));
    let blank = 0;
    const frames: number[] = [];
    for (let step = 0; step < 120; step++) {
      const before = await next();
      frame.scrollTo(0, ((step * 7_919) % 50_000) * 56);
      await next();
      frames.push((await next()) - before);
      const box = frame.getBoundingClientRect();
      const at = document.elementFromPoint(box.x + 100, box.y + box.height / 2);
      if (!at?.closest('tr[aria-rowindex]')) blank++;
    }
    return { blank, frames: frames.sort((a, b) => a - b) };
  });
  console.log(
    `  120 jumps: two frames took ${frames[60].toFixed(0)} ms (median), ${frames[114].toFixed(0)} ms (95 %)`,
  );
  expect(blank).toBe(0);
});

it('finds one guest among all of them while one types', async () => {
  await page.evaluate(() => {
    const tasks: number[] = [];
    Object.assign(window, { longTasks: tasks });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) tasks.push(duration);
    }).observe({ type: 'longtask' });
  });
  const field = page.getByLabel('Search by name');
  await field.pressSequentially('jorg okafor 14320', { delay: 30 });
  await page.getByText('1 of 50,000 shown').waitFor();
  await page.getByText('Jörg Okafor 14320').waitFor();
  const longest = await page.evaluate(() => (window as { longTasks?: number[] }).longTasks);
  console.log(`  long tasks while typing: ${longest?.map((ms) => ms.toFixed(0)).join(', ')} ms`);
  await field.fill('nobody at all');
  await page.getByText('0 of 50,000 shown').waitFor();
  await field.fill('');
  await page.getByText('50,000 of 50,000').waitFor();
});

it('shows who comes in, without losing one’s place', async () => {
  await table().evaluate((frame) => frame.scrollTo(0, 500 * 56));
  const row = page.locator('tr[aria-rowindex="502"]');
  await row.waitFor();
  const before = await row.innerText();
  await expect.poll(() => row.innerText(), { timeout: 120_000 }).not.toBe(before);
  expect(await table().evaluate((frame) => frame.scrollTop)).toBe(500 * 56);
});
