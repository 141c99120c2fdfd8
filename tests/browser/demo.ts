/** A demo and a browser of its own for one test file, and what every such file does with them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type Network, type QikCard } from '@qikcard/client';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { readConfig } from '../../frontend/src/config/runtime.ts';
import { bringUp, type RunningDemo } from '../../scripts/demo/bring-up.ts';
import { identityOf } from '../../scripts/demo/people.ts';
import { copyOfPreparedHome } from './prepared-home.ts';
import {
  accessibilityProblems,
  builtWeb,
  desktop,
  openBrowser,
  phone,
  picture,
} from './support.ts';

type PageOptions = BrowserContextOptions & {
  as?: string;
  /** What the clock of this browser begins at; the real time when absent. */
  time?: Date;
};

const themes = ['light', 'dark'] as const;
/** Phone and desktop, each in both themes. */
export const looks = Object.entries({ phone, desktop }).flatMap(([size, viewport]) =>
  themes.map((colorScheme) => ({ size, viewport, colorScheme })),
);

/**
 * Brings the demo up before the tests of the file and down after them. Call once, at the top.
 * `browserFlags` are added to those every browser gets. With a Bitcoin node everything is begun anew.
 */
export function useDemo(
  name: string,
  browserFlags: string[] = [],
  bitcoinNode?: () => Promise<string>,
) {
  let home: string;
  let demo: RunningDemo;
  let browser: Browser;
  const quiet = () => {};

  beforeAll(async () => {
    await builtWeb();
    const node = await bitcoinNode?.();
    home = node ? mkdtempSync(join(tmpdir(), `${name}-`)) : await copyOfPreparedHome(name);
    const starting = bringUp({ home, port: 0, bitcoinNode: node }, quiet, quiet);
    [browser, demo] = await Promise.all([openBrowser(browserFlags), starting]);
  });
  afterAll(async () => {
    await browser?.close();
    await demo?.stop();
    if (home) rmSync(home, { recursive: true, force: true });
  });

  const at = (path: string) => new URL(path, demo.webUrl).href;
  return {
    at,
    /** The running demo; only inside tests. */
    demo: () => demo,
    /** Opens a path of the app in a fresh profile, signed in `as` somebody; a phone unless said otherwise. */
    async openPage(path: string, { as, time, ...options }: PageOptions = {}): Promise<Page> {
      const context = await browser.newContext({
        viewport: phone,
        reducedMotion: 'reduce',
        ...options,
      });
      if (time) await context.clock.install({ time });
      const page = await context.newPage();
      page.setDefaultTimeout(30_000);
      await page.goto(at(path));
      if (as) await signIn(page, as);
      return page;
    },
  };
}

/** Signs in as one of the people of the development identity page, by name. */
export async function signIn(page: Page, name: string): Promise<void> {
  const [popup] = await Promise.all([
    page.waitForEvent('popup'),
    page
      .getByRole('button', { name: /^Sign in/ })
      .first()
      .click(),
  ]);
  await popup.getByRole('button', { name }).click();
}

/** Where the canisters of the demo are; `page` is any page of the app. */
export async function networkOf(demo: RunningDemo, page: Page): Promise<Network> {
  const served: unknown = await page.evaluate(async () => (await fetch('/qikcard.json')).json());
  const { network } = readConfig(served, demo.gatewayUrl);
  return { ...network, host: demo.gatewayUrl };
}

/** The canisters as one of the people of the demo, beside the browser; `page` is any page of the app. */
export const canistersAs = async (demo: RunningDemo, page: Page, name: string): Promise<QikCard> =>
  connect(await networkOf(demo, page), identityOf(name));

/** Signs in as somebody the identity page has never seen. */
export async function signInAsNew(page: Page, name: string): Promise<void> {
  const [popup] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('button', { name: 'Sign in', exact: true }).first().click(),
  ]);
  const closed = popup.waitForEvent('close');
  await popup.getByLabel('Someone new').fill(name);
  await popup.getByRole('button', { name: 'Continue' }).click();
  await closed;
}

/** Answers what a newcomer is asked, with as little as will do. */
export async function passFirstRun(page: Page, name: string): Promise<void> {
  await page.getByLabel('Your name').fill(name);
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await page.getByRole('button', { name: 'Agree and continue' }).click();
  await page.getByRole('button', { name: 'Finish' }).click();
  await page.getByRole('button', { name: 'Finish' }).waitFor({ state: 'detached' });
}

/** Keeps a picture of the page as it is, and finds nothing wrong with it by WCAG 2.2 AA. */
export async function expectAccessible(page: Page, name: string, fullPage = true): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await picture(page, `screen-${name}`, fullPage);
  expect(await accessibilityProblems(page), name).toEqual([]);
}

/** Where nobody looks at pictures, each size and each theme once: half the time. */
const looked = looks.filter(
  ({ size, colorScheme }) =>
    process.env.QIKCARD_PICTURES !== 'no' || (size === 'phone') === (colorScheme === 'light'),
);

/** The same on phone and desktop, in both themes. */
export async function inEveryLook(page: Page, name: string): Promise<void> {
  for (const { size, viewport, colorScheme } of looked) {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expectAccessible(page, `${name}-${size}-${colorScheme}`);
  }
}
