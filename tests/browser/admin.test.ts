/** The admin area on the real canisters: every part, in both themes and sizes, and kept from others. */
import { expect, it } from 'vitest';
import { expectAccessible, inEveryLook, signIn, useDemo } from './demo.ts';

const { openPage } = useDemo('admin');

it('keeps the area from others, and asks visitors to sign in', async () => {
  const page = await openPage('/admin');
  await page.getByRole('heading', { name: 'Please sign in' }).waitFor();
  await signIn(page, 'Ada Attendee');
  await page.getByRole('heading', { name: 'For admins' }).waitFor();
  expect(await page.getByRole('link', { name: 'Admin', exact: true }).count()).toBe(0);
  await expectAccessible(page, 'admin-forbidden');
  await page.context().close();
});

it('shows users, suspends one and lets them back in', async () => {
  const page = await openPage('/');
  await signIn(page, 'Adam Admin');
  await page.getByRole('link', { name: 'Admin', exact: true }).click();
  await page.getByText('Ada Attendee').waitFor();
  await inEveryLook(page, 'admin-users');
  await page.getByRole('button', { name: 'Suspend Ben Okafor' }).press('Enter');
  await page.getByRole('heading', { name: 'Suspend Ben Okafor?' }).waitFor();
  await expectAccessible(page, 'admin-suspend');
  await page.getByRole('button', { name: 'Suspend', exact: true }).press('Enter');
  await page.getByText('Ben Okafor is suspended.').waitFor();
  await page.getByRole('button', { name: 'Lift the suspension of Ben Okafor' }).click();
  await page.getByRole('button', { name: 'Lift', exact: true }).click();
  await page.getByText('Ben Okafor may come back.').waitFor();
  await page.getByRole('tab', { name: 'Security' }).click();
  await page.getByText('Suspension lifted').waitFor();
  await inEveryLook(page, 'admin-events');
  await page.context().close();
});

it('grants a role with an end and takes it away', async () => {
  const page = await openPage('/admin/roles');
  await signIn(page, 'Adam Admin');
  await page.getByText('Olga Organizer').waitFor();
  await page.getByRole('button', { name: 'Grant a role' }).click();
  await page.getByRole('button', { name: 'Grant a role' }).last().click();
  await page.getByText('This is no principal.').waitFor();
  const ada = page.locator('datalist option', { hasText: 'Ada Attendee' });
  await page.getByLabel('Principal', { exact: true }).fill((await ada.getAttribute('value')) ?? '');
  await page.getByLabel('Role', { exact: true }).selectOption('staff');
  await page.getByLabel('Where', { exact: true }).selectOption('event');
  await page.getByLabel('Number of the event').fill('7');
  await page.getByRole('dialog').getByLabel(/^Ends/).fill('2099-01-01T12:00');
  await expectAccessible(page, 'admin-grant');
  await page.getByRole('button', { name: 'Grant a role' }).last().click();
  await page.getByText('Role granted.').waitFor();
  await page.getByText('Event 7', { exact: true }).waitFor();
  await inEveryLook(page, 'admin-roles');
  await page.getByRole('button', { name: 'Take the role Staff from Ada Attendee' }).click();
  await page.getByRole('button', { name: 'Take away', exact: true }).click();
  await page.getByText('Role taken away.').waitFor();
  await page.getByText('Event 7').waitFor({ state: 'detached' });
  await page.context().close();
});

it('shows how the six canisters are, and proves their audit trails', async () => {
  const page = await openPage('/admin/health');
  await signIn(page, 'Adam Admin');
  await page
    .getByText(/^(Healthy|Degraded)$/)
    .nth(5)
    .waitFor();
  await inEveryLook(page, 'admin-health');
  await page.getByRole('tab', { name: 'Audit' }).click();
  await page.getByRole('button', { name: 'Verify the audit trail of auth' }).press('Enter');
  await page.getByText(/All [\d,]+ entries follow/).waitFor();
  await page.getByRole('button', { name: 'Verify all six' }).click();
  await page
    .getByText(/follow from one another and end|Nothing has been written/)
    .nth(5)
    .waitFor();
  await inEveryLook(page, 'admin-audit');
  await page.route('**/api/**', (route) => route.abort());
  await page.getByRole('button', { name: 'Verify the audit trail of auth' }).click();
  await page.getByText('QikCard cannot be reached.').first().waitFor({ timeout: 60_000 });
  await expectAccessible(page, 'admin-audit-unreachable');
  await page.context().close();
});
