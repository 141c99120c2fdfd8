/** What admins do about people and canisters, on the real canisters, in both themes and sizes. */
import { expect, it } from 'vitest';
import { expectAccessible, inEveryLook, signIn, useDemo } from './demo.ts';
import { desktop } from './support.ts';

const { at, openPage } = useDemo('operations');

it('an admin sees where somebody is signed in and signs them out', async () => {
  const ada = await openPage('/account/sessions', { as: 'Ada Attendee' });
  await ada.getByText('This device').waitFor();
  const page = await openPage('/admin', { as: 'Adam Admin' });
  await page.getByRole('button', { name: 'Devices of Ada Attendee' }).press('Enter');
  await page.getByRole('heading', { name: 'Devices of Ada Attendee' }).waitFor();
  await page.getByRole('button', { name: /^Sign out Chrome/ }).waitFor();
  await inEveryLook(page, 'admin-sessions');
  await page.getByRole('button', { name: /^Sign out Chrome/ }).click();
  await page.getByText('Not signed in anywhere.').waitFor();
  await expectAccessible(page, 'admin-sessions-none');
  await ada.reload();
  await ada.getByRole('heading', { name: 'Welcome back' }).waitFor();
  await ada.context().close();
  await page.context().close();
});

it('a report about a person reaches the admins, who decide it', async () => {
  const ada = await openPage('/profile', { as: 'Ada Attendee' });
  await ada.getByLabel('Username').fill('ada');
  await ada.getByRole('button', { name: 'Take this username' }).click();
  await ada.getByText('You are now @ada.').waitFor();
  const olga = await openPage('/people', { as: 'Olga Organizer' });
  await olga.getByRole('heading', { name: 'People' }).waitFor();
  await olga.goto(at('/u/ada'));
  await olga.getByRole('button', { name: 'Report', exact: true }).click();
  await olga.getByLabel('Reason').selectOption('Impersonation');
  await olga.getByLabel('What happened').fill('Uses the name of a colleague.');
  await inEveryLook(olga, 'report');
  await olga.getByRole('button', { name: 'Send report' }).click();
  await olga.getByText('Thank you. The admins have your report.').waitFor();
  await olga.context().close();

  const page = await openPage('/admin/reports', { as: 'Adam Admin' });
  await page.getByText('Uses the name of a colleague.').waitFor();
  await page.getByText('Pretends to be somebody else').waitFor();
  await inEveryLook(page, 'admin-reports');
  await page.getByRole('button', { name: /^Decide the report about/ }).click();
  await page.getByLabel('Outcome').selectOption('ActionTaken');
  await page.getByLabel('Note for other admins').fill('Spoke to her.');
  await expectAccessible(page, 'admin-report-decide');
  await page.getByRole('button', { name: 'Decide', exact: true }).click();
  await page.getByText('Nothing to decide').waitFor();
  await page.getByRole('switch', { name: 'Only undecided ones' }).click();
  await page.getByText('Spoke to her.').waitFor();
  await expectAccessible(page, 'admin-reports-decided');
  await page.context().close();
  await ada.context().close();
});

it('maintenance begins with a reason and ends; the log level stays as it was set', async () => {
  const page = await openPage('/admin/operations', { as: 'Adam Admin', viewport: desktop });
  const begin = page.getByRole('button', { name: 'Begin maintenance of wallet' });
  await begin.click();
  await page.getByRole('button', { name: 'Begin maintenance', exact: true }).last().click();
  await page.getByText('Please fill this in.').waitFor();
  await page.getByLabel('Reason').fill('Moving the ledger.');
  await expectAccessible(page, 'admin-maintenance');
  await page.getByRole('button', { name: 'Begin maintenance', exact: true }).last().click();
  await page.getByText(/by Adam Admin: Moving the ledger\./).waitFor();
  await page.getByLabel('Log of wallet').selectOption('Debug');
  await page.getByText('Log level of wallet changed.').waitFor();
  await inEveryLook(page, 'admin-operations');
  await page.reload();
  await page.getByText(/Moving the ledger\./).waitFor();
  expect(await page.getByLabel('Log of wallet').inputValue()).toBe('Debug');
  await page.getByRole('button', { name: 'End the maintenance of wallet' }).click();
  await page.getByRole('button', { name: 'End maintenance', exact: true }).last().click();
  await page.getByText('wallet accepts changes again.').waitFor();
  await begin.waitFor();
  await page.context().close();
});

it('the appearance of the profile is taken over by every device', async () => {
  const one = await openPage('/profile', { as: 'Olga Organizer' });
  await one.getByLabel('Appearance on all your devices').selectOption('dark');
  await one.getByRole('button', { name: 'Save' }).click();
  await one.getByText('Your profile is saved.').waitFor();
  const other = await openPage('/');
  await signIn(other, 'Olga Organizer');
  await expect
    .poll(() => other.evaluate(() => document.documentElement.dataset['theme']))
    .toBe('dark');
  await one.context().close();
  await other.context().close();
});

it('a changed answer about the audit tip is thrown away, and nothing is called proven', async () => {
  const page = await openPage('/admin/audit', { as: 'Adam Admin' });
  await page.getByRole('button', { name: 'Verify the audit trail of auth' }).click();
  await page.getByText('Signed by the network').waitFor();
  await page.reload();
  await page.getByRole('button', { name: 'Verify the audit trail of auth' }).waitFor();
  await page.route('**/query', async (route) => {
    // The gateway knows the canister by the path; only browsers resolve names below localhost.
    const url = new URL(route.request().url());
    url.hostname = '127.0.0.1';
    const answer = await route.fetch({ url: url.href });
    const body = await answer.body();
    body[Math.floor(body.length / 2)] ^= 1;
    await route.fulfill({ response: answer, body });
  });
  await page.getByRole('button', { name: 'Verify the audit trail of auth' }).click();
  await page
    .getByText(/could not be verified|could not be proven/)
    .first()
    .waitFor();
  expect(await page.getByText('Signed by the network').count()).toBe(0);
  await expectAccessible(page, 'admin-audit-forged');
  await page.context().close();
});
