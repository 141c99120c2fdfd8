/** Lending with the camera: it reads the labels that were printed and the codes that are shown. */
import type { Locator, Page } from 'playwright-core';
import { test } from 'vitest';
import { seen, writeFilm } from '../support/fake-camera.ts';
import { useCameraDemo } from './at-the-door.ts';
import { inEveryLook } from './demo.ts';
import { phone } from './support.ts';

const { at, demo, openPage, film } = useCameraDemo('things-camera');
const OLGA = 'Olga Organizer';
const ADA = 'Ada Attendee';
/** Prints and screens have more dots than a page has pixels. */
const sharp = { deviceScaleFactor: 3 };

async function addThing(page: Page, name: string, desk = 'me'): Promise<void> {
  await page.goto(at(`/lend/${desk}/new`));
  await page.getByLabel('Name').fill(name);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

/** The label of a thing on the printed sheet. */
async function labelOf(page: Page, name: string): Promise<Locator> {
  await page.goto(at('/lend/me/labels'));
  const code = page.locator('.label').filter({ hasText: name }).getByRole('img');
  await code.waitFor();
  return code;
}

/** From now on the camera of this page sees what is shown there. */
async function look(page: Page, shown: Locator): Promise<void> {
  const running = page.getByRole('button', { name: 'Stop camera' });
  if (await running.isVisible()) await running.click();
  writeFilm(film, await seen(shown));
  await page.getByRole('button', { name: 'Start camera' }).click();
}

test('a borrower points the camera at the label of a thing, and later at the code for the way back', async () => {
  const olga = await openPage('/lend/me', { ...sharp, as: OLGA });
  await olga.getByText('No things yet').waitFor();
  await addThing(olga, 'Label maker');
  const ada = await openPage('/scan', { as: ADA });
  await ada.getByRole('button', { name: 'Start camera' }).waitFor();
  await inEveryLook(ada, 'things-camera');
  await ada.setViewportSize(phone);
  await look(ada, await labelOf(olga, 'Label maker'));
  await ada.getByRole('heading', { name: 'Borrow', exact: true }).waitFor();
  await ada.getByLabel('I accept the terms').check();
  await ada.getByRole('button', { name: 'Confirm and borrow' }).click();
  await ada.getByRole('heading', { name: 'Borrowed' }).waitFor();

  await olga.goto(at('/lend/me'));
  await olga.getByRole('link', { name: /Label maker/ }).click();
  await olga.getByRole('button', { name: 'Show a code to bring back' }).click();
  const code = olga.getByRole('img', { name: 'Show a code to bring back' });
  await code.waitFor();
  await ada.goto(at('/scan'));
  await look(ada, code);
  await ada.getByRole('button', { name: 'Confirm return' }).click();
  await ada.getByText('Thank you for bringing it back.').waitFor();
  await ada.context().close();
  await olga.context().close();
});

test('a stock audit counts each label that the camera is shown', async () => {
  const olga = await openPage('/lend/me', { as: OLGA });
  await addThing(olga, 'Tripod');
  await addThing(olga, 'Ring light');
  const printed = await openPage('/lend/me', { ...sharp, as: OLGA });
  await printed.getByRole('heading', { name: 'My things' }).waitFor();
  await olga.goto(at('/lend/me?view=audit'));
  await olga.getByRole('button', { name: 'Start a stock audit' }).click();
  await olga.getByText('Missing: 1').first().waitFor();
  await look(olga, await labelOf(printed, 'Tripod'));
  await olga.getByText('Tripod: 1 of 1').waitFor();
  await look(olga, await labelOf(printed, 'Ring light'));
  await olga.getByText('Ring light: 1 of 1').waitFor();
  await inEveryLook(olga, 'things-audit-camera');
  await olga.getByRole('button', { name: 'Finish' }).click();
  await olga.getByText(/2 of \d seen/).waitFor();
  await olga.context().close();
  await printed.context().close();
});

test('handing over, the camera reads the pass of the guest; or the guest reads the code of the desk', async () => {
  const eventId = new URL(demo().liveUrl).pathname.split('/').pop();
  const olga = await openPage('/lend/me', { ...sharp, as: OLGA });
  await olga.getByRole('heading', { name: 'My things' }).waitFor();
  await addThing(olga, 'Walkie-talkie', `e${eventId}`);
  const ada = await openPage('/', { as: ADA });
  await ada
    .getByRole('link', { name: /QikCard Open House/ })
    .first()
    .click();
  await ada.getByRole('link', { name: 'Show pass' }).click();
  const pass = ada.getByRole('img', { name: 'Entry code' });
  await pass.waitFor();
  await olga.getByRole('button', { name: 'Hand over' }).click();
  await olga.getByText('Point the camera at the pass of the borrower.').waitFor();
  await inEveryLook(olga, 'things-hand-over');
  await olga.setViewportSize(phone);
  await look(olga, pass);
  await olga.getByText(/^Handed over to Ada Attendee, back by/).waitFor();

  await addThing(olga, 'Lanyard printer', `e${eventId}`);
  await olga.getByRole('button', { name: 'Hand over' }).click();
  await olga.getByRole('button', { name: 'Let the borrower scan a code instead' }).click();
  const code = olga.getByRole('img', { name: 'Show a code to borrow' });
  await code.waitFor();
  await ada.goto(at('/scan'));
  await look(ada, code);
  await ada.getByLabel('I accept the terms').check();
  await ada.getByRole('button', { name: 'Confirm and borrow' }).click();
  await ada.getByRole('heading', { name: 'Borrowed' }).waitFor();
  await ada.context().close();
  await olga.context().close();
});
