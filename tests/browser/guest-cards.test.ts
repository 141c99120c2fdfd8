/** Cards of guests on the organizer's screen and at the door: given, replaced, blocked. */
import { expectOk } from '@qikcard/client';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { identityOf } from '../../scripts/demo/people.ts';
import { berlin, eventIdOf, guestNamed, typeFast } from './at-the-door.ts';
import { canistersAs, inEveryLook, passFirstRun, signIn, signInAsNew, useDemo } from './demo.ts';
import { desktop, phone } from './support.ts';

const used = useDemo('guest-cards');
const { demo, openPage, at } = used;
const eventId = () => eventIdOf(demo());

async function organizerAt(path: string): Promise<Page> {
  const olga = await openPage(path, { ...berlin, viewport: desktop });
  await signIn(olga, 'Olga Organizer');
  return olga;
}

test('a card is given, replaced and blocked, and what is safe about it is said', async () => {
  await guestNamed('Carla Card', used);
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

test('staff at the door give a card to a guest, and nothing read meanwhile lets anybody in', async () => {
  await guestNamed('Dora Door', used);
  const door = await openPage('/', { ...berlin, viewport: phone });
  await signInAsNew(door, 'Sten Staff');
  await passFirstRun(door, 'Sten Staff');
  const [{ auth }, { event: organizer }] = [
    await canistersAs(demo(), door, 'Adam Admin'),
    await canistersAs(demo(), door, 'Olga Organizer'),
  ];
  expectOk(
    await auth.grant_role({
      principal: identityOf('Sten Staff').getPrincipal(),
      ...{ role: { staff: null }, scope: { Event: BigInt(eventId()) }, expires_at_ns: [] },
    }),
  );
  const asked = { event_id: BigInt(eventId()), text: 'Dora', limit: 1 };
  const [{ id }] = expectOk(await organizer.search_guests(asked));

  await door.goto(at(`/door/${eventId()}`));
  await expect
    .poll(async () => {
      await door.reload();
      await door.getByText(/^(This door is not yours|Last scans)$/).waitFor();
      return door.getByText('Last scans').count();
    })
    .toBe(1);
  await door.getByLabel('Search by name').fill('dora');
  await door.getByRole('button', { name: 'Cards: Dora Door' }).click();
  const cards = door.getByRole('dialog', { name: 'Dora Door' });
  await cards.getByText('No card yet.').waitFor();
  await typeFast(door, 'QK1:THIS IS NO CARD BUT A CODE');
  await cards.getByText('neither a card’s link nor its number').waitFor();
  await typeFast(door, '04A1B2C3D4E5F7');
  await cards.getByText('04 A1 B2 C3 D4 E5 F7').waitFor();
  await inEveryLook(door, 'door-cards');
  await door.setViewportSize(phone);
  await cards.getByRole('button', { name: 'Close' }).click();
  // The door itself has heard nothing of all that, and listens again.
  await door.getByText('Nothing scanned yet.').waitFor();
  await typeFast(door, 'QK1:THIS IS NO CARD BUT A CODE');
  await door.getByText('This is not a QikCard code.').first().waitFor();
  expect(expectOk(await organizer.list_cards(id))).toMatchObject([
    { kind: { Plain: null }, status: { Active: null } },
  ]);
  expect(expectOk(await organizer.search_guests(asked))).toMatchObject([{ inside: false }]);
});
