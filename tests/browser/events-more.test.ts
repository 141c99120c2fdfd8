/** What makes events pleasant: nothing typed is lost, dates reach calendars, the past can be read. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { expectAccessible, inEveryLook, useDemo } from './demo.ts';
import { makeEvent } from './organizing.ts';
import { desktop } from './support.ts';

const { at, openPage } = useDemo('events-more');

it('unsaved changes of an event are there after a reload, until they are saved or discarded', async () => {
  const olga = await openPage('/organizer/new', { as: 'Olga Organizer', viewport: desktop });
  await olga.getByLabel('Name of the event').fill('Half a thought');
  await olga.getByLabel('Room').fill('Attic');
  await olga.reload();
  await olga.getByText('These are your unsaved changes.').waitFor();
  expect(await olga.getByLabel('Name of the event').inputValue()).toBe('Half a thought');
  expect(await olga.getByLabel('Room').inputValue()).toBe('Attic');
  await expectAccessible(olga, 'editor-restored');
  await olga.getByRole('button', { name: 'Discard them' }).click();
  expect(await olga.getByLabel('Name of the event').inputValue()).toBe('');
  await olga.reload();
  await olga.getByLabel('Name of the event').waitFor();
  expect(await olga.getByText('These are your unsaved changes.').count()).toBe(0);
  const id = await makeEvent(olga, at, 'A whole thought');
  await olga.goto(at('/organizer/new'));
  await olga.getByLabel('Name of the event').waitFor();
  expect(await olga.getByLabel('Name of the event').inputValue()).toBe('');
  await olga.goto(at(`/organizer/events/${id}/edit`));
  await olga.getByLabel('Room').fill('Cellar');
  await olga.reload();
  await expect.poll(() => olga.getByLabel('Room').inputValue()).toBe('Cellar');
  await olga.context().close();
});

it('an event goes into a calendar, is shared by its address, and names the time of a foreigner', async () => {
  const olga = await openPage('/organizer/new', { as: 'Olga Organizer', viewport: desktop });
  const id = await makeEvent(olga, at, 'Tea in Tokyo', async (page) => {
    await page.getByLabel('Time zone').selectOption('Asia/Tokyo');
    await page.getByLabel(/^Place(?!s)/).fill('Meguro');
  });
  await olga.context().close();
  const guest = await openPage(`/events/${id}`, {
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  await guest.getByText(/^On your clock: /).waitFor();
  await guest.getByText('Asia/Tokyo').waitFor();
  const [download] = await Promise.all([
    guest.waitForEvent('download'),
    guest.getByRole('button', { name: 'Add to calendar' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('Tea in Tokyo.ics');
  const file = readFileSync(await download.path(), 'utf8');
  expect(file).toContain('SUMMARY:Tea in Tokyo');
  expect(file).toMatch(/DTSTART:\d{8}T\d{6}Z/);
  await guest.evaluate(() => Object.assign(navigator, { share: undefined }));
  await guest.getByRole('button', { name: 'Share' }).click();
  await guest.getByText('The address is copied.').waitFor();
  expect(await guest.evaluate(() => navigator.clipboard.readText())).toBe(at(`/events/${id}`));
  await inEveryLook(guest, 'event-public');
  await guest.context().close();
});

it('an import that a reload interrupts goes on; the export has the answers of guests', async () => {
  const olga = await openPage('/organizer/new', { as: 'Olga Organizer', viewport: desktop });
  const id = await makeEvent(olga, at, 'Full house', async (page) => {
    await page.getByRole('button', { name: 'Add a question' }).click();
    await page.getByLabel('Question', { exact: true }).fill('Diet?');
  });
  const ada = await openPage(`/events/${id}`, { as: 'Ada Attendee' });
  await ada.getByLabel('Diet?').fill('Vegan');
  await ada.getByRole('button', { name: 'Join', exact: true }).click();
  await ada.getByRole('link', { name: 'Show pass' }).waitFor();
  await ada.context().close();
  const names = Array.from({ length: 1_200 }, (_, n) => `Guest ${n}`);
  const csv = join(mkdtempSync(join(tmpdir(), 'qikcard-csv-')), 'guests.csv');
  writeFileSync(csv, `name,note\n${names.join(',\n')},\n\n,nobody\n`);
  await olga.getByRole('tab', { name: 'Attendees' }).click();
  await olga.getByRole('button', { name: 'Import CSV' }).click();
  await olga.getByRole('dialog').locator('input[type=file]').setInputFiles(csv);
  await olga.getByText('Line 1203: the name is missing').waitFor();
  await olga.getByRole('button', { name: 'Add 1,200 guests' }).click();
  await olga.getByText(/^[2-9]00 of 1200 sent|^1000 of 1200 sent/).waitFor();
  await expectAccessible(olga, 'import-under-way', false);
  await olga.reload();
  await olga.getByRole('tab', { name: 'Attendees' }).click();
  await olga.getByRole('button', { name: 'Import CSV' }).click();
  await olga.getByText(/^The import of 1200 guests was interrupted after \d+/).waitFor();
  await expectAccessible(olga, 'import-interrupted', false);
  await olga.getByRole('button', { name: 'Go on' }).click();
  await olga.getByText(/guests were added/).waitFor({ timeout: 120_000 });
  await olga.getByRole('button', { name: 'Close' }).click();
  await olga.getByText('1,201 of 1,201 shown').waitFor({ timeout: 60_000 });
  const [download] = await Promise.all([
    olga.waitForEvent('download'),
    olga.getByRole('button', { name: 'Export CSV' }).click(),
  ]);
  const [head, ...lines] = readFileSync(await download.path(), 'utf8').split('\r\n');
  expect(head).toContain('1. Diet?');
  expect(lines.find((line) => line.includes('Ada Attendee'))).toMatch(/,Vegan$/);
  await olga.context().close();
});

it('a guest reads where they were; an organizer finds the archive', async () => {
  const olga = await openPage('/organizer/new', { as: 'Olga Organizer', viewport: desktop });
  const id = await makeEvent(olga, at, 'Short evening');
  const ada = await openPage(`/events/${id}`, { as: 'Ada Attendee' });
  await ada.getByRole('button', { name: 'Join', exact: true }).click();
  await ada.getByRole('link', { name: 'Show pass' }).waitFor();
  await olga.goto(at(`/organizer/events/${id}/edit`));
  await olga.getByRole('button', { name: 'Cancel the event' }).click();
  await olga.getByLabel('Reason').fill('Storm');
  await olga.getByRole('dialog').getByRole('button', { name: 'Cancel the event' }).click();
  await olga.getByText('The event is cancelled.').waitFor();
  await olga.goto(at(`/organizer/events/${id}/edit`));
  await olga.getByRole('button', { name: 'Archive' }).click();
  await olga.getByText('The event is archived.').waitFor();
  await olga.getByRole('link', { name: 'Archived events' }).click();
  await olga.getByRole('link', { name: 'Short evening' }).waitFor();
  await inEveryLook(olga, 'organizer-archive');
  await olga.setViewportSize(desktop);
  await olga.getByRole('link', { name: 'Short evening' }).click();
  await olga.getByText(/^This event is archived\. Scan log and feed are kept until/).waitFor();
  await expectAccessible(olga, 'event-archived');
  await ada.goto(at('/pass'));
  await ada.getByRole('link', { name: 'History' }).click();
  await ada.waitForURL(/\/history$/);
  await ada.getByText('Event cancelled').waitFor();
  await ada.getByRole('link', { name: 'Short evening', exact: true }).waitFor();
  await inEveryLook(ada, 'history');
  await ada.context().close();
  await olga.context().close();
});

it('what is on is found by day, and the page says so when there is nothing', async () => {
  const guest = await openPage('/discover');
  await guest.getByRole('heading', { name: 'Tea in Tokyo' }).waitFor();
  await guest.getByLabel('When').selectOption('week');
  await guest.getByRole('heading', { name: 'Tea in Tokyo' }).waitFor();
  await guest.getByLabel('Search by name or place').fill('tea');
  await expect.poll(() => guest.getByRole('heading', { level: 3 }).count()).toBe(1);
  await guest.getByLabel('Search by name or place').fill('');
  await guest.getByLabel('Place', { exact: true }).fill('megu');
  await expect
    .poll(() => guest.getByRole('heading', { level: 3 }).allTextContents())
    .toEqual(['Tea in Tokyo']);
  // It is called after Tokyo, and is not there.
  await guest.getByLabel('Place', { exact: true }).fill('tokyo');
  await guest.getByText('Nothing found').waitFor();
  await inEveryLook(guest, 'discover-none');
  await guest.context().close();
});

it('what was on when there was a network is found without one, in a page that was closed', async () => {
  const first = await openPage('/discover');
  await first.getByRole('heading', { name: 'Tea in Tokyo' }).waitFor();
  // The page says nothing of it: who has a network needs not know.
  await expect
    .poll(() =>
      first.evaluate(async () => (await caches.match('/kept-part/discover')) !== undefined),
    )
    .toBe(true);
  const context = first.context();
  const browser = await context.newCDPSession(first);
  await browser.send('Network.clearBrowserCache');
  await context.setOffline(true);
  // In the page that is open already, and in one that is opened now.
  await first.getByText(/^As of .* without a network/).waitFor();
  await first.close();
  const guest = await context.newPage();
  guest.setDefaultTimeout(30_000);
  await guest.goto(at('/discover'));
  await guest.getByText(/^As of .* without a network/).waitFor();
  await guest.getByRole('heading', { name: 'Tea in Tokyo' }).waitFor();
  await inEveryLook(guest, 'discover-offline');
  await guest.getByLabel('Search by name or place').fill('tea');
  await expect.poll(() => guest.getByRole('heading', { level: 3 }).count()).toBe(1);
  await guest.getByLabel('Search by name or place').fill('');
  await guest.getByLabel('Place', { exact: true }).fill('megu');
  await expect
    .poll(() => guest.getByRole('heading', { level: 3 }).allTextContents())
    .toEqual(['Tea in Tokyo']);
  // It is called after Tokyo, and is not there.
  await guest.getByLabel('Place', { exact: true }).fill('tokyo');
  await guest.getByText('Nothing found').waitFor();
  await guest.getByLabel('Place', { exact: true }).fill('');
  await context.setOffline(false);
  await guest.getByText(/^As of .* without a network/).waitFor({ state: 'detached' });
  await guest.getByRole('heading', { name: 'Tea in Tokyo' }).waitFor();
  await context.close();
});
