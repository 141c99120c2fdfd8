/** Cards of guests on the organizer's screen: given, replaced, blocked. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { inEveryLook, passFirstRun, signIn, signInAsNew, useDemo } from './demo.ts';
import { desktop } from './support.ts';

const { demo, openPage, at } = useDemo('guest-cards');
const berlin = { timezoneId: 'Europe/Berlin' };
const eventId = () => new URL(demo().liveUrl).pathname.split('/').pop() as string;

async function joined(name: string): Promise<void> {
  const guest = await openPage('/', berlin);
  await signInAsNew(guest, name);
  await passFirstRun(guest, name);
  await guest.goto(at(`/events/${eventId()}`));
  await guest.getByRole('button', { name: 'Join', exact: true }).click();
  await guest.getByRole('link', { name: 'Show pass' }).waitFor();
}
async function organizerAt(path: string): Promise<Page> {
  const olga = await openPage(path, { ...berlin, viewport: desktop });
  await signIn(olga, 'Olga Organizer');
  return olga;
}

test('a card is given, replaced and blocked, and what is safe about it is said', async () => {
  await joined('Carla Card');
  const olga = await organizerAt(`/organizer/events/${eventId()}`);
  await olga.getByRole('tab', { name: 'Attendees' }).click();
  await olga.getByRole('button', { name: 'Open Carla Card' }).click();
  const cards = olga.getByRole('region', { name: 'Cards' });
  await cards.getByLabel('Number or link of the card').fill('not a card');
  await cards.getByRole('button', { name: 'Give this card' }).click();
  await cards.getByText('neither a card’s link nor its number').waitFor();
  const give = async (uid: string) => {
    await cards.getByLabel('Number or link of the card').fill(uid);
    await cards.getByRole('button', { name: 'Give this card' }).click();
  };
  await give('04:a1:b2:c3:d4:e5:f6');
  await cards.getByText('04 A1 B2 C3 D4 E5 F6').waitFor();
  await cards.getByText('Can be copied', { exact: true }).waitFor();
  await inEveryLook(olga, 'gate-cards');
  await olga.setViewportSize(desktop);
  await cards.getByRole('button', { name: 'Replace' }).click();
  await cards.getByText('takes the place of 04 A1').waitFor();
  await give('0102030405');
  await cards.getByText('neither a card’s link nor its number').waitFor();
  await give('01020304');
  await cards.getByText('Replaced', { exact: true }).waitFor();
  await cards.getByRole('button', { name: 'Block' }).click();
  await cards.getByText('Blocked', { exact: true }).waitFor();
  expect(await cards.getByText('In use').count()).toBe(0);
});
