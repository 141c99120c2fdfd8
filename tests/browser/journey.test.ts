/**
 * The whole of it in a real browser: a guest signs in, joins, shows a code; the reader reads the
 * picture of that very screen; the guest's phone and the organizer's page both move.
 */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { expectAccessible, passFirstRun, signIn, signInAsNew, useDemo } from './demo.ts';
import { desktop, picture } from './support.ts';

const { demo, openPage } = useDemo('journey');
const berlin = { timezoneId: 'Europe/Berlin' };

/** Signs in as somebody who was never here, joins the demo event and opens the pass. */
async function joinAs(name: string): Promise<Page> {
  const guest = await openPage('/', berlin);
  await signInAsNew(guest, name);
  await passFirstRun(guest, name);
  await guest
    .getByRole('link', { name: /QikCard Open House/ })
    .first()
    .click();
  await guest.getByRole('button', { name: 'Join', exact: true }).click();
  await guest.getByRole('link', { name: 'Show pass' }).click();
  await guest.getByRole('img', { name: 'Entry code' }).waitFor();
  return guest;
}

const count = (page: Page, label: string) =>
  page.locator('dl > div', { hasText: label }).locator('dd').first();

test('a guest signs in, joins, shows the code; reader, phone and live page agree', async () => {
  const live = await openPage(new URL(demo().liveUrl).pathname, { viewport: desktop, ...berlin });
  await signIn(live, 'Olga Organizer');
  await live.getByRole('heading', { name: 'QikCard Open House' }).waitFor();
  const insideBefore = Number(await count(live, 'Inside now').innerText());

  const guest = await joinAs('Nina Newcomer');
  await expectAccessible(guest, 'journey-pass-phone');

  const display = await demo().scanPicture(await guest.screenshot());
  expect(display.title).toBe('Admitted');
  expect(display.sentence).toContain('Nina Newcomer');

  await guest.getByText('You’re in').waitFor();
  await picture(guest, 'journey-admitted-phone');
  await live.getByRole('row', { name: /Nina Newcomer.*Inside/ }).waitFor();
  expect(Number(await count(live, 'Inside now').innerText())).toBe(insideBefore + 1);
  await expectAccessible(live, 'journey-live-desktop');
});

test('the same picture a second time is refused at the door', async () => {
  const guest = await joinAs('Otto Once');
  const photo = await guest.screenshot();
  expect((await demo().scanPicture(photo)).title).toBe('Admitted');
  const again = await demo().scanPicture(photo);
  expect(again.title).toBe('Refused');
  expect(again.sentence).toMatch(/already used/i);
});
