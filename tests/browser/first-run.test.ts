/** A newcomer's first minute on the real canisters: asked once, resumed where it was left, then never again. */
import { expect, it } from 'vitest';
import { expectAccessible, inEveryLook, signIn, signInAsNew, useDemo } from './demo.ts';
import { phone } from './support.ts';

const { at, openPage } = useDemo('first-run');
const newcomer = 'Nele Neu';

it('asks a newcomer for a name, for consent and about news, each once, and on one device only', async () => {
  const page = await openPage('/');
  await signInAsNew(page, newcomer);
  await page.getByRole('heading', { name: 'What’s your name?' }).waitFor();
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await page.getByText('Tell us what to call you.').waitFor();
  await page.getByLabel('Your name').fill(newcomer);
  await page.getByLabel('Username').fill('ne');
  await page.getByText('Use 3 to 24 letters').waitFor();
  await expectAccessible(page, 'first-run-name-problem');
  await page.getByLabel('Username').fill('admin');
  await page.getByText('“admin” looks free.').waitFor();
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await page.getByText('This username is reserved.').waitFor();
  await expectAccessible(page, 'first-run-name-reserved');
  await page.getByLabel('Username').fill('nele');
  await page.getByText('“nele” looks free.').waitFor();
  await inEveryLook(page, 'first-run-name');
  await page.setViewportSize(phone);

  // Registered, but the name has not been taken: whoever leaves here goes on here.
  await page.reload();
  await page.getByLabel('Username').fill('nele');
  expect(await page.getByLabel('Your name').inputValue()).toBe(newcomer);
  await page.getByText('“nele” looks free.').waitFor();
  await page.getByRole('button', { name: 'Continue', exact: true }).click();

  await page.getByRole('heading', { name: 'What is kept about you' }).waitFor();
  await inEveryLook(page, 'first-run-consent');
  await page.setViewportSize(phone);
  await page.getByRole('link', { name: 'Read more about privacy' }).click();
  await page.getByRole('heading', { name: 'Privacy', exact: true }).waitFor();
  await page.goto(at('/people'));
  await page.getByRole('heading', { name: 'What is kept about you' }).waitFor();

  await page.route('**/api/**', (route) => route.abort());
  await page.getByRole('button', { name: 'Agree and continue' }).click();
  await page.getByText('QikCard cannot be reached.').first().waitFor({ timeout: 60_000 });
  await expectAccessible(page, 'first-run-consent-unreachable');
  await page.unroute('**/api/**');
  await page.getByRole('button', { name: 'Agree and continue' }).click();

  await page.getByRole('heading', { name: 'What should reach you?' }).waitFor();
  await page.getByRole('switch', { name: 'My check-ins' }).click();
  await inEveryLook(page, 'first-run-notifications');
  await page.setViewportSize(phone);
  await page.getByRole('button', { name: 'Finish' }).click();
  await page.getByRole('heading', { name: 'People' }).waitFor();

  const elsewhere = await openPage('/inbox');
  await signInAsNew(elsewhere, newcomer);
  await elsewhere.getByRole('switch', { name: 'My check-ins' }).waitFor();
  expect(
    await elsewhere.getByRole('switch', { name: 'My check-ins' }).getAttribute('aria-checked'),
  ).toBe('false');
  expect(await elsewhere.getByText('What’s your name?').count()).toBe(0);
  await elsewhere.context().close();
  await page.context().close();
});

it('who does not agree signs out; the step waits for them', async () => {
  const page = await openPage('/');
  await signInAsNew(page, 'Zora Zögert');
  await page.getByLabel('Your name').fill('Zora Zögert');
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await page.getByRole('button', { name: 'Not now, sign out' }).click();
  await page.getByRole('button', { name: 'Sign in', exact: true }).first().waitFor();
  await signInAsNew(page, 'Zora Zögert');
  await page.getByRole('heading', { name: 'What is kept about you' }).waitFor();
  await page.context().close();
});

it('counts what is unread in the navigation and the title until it is read', async () => {
  const ada = await openPage('/people?view=find', { as: 'Ada Attendee' });
  await ada.getByLabel('Username begins with').fill('nele');
  await ada.getByRole('button', { name: 'Connect: @nele' }).click();
  await ada.getByRole('button', { name: 'Withdraw: @nele' }).waitFor();
  await ada.context().close();
  const page = await openPage('/');
  await signInAsNew(page, newcomer);
  const account = page.getByRole('link', { name: /You$/ });
  await account.getByText('1 unread').waitFor();
  await expect.poll(() => page.title()).toMatch(/^\(1\) /);
  await account.click();
  await page.getByRole('link', { name: 'Inbox 1 unread' }).waitFor();
  await inEveryLook(page, 'inbox-badge');
  await page.getByRole('link', { name: 'Inbox 1 unread' }).first().click();
  await page.getByRole('button', { name: 'Mark all as read' }).click();
  await page.getByText('1 unread').first().waitFor({ state: 'detached' });
  await expect.poll(() => page.title()).not.toMatch(/^\(/);
  await page.context().close();
});

it('does not ask people who were here before', async () => {
  const page = await openPage('/');
  await signIn(page, 'Olga Organizer');
  await page.getByRole('heading', { name: /Hello, Olga/ }).waitFor();
  await page.waitForLoadState('networkidle');
  expect(await page.getByText('What’s your name?').count()).toBe(0);
  await page.context().close();
});
