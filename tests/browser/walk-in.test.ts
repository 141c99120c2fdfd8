/** A guest who is on no list: let in at the door, and later the holder of their place. */
import { expect, test } from 'vitest';
import { canistersAs, inEveryLook, passFirstRun, signIn, signInAsNew, useDemo } from './demo.ts';
import { badgeFor } from './earning.ts';
import { phone } from './support.ts';

const { demo, openPage, at } = useDemo('walk-in');
const berlin = { timezoneId: 'Europe/Berlin' };

test('staff let somebody in without a name, who keeps the place with the code of the door', async () => {
  const eventId = new URL(demo().liveUrl).pathname.split('/').pop();
  const door = await openPage(`/door/${eventId}`, { ...berlin, viewport: phone });
  await signIn(door, 'Olga Organizer');
  const olga = await canistersAs(demo(), door, 'Olga Organizer');
  const made = await olga.nft.create_achievement(badgeFor(BigInt(eventId ?? 0)));
  expect(made).toHaveProperty('Ok');
  await door.getByRole('button', { name: 'Walk-in' }).click();
  await door.getByRole('dialog').getByLabel('Name').waitFor();
  await inEveryLook(door, 'walk-in-form');
  await door.setViewportSize(phone);
  await door.getByRole('button', { name: 'Let in', exact: true }).click();
  await door.getByRole('img', { name: 'Code to keep the place' }).waitFor();
  await inEveryLook(door, 'walk-in-admitted');
  await door.setViewportSize(phone);
  const code = await door.getByRole('dialog').locator('.font-mono').innerText();
  const name = await door
    .getByText(/^#\d+$/)
    .first()
    .innerText();

  await door.getByRole('button', { name: 'Next guest' }).click();
  await door.getByRole('dialog').getByLabel('Name').fill('Nora Newcomer');
  await door.getByRole('button', { name: 'Let in', exact: true }).click();
  await door.getByRole('dialog').getByText('Nora Newcomer').waitFor();
  await door.keyboard.press('Escape');
  const recent = door.getByRole('listitem');
  await recent.filter({ hasText: 'Nora Newcomer' }).getByText('Admitted').waitFor();
  await recent.filter({ hasText: name }).getByText('Admitted').waitFor();

  const guest = await openPage('/', berlin);
  await signInAsNew(guest, 'Wim Walker');
  await passFirstRun(guest, 'Wim Walker');
  await guest.goto(at(`/claim?code=${code}`));
  await guest.getByRole('heading', { name: /^A place at/ }).waitFor();
  const waiting = guest.getByRole('listitem').filter({ hasText: 'Lantern bearer' });
  await expect
    .poll(async () => {
      await guest.reload();
      await guest.getByRole('heading', { name: /^A place at/ }).waitFor();
      return waiting.count();
    })
    .toBe(1);
  await waiting.getByText('with 12.50 QIK').waitFor();
  await inEveryLook(guest, 'claim-waiting');
  await guest.getByRole('button', { name: 'Take the place' }).click();
  await guest.getByText(/^The place is yours\. What waited arrives/).waitFor();
  await guest.goto(at('/pass'));
  await guest
    .getByRole('link', { name: /Show pass/ })
    .first()
    .click();
  await guest.getByText('You’re in').waitFor();
  const earned = guest.getByRole('link', { name: /Lantern bearer/ });
  await expect
    .poll(async () => {
      await guest.goto(at('/badges'));
      await earned.or(guest.getByText('No badges yet')).first().waitFor();
      return earned.count();
    })
    .toBe(1);
});

test('the network is needed for it, and the door says so', async () => {
  const eventId = new URL(demo().liveUrl).pathname.split('/').pop();
  const door = await openPage(`/door/${eventId}`, { ...berlin, viewport: phone });
  await signIn(door, 'Olga Organizer');
  await door.getByRole('button', { name: 'Walk-in' }).click();
  await door.getByRole('dialog').getByLabel('Name').waitFor();
  await door.context().setOffline(true);
  await door.getByText('A walk-in needs the network').waitFor();
  expect(await door.getByRole('button', { name: 'Let in', exact: true }).isDisabled()).toBe(true);
});
