/** A guest sees who turned them away and says so; the organizer reads it and decides. */
import { expect, it } from 'vitest';
import { expectAccessible, inEveryLook, useDemo } from './demo.ts';
import { desktop } from './support.ts';

const { at, demo, openPage } = useDemo('disputes');

it('a guest disputes a refusal, the organizer decides, and the guest sees what was decided', async () => {
  const ada = await openPage('/pass', { as: 'Ada Attendee' });
  await ada.getByRole('link', { name: /Show pass for/ }).click();
  await ada.getByRole('img', { name: 'Entry code' }).waitFor();
  const photo = await ada.screenshot();
  expect((await demo().scanPicture(photo)).title).toBe('Admitted');
  expect((await demo().scanPicture(photo)).title).toBe('Refused');
  await ada.goto(at('/privacy'));
  // Facts travel in seconds; the list is read again until it has both.
  while (!(await ada.getByText('The code had been used').isVisible())) {
    await ada.reload();
    await ada.getByRole('heading', { name: 'Who scanned me' }).waitFor();
    await ada.waitForLoadState('networkidle');
  }
  await inEveryLook(ada, 'disputes-list');
  const refused = ada.getByRole('listitem').filter({ hasText: 'The code had been used' });
  await refused.getByRole('button', { name: 'Something wrong?' }).click();
  await ada.getByLabel('What is wrong').selectOption('This was not me');
  await ada.getByLabel('What happened').fill('Somebody photographed my phone in the queue.');
  await inEveryLook(ada, 'disputes-dialog');
  await ada.getByRole('button', { name: 'Send to the organizers' }).click();
  await ada.getByText('The organizers of the event have it now.').waitFor();
  await refused.getByText('the organizers have not decided yet').waitFor();

  const live = new URL(demo().liveUrl).pathname;
  const olga = await openPage(`${live}/doors/conflicts`, {
    viewport: desktop,
    as: 'Olga Organizer',
  });
  await olga.getByText('Somebody photographed my phone in the queue.').waitFor();
  expect(await olga.getByRole('button', { name: 'Take the entry back' }).count()).toBe(0);
  await inEveryLook(olga, 'disputes-conflict');
  await olga.getByRole('button', { name: 'Let it stand' }).click();
  await olga.getByText('Resolved.').waitFor();
  await ada.reload();
  await refused.getByText('the organizers let it stand').waitFor();
  await olga.context().close();
  await ada.context().close();
});

it('says when the list cannot be read, and reads it on request', async () => {
  const page = await openPage('/privacy', { as: 'Ada Attendee' });
  await page.getByText('Main entrance').first().waitFor();
  await page.route('**/api/**', (route) => route.abort());
  await page.reload();
  await page.getByRole('button', { name: 'Try again' }).first().waitFor({ timeout: 60_000 });
  await expectAccessible(page, 'disputes-error');
  await page.unroute('**/api/**');
  await page.getByRole('button', { name: 'Try again' }).first().click();
  await page.getByText('Main entrance').first().waitFor();
  await page.context().close();
});

it('asks who is signed out to sign in before anything of theirs is shown', async () => {
  const page = await openPage('/privacy');
  await page.getByText('Please sign in').first().waitFor();
  expect(await page.getByText('Who scanned me').count()).toBe(0);
  await expectAccessible(page, 'disputes-signed-out');
  await page.context().close();
});
