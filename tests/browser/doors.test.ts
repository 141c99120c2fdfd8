/** Gates, lists and rules; the test bench; the fleet; the live board: each by its organizer, on screen. */
import { expect, it } from 'vitest';
import { inEveryLook, useDemo } from './demo.ts';
import { desktop } from './support.ts';

const { at, demo, openPage } = useDemo('doors');

it('an organizer says in plain words who may enter, and tries it before anybody comes', async () => {
  const live = new URL(demo().liveUrl).pathname;
  const page = await openPage(`${live}/doors`, { viewport: desktop, as: 'Olga Organizer' });
  await page.getByRole('button', { name: 'Add a zone' }).click();
  await page.getByLabel('Name of the zone').fill('Hall');
  await page.getByLabel('Most people').fill('200');
  await page.getByRole('button', { name: 'Add a gate' }).click();
  await page.getByLabel('Name of the gate').fill('North');
  await page.getByLabel('Leads into').selectOption('Hall');
  await page.getByRole('button', { name: 'Add a list' }).click();
  await page.getByLabel('Name of the list').fill('Main entrance');
  await page.getByRole('button', { name: 'Add a rule' }).click();
  await page.getByLabel('Rule', { exact: true }).selectOption('Minimum age');
  await page.getByLabel('Number').fill('18');
  await page.getByRole('button', { name: 'Add a rule' }).click();
  await page
    .getByRole('button', { name: 'Remove Only from the age of 18, proven to staff' })
    .waitFor();
  await page.getByRole('button', { name: 'Save doors' }).click();
  await page.getByText('The doors follow this plan now.').waitFor();
  await inEveryLook(page, 'doors-plan');

  await page.setViewportSize(desktop);
  await page.getByRole('tab', { name: 'Test bench' }).click();
  await page.getByText('Both agree').waitFor();
  expect(await page.getByText('Only from the age of 18, proven to staff').count()).toBe(2);
  await page.getByLabel('Age that staff have seen').fill('21');
  await page.getByText('May enter').nth(1).waitFor();
  await page.getByLabel('Entries today').fill('1');
  await page.getByText('Is turned away').nth(1).waitFor();
  await inEveryLook(page, 'doors-bench');
  await page.context().close();
});

it('an organizer sees how the readers are, and tells one what it is there for', async () => {
  const live = new URL(demo().liveUrl).pathname;
  const page = await openPage(`${live}/doors/readers`, { viewport: desktop, as: 'Olga Organizer' });
  await page
    .getByRole('button', { name: /^What it may do/ })
    .first()
    .click();
  await page.getByLabel('Move guests by hand').click();
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByText('The reader follows this from its next scan on.').waitFor();
  await inEveryLook(page, 'doors-fleet');
  await page.goto(at(`${live}/doors/conflicts`));
  await page.getByText('No conflicts').waitFor();
  await inEveryLook(page, 'doors-conflicts');
  await page.context().close();
});

it('the live board shows who is inside, in figures for the other side of the room', async () => {
  const live = new URL(demo().liveUrl).pathname;
  const page = await openPage(`${live}/board`, { viewport: desktop, as: 'Olga Organizer' });
  await page.getByText('Inside now').first().waitFor();
  await page.getByText('In and out, last 60 minutes').waitFor();
  await inEveryLook(page, 'doors-board');
  await page.context().close();
});
