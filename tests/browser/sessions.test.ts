/** Sessions and devices on the real canisters: two browsers of one person, in both themes and sizes. */
import { expect, it } from 'vitest';
import { expectAccessible, inEveryLook, signIn, useDemo } from './demo.ts';
import { phone } from './support.ts';

const { openPage } = useDemo('sessions');

const userAgent =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1';

it('lists the devices, marks this one, ends the other, and signs out everywhere', async () => {
  const here = await openPage('/account/sessions');
  await here.getByRole('heading', { name: 'Please sign in' }).waitFor();
  await expectAccessible(here, 'sessions-signed-out');
  await signIn(here, 'Ada Attendee');
  await here.getByText('This device').waitFor();
  const lost = await openPage('/account/sessions', { userAgent });
  await signIn(lost, 'Ada Attendee');
  await lost.getByText('This device').waitFor();

  const other = here.getByRole('button', { name: 'Sign out Safari · iPhone' });
  await other.waitFor();
  expect(await here.getByRole('button', { name: /^Sign out (Chrome|Safari)/ }).count()).toBe(2);
  await here.getByText('Signed in', { exact: true }).nth(1).waitFor();
  await inEveryLook(here, 'sessions');
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
  await signIn(lost, 'Ada Attendee');
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
  await signIn(page, 'Ada Attendee');
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
