/** Kits made in the editor, the history of a desk as a file, and what the inbox says about things. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { inEveryLook, useDemo } from './demo.ts';

const { at, openPage } = useDemo('things-kits');
const OLGA = 'Olga Organizer';
const ADA = 'Ada Attendee';

async function addThing(page: Page, name: string, quantity: string): Promise<void> {
  await page.goto(at('/lend/me/new'));
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('How many there are').fill(quantity);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

test('a kit is put together in the editor, is free as its scarcest part, and its loan is in the history and its file', async () => {
  const olga = await openPage('/lend/me', { as: OLGA });
  await olga.getByText('No things yet').waitFor();
  await addThing(olga, 'Camera body', '2');
  await addThing(olga, 'Lens', '4');
  await olga.goto(at('/lend/me/new'));
  await olga.getByLabel('Name').fill('Film set');
  await olga.getByLabel('Add a part').selectOption({ label: 'Camera body (there are 2)' });
  await olga.getByLabel('Add a part').selectOption({ label: 'Lens (there are 4)' });
  await olga.getByLabel('How many of Lens').fill('3');
  await inEveryLook(olga, 'kit-editor');
  await olga.getByRole('button', { name: 'Save' }).click();
  await olga.getByRole('heading', { level: 1, name: 'Film set' }).waitFor();
  await olga.getByText('1 of 1 free').first().waitFor();
  await olga.getByText('3 × Lens').waitFor();
  await inEveryLook(olga, 'kit-thing');

  await olga.goto(at('/lend/me/labels'));
  const label = olga.locator('.label').filter({ hasText: 'Film set' }).locator('.label-text');
  const code = ((await label.textContent()) ?? '').replace('-', '');
  const ada = await openPage(`/l/${code}`, { as: ADA });
  await ada.getByLabel('I accept the terms').check();
  await ada.getByRole('button', { name: 'Confirm and borrow' }).click();
  await ada.getByRole('heading', { name: 'Borrowed' }).waitFor();
  // Three of four lenses are out with the kit.
  await olga.goto(at('/things?view=find'));
  await olga.getByLabel('What do you need?').fill('lens');
  await olga.getByText('1 of 4 free').waitFor();

  await ada.goto(at(`/l/${code}`));
  await ada.getByRole('button', { name: 'Confirm return' }).click();
  await ada.getByText('Thank you for bringing it back.').waitFor();

  await olga.goto(at('/lend/me?view=history'));
  await olga
    .getByText(/^Somebody signed in as|^@/)
    .first()
    .waitFor();
  await inEveryLook(olga, 'desk-history');
  const [file] = await Promise.all([
    olga.waitForEvent('download'),
    olga.getByRole('button', { name: 'Save as CSV' }).click(),
  ]);
  const [head, row, ...more] = readFileSync(await file.path(), 'utf8').split('\r\n');
  expect(head).toContain('loan,thing_id,thing,borrower');
  expect(row).toContain('Film set');
  expect(row).toContain('Returned');
  expect(more).toEqual([]);

  await olga.goto(at('/inbox'));
  await olga.getByText('“Film set” is back.').waitFor({ timeout: 60_000 });
  await olga.getByText('Overdue things').waitFor();
  await inEveryLook(olga, 'inbox-things');
  await olga.getByRole('link', { name: /“Film set” is back/ }).click();
  await olga.getByRole('heading', { level: 1, name: 'Film set' }).waitFor();
  await ada.context().close();
  await olga.context().close();
});
