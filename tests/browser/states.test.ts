/**
 * The pages of who somebody is and of those who run the deployment, in the states between: while
 * their data is on its way, when it does not come, once it came after all, for somebody whom they
 * are not for, and for whose session has ended.
 */
import type { Page } from 'playwright-core';
import { describe, type ExpectStatic, it } from 'vitest';
import { expectAccessible, useDemo } from './demo.ts';

const { at, openPage } = useDemo('states');

const personal = [
  '/profile',
  '/people',
  '/people?view=requests',
  '/people?view=find',
  '/people?view=blocked',
  '/inbox',
  '/account/sessions',
  '/account/transfers',
  '/privacy',
  '/u/nobody-of-that-name',
];
const ofAdmins = ['users', 'roles', 'transfers', 'events', 'reports', 'health', 'operations'].map(
  (part) => `/admin/${part}`,
);

/** Goes there inside the app, as a link does: what is known already stays known. */
const go = (page: Page, path: string) =>
  page.evaluate((to) => {
    history.pushState({}, '', to);
    dispatchEvent(new PopStateEvent('popstate', { state: history.state }));
  }, path);

const nameOf = (path: string) => path.slice(1).replaceAll(/\W/g, '-');

/** Marks what is being left. */
const SEEN = 'data-seen';

/** Holds every call to the network back, until it is let go or dropped. */
async function holdCalls(page: Page) {
  let drop = () => {};
  const dropped = new Promise<void>((resolve) => {
    drop = resolve;
  });
  await page.route('**/api/**', async (route) => {
    await dropped;
    await route.abort().catch(() => {});
  });
  return { drop, release: () => page.unroute('**/api/**') };
}

async function inEveryState(page: Page, path: string, expect: ExpectStatic) {
  const main = page.getByRole('main');
  const calls = await holdCalls(page);
  // What was there stays until the code of this page is there, seen or not.
  await page.evaluate((seen) => {
    const left =
      document.querySelector('[role=tabpanel]:not([hidden])') ?? document.querySelector('h1');
    left?.setAttribute(seen, '');
  }, SEEN);
  await go(page, path);
  const titled = page.locator(`main:has(h1:visible):not(:has([${SEEN}]:visible))`);
  await titled.getByRole('status').filter({ hasText: 'Loading' }).first().waitFor();
  await expectAccessible(page, `state-loading-${nameOf(path)}`, false);
  calls.drop();
  const again = main.getByRole('button', { name: 'Try again' });
  await again.first().waitFor({ timeout: 90_000 });
  await expectAccessible(page, `state-failed-${nameOf(path)}`, false);
  await calls.release();
  await expect
    .poll(
      async () => {
        for (const button of await again.all())
          await button.click({ timeout: 1_000 }).catch(() => {});
        return main.getByRole('alert').count();
      },
      { timeout: 90_000 },
    )
    .toBe(0);
  await expectAccessible(page, `state-after-${nameOf(path)}`, false);
}

// Side by side: each waits most of its time for calls that are tried again.
describe.concurrent('waiting, failed and recovered', () => {
  it.for(personal)('%s', async (path, { expect }) => {
    const page = await openPage('/', { as: 'Ada Attendee' });
    await page.getByRole('heading', { name: 'Hello, Ada' }).waitFor();
    await inEveryState(page, path, expect);
    await page.context().close();
  });
  it.for(ofAdmins)('%s', async (path, { expect }) => {
    const page = await openPage('/admin/audit', { as: 'Adam Admin' });
    await page.getByRole('button', { name: 'Verify all six' }).waitFor();
    await inEveryState(page, path, expect);
    await page.context().close();
  });
});

it('pages of admins tell others whom they are for, each at its own address', async () => {
  const page = await openPage('/', { as: 'Ada Attendee' });
  await page.getByRole('heading', { name: 'Hello, Ada' }).waitFor();
  for (const path of ofAdmins) {
    await go(page, path);
    await page.getByRole('heading', { name: 'For admins' }).waitFor();
  }
  await expectAccessible(page, 'state-forbidden-admin', false);
  await page.context().close();
});

it('every personal page says that the session has ended, and goes on where it was', async () => {
  const page = await openPage('/account');
  await page.clock.install();
  await page.goto(at('/account'));
  const [popup] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('button', { name: 'Sign in', exact: true }).first().click(),
  ]);
  await popup.getByRole('button', { name: 'Adam Admin' }).click();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
  await page.clock.fastForward('09:00:00');
  await page.getByText('Your session has ended').first().waitFor();
  // What everybody may read needs no session.
  const own = personal.filter((path) => !path.startsWith('/u/'));
  for (const path of [...own, ...ofAdmins]) {
    await go(page, path);
    await page.getByRole('main').getByText('Your session has ended').first().waitFor();
    await page.getByRole('main').getByRole('button', { name: 'Sign in again' }).waitFor();
  }
  await expectAccessible(page, 'state-session-ended', false);
  await page.context().close();
});

it('a page whose code does not arrive says so inside the app, and comes when the network is back', async () => {
  const page = await openPage('/', { as: 'Ada Attendee' });
  await page.getByRole('heading', { name: 'Hello, Ada' }).waitFor();
  await page.context().setOffline(true);
  await go(page, '/inbox');
  await page.getByRole('main').getByText('QikCard cannot be reached.').waitFor();
  await expectAccessible(page, 'state-code-missing', false);
  await go(page, '/');
  await page.getByRole('heading', { name: 'Hello, Ada' }).waitFor();
  await go(page, '/inbox');
  await page.getByRole('main').getByText('QikCard cannot be reached.').waitFor();
  await page.context().setOffline(false);
  await page.getByRole('main').getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('heading', { name: 'Inbox', level: 1 }).waitFor();
  await page.context().close();
});
