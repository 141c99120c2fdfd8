/** Gates, lists and rules; the test bench; the fleet; the live board: each by its organizer, on screen. */
import { expectOk } from '@qikcard/client';
import { expect, it } from 'vitest';
import { canistersAs, inEveryLook, useDemo } from './demo.ts';
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
  // The inner of two comes first: a group has a choice of its own.
  const add = () => page.getByLabel('Add a rule').last();
  await add().selectOption('Number of entries');
  await add().selectOption('Minimum age');
  await page.getByText('Age, seen by staff: at least').waitFor();
  await page.getByLabel('Number', { exact: true }).last().fill('16');
  await add().selectOption('One of several');
  await page.getByLabel('Add a rule').first().selectOption('Days');
  await page.getByLabel('Add a rule').first().selectOption('Hours of the day');
  await page.getByLabel('rule 2: Condition').last().selectOption('Not if');
  await page.getByLabel('Number', { exact: true }).last().fill('18');

  // What is not saved yet is tried all the same, beside it.
  await page.getByText('Only from the age of 18, proven to staff').waitFor();
  await page.getByLabel('Age that staff have seen').fill('21');
  await page.getByText('May enter', { exact: true }).waitFor();
  await page.getByLabel('Entries today').fill('1');
  await page.getByText('One entry a day').waitFor();
  await page.getByRole('button', { name: 'Save doors' }).click();
  await page.getByText('The doors follow this plan now.').waitFor();
  await inEveryLook(page, 'doors-plan');
  const { event } = await canistersAs(demo(), page, 'Olga Organizer');
  const eventId = BigInt(live.split('/').pop() as string);
  const [list] = expectOk(await event.door_plan(eventId)).lists;
  expect(list.rules.map((node) => Object.keys(node)[0])).toEqual([
    ...['MaxEntries', 'MinAge', 'Any', 'Dates', 'Not', 'TimeOfDay'],
  ]);

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

it('an organizer plans the end of the evening, calls it off, and sends everybody home', async () => {
  const live = new URL(demo().liveUrl).pathname;
  const page = await openPage(`${live}/doors/out`, { viewport: desktop, as: 'Olga Organizer' });
  // Another test may have left rules that she does not meet.
  const { event } = await canistersAs(demo(), page, 'Olga Organizer');
  const eventId = BigInt(live.split('/').pop() as string);
  const plan = expectOk(await event.door_plan(eventId));
  expectOk(await event.set_door_plan(eventId, { ...plan, lists: [] }));
  await demo().admitAttendee();
  await page.getByText('1 person is inside.').waitFor();
  await page.getByRole('button', { name: 'Plan it' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Plan it' }).click();
  await page.getByText('Planned', { exact: true }).waitFor();
  await inEveryLook(page, 'doors-out-planned');
  await page.setViewportSize(desktop);
  await page.getByRole('button', { name: 'Call off' }).click();
  await page.getByRole('button', { name: 'Check everybody out now' }).click();
  await inEveryLook(page, 'doors-out-asked');
  await page.setViewportSize(desktop);
  await page.getByRole('dialog').getByRole('button', { name: 'Check everybody out now' }).click();
  await page.getByText('1 person was checked out.').waitFor();
  await page.getByText('0 people are inside.').waitFor();
  await inEveryLook(page, 'doors-out-done');
  await page.context().close();
});
