/** Events and their people on the real canisters: made, found, joined, waited for, passed on. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { expectAccessible, inEveryLook, useDemo } from './demo.ts';
import { makeEvent } from './organizing.ts';
import { desktop, picture } from './support.ts';

const { at, openPage } = useDemo('events');

it('an organizer makes an event with tickets and a question in one page, and changes it', async () => {
  const olga = await openPage('/organizer/new', { as: 'Olga Organizer', viewport: desktop });
  await olga.getByLabel('Name of the event').waitFor();
  const id = await makeEvent(olga, at, 'Lantern walk', async (page) => {
    await page.getByRole('button', { name: 'Add a ticket type' }).click();
    await page.getByLabel('Name of the ticket', { exact: true }).fill('Adult');
    await page.getByRole('button', { name: 'Add a question' }).click();
    await page.getByLabel('Question', { exact: true }).fill('Do you bring a lantern?');
    await page.getByLabel('Answer', { exact: true }).selectOption('YesNo');
    await page.getByRole('region', { name: 'What guests see' }).getByText('Adult').waitFor();
    await inEveryLook(page, 'event-editor');
    await page.setViewportSize(desktop);
  });
  await olga.getByRole('link', { name: 'Edit event' }).click();
  await olga.getByLabel('Room').fill('Hall 2');
  await olga.getByLabel('Name of the ticket', { exact: true }).fill('Grown-up');
  await olga.getByRole('button', { name: 'Save changes' }).click();
  await olga.getByText('Your changes are saved.').waitFor();
  await olga.goto(at(`/events/${id}`));
  await olga.getByText('Hall 2').waitFor();
  await olga.getByText('Grown-up').waitFor();
  await olga.getByLabel('Do you bring a lantern?').selectOption('yes');
  await inEveryLook(olga, 'event-join');
  await olga.context().close();
});

it('a series shows its dates before it is made, and each date leads to the others', async () => {
  const olga = await openPage('/organizer/new', { as: 'Olga Organizer', viewport: desktop });
  const id = await makeEvent(olga, at, 'Choir practice', async (page) => {
    await page.getByLabel('Repeats').selectOption('weekly');
    const day = (await page.getByLabel('Starts').inputValue()).slice(0, 10);
    const shifted = (days: number) =>
      new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
    await page.getByLabel('Ends', { exact: true }).last().selectOption('On a day');
    await page.getByLabel('Last day').fill(shifted(14));
    expect(await page.locator('ol li').count()).toBe(3);
    const next = new Date(`${shifted(1)}T00:00Z`).getUTCDay();
    const names = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
    await page.getByLabel(names[next] as string, { exact: true }).check();
    expect(await page.locator('ol li').count()).toBe(5);
    await picture(page, 'screen-event-series-desktop', true);
    await page.getByLabel(names[next] as string, { exact: true }).uncheck();
    await page.getByLabel('Ends', { exact: true }).last().selectOption('After a number of dates');
    await page.getByLabel('How many dates').fill('3');
    expect(await page.locator('ol li').count()).toBe(3);
  });
  await olga.goto(at(`/events/${id}`));
  await olga.getByRole('heading', { name: 'More dates' }).waitFor();
  await olga.goto(at('/discover'));
  await olga.getByLabel('Search by name or place').fill('choir');
  await olga.getByRole('heading', { name: 'Choir practice' }).nth(2).waitFor();
  await inEveryLook(olga, 'discover');
  await olga.getByLabel('Search by name or place').fill('no such thing');
  await olga.getByText('Nothing found').waitFor();
  await olga.context().close();
});

it('whoever waits gets the place of somebody who cancels, and passes it on by a code', async () => {
  const olga = await openPage('/organizer/new', { as: 'Olga Organizer', viewport: desktop });
  const id = await makeEvent(olga, at, 'One seat', async (page) => {
    await page.getByLabel('Places').fill('1');
  });
  await olga.getByRole('tab', { name: 'Requests' }).click();
  await olga.getByText('Nobody is waiting').waitFor();
  const ada = await openPage(`/events/${id}`, { as: 'Ada Attendee' });
  await ada.getByRole('button', { name: 'Join', exact: true }).click();
  await ada.getByRole('link', { name: 'Show pass' }).waitFor();
  await olga.goto(at(`/events/${id}`));
  await olga.getByRole('button', { name: 'Join the waiting list' }).click();
  await olga.getByText('You are on the waiting list').waitFor();
  await expectAccessible(olga, 'event-waiting');
  await ada.getByRole('button', { name: 'Cancel my place' }).click();
  await expectAccessible(ada, 'event-cancel-place', false);
  await ada.getByRole('dialog').getByRole('button', { name: 'Cancel my place' }).click();
  await ada.getByText('Your place was cancelled.').waitFor();
  await olga.reload();
  await olga.getByRole('link', { name: 'Show pass' }).waitFor();
  await olga.getByRole('button', { name: 'Pass it on' }).click();
  await olga.getByRole('button', { name: 'Make a code' }).click();
  const code = await olga.getByRole('dialog').getByRole('status').innerText();
  await expectAccessible(olga, 'event-pass-on', false);
  await ada.goto(at('/claim'));
  await ada.getByLabel('Code').fill(code);
  await inEveryLook(ada, 'claim');
  await ada.getByRole('button', { name: 'Take the place' }).click();
  await ada.waitForURL(new RegExp(`events/${id}$`));
  await ada.getByRole('link', { name: 'Show pass' }).waitFor();
  await olga.context().close();
  await ada.context().close();
});

it('an organizer approves a request, imports guests, notes and revokes, and exports the list', async () => {
  const olga = await openPage('/organizer/new', { as: 'Olga Organizer', viewport: desktop });
  const id = await makeEvent(olga, at, 'By request', async (page) => {
    await page.getByLabel('I approve each guest').first().click();
  });
  const ada = await openPage(`/events/${id}`, { as: 'Ada Attendee' });
  await ada.getByRole('button', { name: 'Ask to join' }).click();
  await ada.getByText('Your request is with the organizer').waitFor();
  await olga.getByRole('tab', { name: 'Requests' }).click();
  await inEveryLook(olga, 'event-requests');
  await olga.setViewportSize(desktop);
  await olga.getByRole('button', { name: /^Approve/ }).click();
  await olga.getByText('Nobody is waiting').waitFor();
  await olga.getByRole('tab', { name: 'Attendees' }).click();
  await olga.getByRole('button', { name: 'Import CSV' }).click();
  const file = join(mkdtempSync(join(tmpdir(), 'qikcard-csv-')), 'guests.csv');
  writeFileSync(file, 'name,note\nZoë Müller,Nuts\n,nobody\nBen Okafor,\n');
  await olga.getByRole('dialog').locator('input[type=file]').setInputFiles(file);
  await olga.getByText('Line 3: the name is missing').waitFor();
  await expectAccessible(olga, 'event-import', false);
  await olga.getByRole('button', { name: 'Add 2 guests' }).click();
  await olga.getByText('2 guests were added.').waitFor();
  await olga.getByRole('button', { name: 'Close' }).click();
  await olga.getByRole('button', { name: 'Open Zoë Müller' }).click();
  await olga.getByLabel('What staff must see first').fill('Table 4');
  await expectAccessible(olga, 'event-guest', false);
  await olga.getByRole('button', { name: 'Save', exact: true }).click();
  await olga.getByRole('img', { name: 'Flagged' }).waitFor();
  await olga.getByRole('button', { name: 'Open Zoë Müller' }).click();
  await olga.getByRole('button', { name: 'Check in by hand' }).click();
  await olga.getByLabel('Reason').fill('Phone is empty');
  await olga.getByRole('switch').click();
  await expectAccessible(olga, 'event-by-hand', false);
  await olga.getByRole('button', { name: 'In', exact: true }).click();
  await olga.getByRole('row', { name: /Zoë Müller.*Inside/ }).waitFor();
  await olga.getByRole('button', { name: 'Open Zoë Müller' }).click();
  await olga.getByRole('button', { name: 'Undo', exact: true }).click();
  await olga.getByRole('button', { name: 'Undo', exact: true }).click();
  await olga.getByRole('row', { name: /Zoë Müller.*Inside/ }).waitFor({ state: 'detached' });
  await olga.getByRole('button', { name: 'Open Ben Okafor' }).click();
  await olga.getByRole('button', { name: 'Take the place back' }).click();
  await olga.getByRole('button', { name: 'Give the place back' }).waitFor();
  await olga.getByRole('button', { name: 'Close' }).click();
  await inEveryLook(olga, 'event-attendees');
  await olga.setViewportSize(desktop);
  const [download] = await Promise.all([
    olga.waitForEvent('download'),
    olga.getByRole('button', { name: 'Export CSV' }).click(),
  ]);
  const csv = readFileSync(await download.path(), 'utf8');
  expect(csv).toContain('Zoë Müller');
  expect(csv).toMatch(/Ben Okafor,,revoked/);
  await olga.context().close();
  await ada.context().close();
});

it('an organizer names a helper; an event that is cancelled says why', async () => {
  const olga = await openPage('/organizer/new', { as: 'Olga Organizer', viewport: desktop });
  const id = await makeEvent(olga, at, 'Rained off');
  await olga.getByRole('tab', { name: 'Team' }).click();
  await olga.getByLabel('Principal of the person').fill('not a principal');
  await olga.getByRole('button', { name: 'Add to the team' }).click();
  await olga.getByText('This is not a principal.').waitFor();
  await olga.getByLabel('Principal of the person').fill('rrkah-fqaaa-aaaaa-aaaaq-cai');
  await olga.getByRole('button', { name: 'Add to the team' }).click();
  await olga.getByText('Active').waitFor();
  await inEveryLook(olga, 'event-team');
  await olga.setViewportSize(desktop);
  await olga.getByRole('link', { name: 'Edit event' }).click();
  await olga.getByRole('button', { name: 'Cancel the event' }).click();
  await olga.getByLabel('Reason').fill('Storm warning');
  await expectAccessible(olga, 'event-cancel', false);
  await olga.getByRole('dialog').getByRole('button', { name: 'Cancel the event' }).click();
  await olga.getByText('The event is cancelled.').waitFor();
  const guest = await openPage(`/events/${id}`);
  await guest.getByText('Storm warning').waitFor();
  await inEveryLook(guest, 'event-cancelled');
  await guest.context().close();
  await olga.context().close();
});
