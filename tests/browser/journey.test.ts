/**
 * The whole of it in a real browser: a guest signs in, joins, shows a code; the reader reads the
 * picture of that very screen; the guest's phone and the organizer's page both move.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bringUp, type RunningDemo } from '../../scripts/demo/bring-up.ts';
import {
  accessibilityProblems,
  builtWeb,
  desktop,
  openBrowser,
  phone,
  picture,
} from './support.ts';

const home = mkdtempSync(join(tmpdir(), 'qikcard-journey-'));
let demo: RunningDemo;
let browser: Browser;

const quiet = () => {};

beforeAll(async () => {
  await builtWeb();
  [browser, demo] = await Promise.all([openBrowser(), bringUp({ home, port: 0 }, quiet, quiet)]);
});
afterAll(async () => {
  await browser?.close();
  await demo?.stop();
  rmSync(home, { recursive: true, force: true });
});

async function openAs(viewport: typeof phone, url: string): Promise<Page> {
  const context = await browser.newContext({ viewport, timezoneId: 'Europe/Berlin' });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  await page.goto(url);
  return page;
}

/** Opens the identity page from the app and hands it to `choose`. */
async function signIn(page: Page, choose: (popup: Page) => Promise<void>): Promise<void> {
  const [popup] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('button', { name: 'Sign in', exact: true }).first().click(),
  ]);
  await Promise.all([popup.waitForEvent('close'), choose(popup)]);
}

/** Signs in as somebody who was never here, joins the demo event and opens the pass. */
async function joinAs(name: string): Promise<Page> {
  const guest = await openAs(phone, demo.webUrl);
  await signIn(guest, async (popup) => {
    await popup.getByLabel('Someone new').fill(name);
    await popup.getByRole('button', { name: 'Continue' }).click();
  });
  await guest.getByLabel('Your name').fill(name);
  await guest.getByRole('button', { name: 'Continue' }).click();
  await guest
    .getByRole('link', { name: /QikCard Open House/ })
    .first()
    .click();
  await guest.getByRole('button', { name: 'Join', exact: true }).click();
  await guest.getByRole('link', { name: 'Show pass' }).click();
  await guest.getByRole('img', { name: 'Entry code' }).waitFor();
  return guest;
}

const count = (page: Page, label: string) =>
  page.locator('dl > div', { hasText: label }).locator('dd').first();

test('a guest signs in, joins, shows the code; reader, phone and live page agree', async () => {
  const live = await openAs(desktop, demo.liveUrl);
  await signIn(live, (popup) => popup.getByRole('button', { name: 'Olga Organizer' }).click());
  await live.getByRole('heading', { name: 'QikCard Open House' }).waitFor();
  const insideBefore = Number(await count(live, 'Inside now').innerText());

  const guest = await joinAs('Nina Newcomer');
  await picture(guest, 'journey-pass-phone');
  expect(await accessibilityProblems(guest)).toEqual([]);

  const display = await demo.scanPicture(await guest.screenshot());
  expect(display.title).toBe('Admitted');
  expect(display.sentence).toContain('Nina Newcomer');

  await guest.getByText('You’re in').waitFor();
  await picture(guest, 'journey-admitted-phone');
  await live.getByRole('row', { name: /Nina Newcomer.*Inside/ }).waitFor();
  expect(Number(await count(live, 'Inside now').innerText())).toBe(insideBefore + 1);
  await picture(live, 'journey-live-desktop');
  expect(await accessibilityProblems(live)).toEqual([]);
});

test('the same picture a second time is refused at the door', async () => {
  const guest = await joinAs('Otto Once');
  const photo = await guest.screenshot();
  expect((await demo.scanPicture(photo)).title).toBe('Admitted');
  const again = await demo.scanPicture(photo);
  expect(again.title).toBe('Refused');
  expect(again.sentence).toMatch(/already used/i);
});
