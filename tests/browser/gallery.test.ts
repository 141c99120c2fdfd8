import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  accessibilityProblems,
  builtWeb,
  desktop,
  openBrowser,
  phone,
  picture,
  type Site,
  serveBuilt,
} from './support.ts';

let browser: Browser;
let site: Site;
beforeAll(async () => {
  const [opened, { frontend }] = await Promise.all([openBrowser(), builtWeb()]);
  browser = opened;
  site = await serveBuilt(frontend);
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

async function openGallery(options: Parameters<Browser['newContext']>[0]) {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  const outside: string[] = [];
  const refused: string[] = [];
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== site.url) outside.push(request.url());
  });
  page.on('console', (line) => line.type() === 'error' && refused.push(line.text()));
  await page.goto(`${site.url}/gallery`);
  await page.getByRole('heading', { name: 'Scenes' }).waitFor();
  await page.evaluate(() => document.fonts.ready);
  return { context, page, outside, refused };
}

describe('the design system', () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const [size, viewport] of Object.entries({ phone, desktop })) {
      it(`is accessible by WCAG 2.2 AA on a ${size}, ${colorScheme}`, async () => {
        const { context, page } = await openGallery({ colorScheme, viewport });
        await picture(page, `gallery-${size}-${colorScheme}`, true);
        expect(await accessibilityProblems(page)).toEqual([]);
        await context.close();
      });
    }
  }

  it('loads nothing from anywhere else and breaks none of its own security headers', async () => {
    const { context, outside, refused } = await openGallery({ viewport: desktop });
    expect(outside).toEqual([]);
    // qikcard.json is not there: the gallery needs no deployment.
    expect(refused.filter((line) => !line.includes('404'))).toEqual([]);
    await context.close();
  });

  it('opens a dialog by keyboard, keeps the focus inside and gives it back', async () => {
    const { context, page } = await openGallery({ viewport: phone });
    const opener = page.getByRole('button', { name: 'Open dialog' });
    await opener.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Revoke QikPoint 01?' });
    await dialog.waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    for (let presses = 0; presses < 6; presses++) await page.keyboard.press('Tab');
    expect(await dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await opener.evaluate((element) => element === document.activeElement)).toBe(true);
    await context.close();
  });

  it('changes language and theme by keyboard and remembers both', async () => {
    const { context, page } = await openGallery({ viewport: desktop });
    await page.getByRole('button', { name: 'Language: English' }).press('Enter');
    await page.getByRole('menuitemradio', { name: 'Deutsch' }).press('Enter');
    await page.getByRole('button', { name: 'Sprache: Deutsch' }).waitFor();
    await page.getByRole('button', { name: /^Darstellung/ }).press('Enter');
    await page.getByRole('menuitemradio', { name: 'Dunkel' }).press('Enter');
    await page.reload();
    await page.getByRole('button', { name: 'Darstellung: Dunkel' }).waitFor();
    const paper = await page.evaluate(() => getComputedStyle(document.documentElement).background);
    expect(paper).toContain('rgb(11, 15, 20)');
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('de');
    await context.close();
  });
});
