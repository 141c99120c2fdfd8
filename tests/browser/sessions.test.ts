/** Sessions and devices on the real canisters: two browsers of one person, in both themes and sizes. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bringUp, type RunningDemo } from '../../scripts/demo/bring-up.ts';
import {
  accessibilityProblems,
  builtWeb,
  desktop,
  openBrowser,
  phone,
  picture,
} from './support.ts';

const home = mkdtempSync(join(tmpdir(), 'qikcard-sessions-'));
let demo: RunningDemo;
let browser: Browser;

beforeAll(async () => {
  await builtWeb();
  const quiet = () => {};
  [browser, demo] = await Promise.all([openBrowser(), bringUp({ home, port: 0 }, quiet, quiet)]);
});
afterAll(async () => {
  await browser?.close();
  await demo?.stop();
  rmSync(home, { recursive: true, force: true });
});

const at = (path: string) => new URL(path, demo.webUrl).href;

async function openPage(path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({
    viewport: phone,
    reducedMotion: 'reduce',
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await page.goto(at(path));
  return page;
}

async function signIn(page: Page): Promise<void> {
  const [popup] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('button', { name: 'Sign in', exact: true }).first().click(),
  ]);
  await popup.getByRole('button', { name: 'Ada Attendee' }).click();
}

async function expectAccessible(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await picture(page, `screen-${name}`, true);
  expect(await accessibilityProblems(page), name).toEqual([]);
}

const userAgent =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1';

it('lists the devices, marks this one, ends the other, and signs out everywhere', async () => {
  const here = await openPage('/account/sessions');
  await here.getByRole('heading', { name: 'Please sign in' }).waitFor();
  await expectAccessible(here, 'sessions-signed-out');
  await signIn(here);
  await here.getByText('This device').waitFor();
  const lost = await openPage('/account/sessions', { userAgent });
  await signIn(lost);
  await lost.getByText('This device').waitFor();

  const other = here.getByRole('button', { name: 'Sign out Safari · iPhone' });
  await other.waitFor();
  expect(await here.getByRole('button', { name: /^Sign out (Chrome|Safari)/ }).count()).toBe(2);
  await here.getByText('Signed in', { exact: true }).nth(1).waitFor();
  for (const [size, viewport] of Object.entries({ phone, desktop })) {
    for (const colorScheme of ['light', 'dark'] as const) {
      await here.setViewportSize(viewport);
      await here.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await expectAccessible(here, `sessions-${size}-${colorScheme}`);
    }
  }
  await here.setViewportSize(phone);
  await other.press('Enter');
  await here.getByRole('heading', { name: 'Sign out Safari · iPhone?' }).waitFor();
  await expectAccessible(here, 'sessions-end');
  await here.getByRole('button', { name: 'Sign out', exact: true }).last().press('Enter');
  await here.getByText('Safari · iPhone is signed out.').waitFor();
  await other.waitFor({ state: 'detached' });

  // The device whose session was ended says so when it looks next.
  await lost.reload();
  await lost.getByRole('heading', { name: 'Welcome back' }).waitFor();
  await expectAccessible(lost, 'sessions-ended');
  await signInAgain(lost);
  await lost.getByText('This device').waitFor();

  await here.getByRole('button', { name: 'Sign out everywhere' }).click();
  await here.getByRole('button', { name: 'Only the other devices' }).waitFor();
  await here.getByRole('button', { name: 'Sign out everywhere' }).last().click();
  await here.getByRole('heading', { name: 'Please sign in' }).waitFor();
  await lost.reload();
  await lost.getByRole('heading', { name: 'Welcome back' }).waitFor();
  await here.context().close();
  await lost.context().close();
});

it('tells what is missing when the list cannot be loaded, and loads it on request', async () => {
  const page = await openPage('/account/sessions');
  await signIn(page);
  await page.getByText('This device').waitFor();
  await page.route('**/api/**', (route) => route.abort());
  await page.reload();
  await page.getByRole('button', { name: 'Try again' }).first().waitFor({ timeout: 60_000 });
  await expectAccessible(page, 'sessions-error');
  await page.unroute('**/api/**');
  await page.getByRole('button', { name: 'Try again' }).first().click();
  await page.getByText('This device').waitFor();
  await page.context().close();
});

async function signInAgain(page: Page): Promise<void> {
  const [popup] = await Promise.all([
    page.waitForEvent('popup'),
    page
      .getByRole('button', { name: /^Sign in/ })
      .first()
      .click(),
  ]);
  await popup.getByRole('button', { name: 'Ada Attendee' }).click();
}
