/**
 * The phone of staff as a reader: its camera sees the rotating code on the guest's phone, and both
 * phones say so.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectOk } from '@qikcard/client';
import { readCode, readCredential } from '@qikcard/contracts';
import type { Page } from 'playwright-core';
import { decodeImage } from 'qikpoint-firmware-bridge';
import { afterAll, expect, test } from 'vitest';
import { cameraFlags, seen, writeFilm } from '../support/fake-camera.ts';
import {
  canistersAs,
  expectAccessible,
  inEveryLook,
  passFirstRun,
  signIn,
  signInAsNew,
  useDemo,
} from './demo.ts';
import { desktop, phone, picture } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'qikcard-camera-'));
const film = join(folder, 'camera.y4m');
writeFilm(film);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const { demo, openPage } = useDemo('door', cameraFlags(film));
const berlin = { timezoneId: 'Europe/Berlin' };

async function guestNamed(name: string): Promise<Page> {
  const guest = await openPage('/', berlin);
  await signInAsNew(guest, name);
  await passFirstRun(guest, name);
  await guest
    .getByRole('link', { name: /QikCard Open House/ })
    .first()
    .click();
  await guest.getByRole('button', { name: 'Join', exact: true }).click();
  await guest.getByRole('link', { name: 'Show pass' }).click();
  await codeOf(guest).waitFor();
  return guest;
}
const textOn = async (guest: Page) => (await decodeImage(await guest.screenshot()))!;
/** As a hand scanner does: all keys at once, then Enter. */
const typeFast = (page: Page, text: string) =>
  page.evaluate(
    (keys) => {
      for (const key of keys) {
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
      }
    },
    [...text, 'Enter'],
  );
const codeOf = (guest: Page) => guest.getByRole('img', { name: 'Entry code' });

async function openDoor(): Promise<Page> {
  const eventId = new URL(demo().liveUrl).pathname.split('/').pop();
  const door = await openPage(`/door/${eventId}`, { ...berlin, viewport: phone });
  await signIn(door, 'Olga Organizer');
  await door.getByRole('button', { name: 'Start camera' }).waitFor();
  return door;
}

/** The camera looks at what the guest's phone shows now. */
async function look(door: Page, guest: Page): Promise<void> {
  writeFilm(film, await seen(codeOf(guest)));
  await door.getByRole('button', { name: 'Start camera' }).click();
}

test('the camera of staff reads the rotating code, and both phones say "in"', async () => {
  const door = await openDoor();
  await inEveryLook(door, 'door-ready');
  await door.setViewportSize(phone);
  const guest = await guestNamed('Petra Pass');
  await expectAccessible(guest, 'door-pass-phone');
  await look(door, guest);
  await door.getByText('Admitted', { exact: true }).first().waitFor();
  await picture(door, 'screen-door-admitted-phone');
  await door.getByText('Petra Pass').first().waitFor();
  await guest.getByText('You’re in').waitFor();

  await door.setViewportSize(desktop);
  await door.getByText('Looking for a code').waitFor();
  await expectAccessible(door, 'door-camera-desktop');

  // The same picture on purpose: the code was used.
  await door.getByRole('button', { name: 'Stop camera' }).click();
  await door.getByRole('button', { name: 'Start camera' }).click();
  await door
    .getByText(/Already used at/)
    .first()
    .waitFor();
  await expectAccessible(door, 'door-refused-desktop');
  await door.setViewportSize(phone);
  await expectAccessible(door, 'door-refused-phone');
});

test('the code turns over within 15 seconds, and only this phone can make it', async () => {
  const guest = await guestNamed('Rosa Rotating');
  const shown = async () => {
    const text = await textOn(guest);
    const credential = readCredential(readCode(text)!.payload)!;
    if (credential.form !== 'token_pass') throw new Error(`not a signed token: ${credential.form}`);
    return credential.step;
  };
  const first = await shown();
  await expect.poll(shown, { timeout: 40_000, interval: 1_000 }).toBeGreaterThan(first);
});

test('without a network the phone goes on showing codes of its own', async () => {
  const guest = await guestNamed('Olaf Offline');
  await guest.context().setOffline(true);
  await guest.getByText('This code works without a network').waitFor();
  const form = async () => {
    const text = await textOn(guest);
    return readCredential(readCode(text)!.payload)?.form;
  };
  await expect.poll(form, { timeout: 20_000, interval: 500 }).toBe('pass');
  await expectAccessible(guest, 'door-pass-offline-phone');
  await guest.context().setOffline(false);
});

test('a hand scanner types the code; staff confirm before the guest goes in', async () => {
  const door = await openDoor();
  await door.getByRole('switch', { name: 'Ask before letting in' }).click();
  const guest = await guestNamed('Wanda Wedge');
  const text = await textOn(guest);
  await typeFast(door, text);
  await door.getByText('Let in?').waitFor();
  await expectAccessible(door, 'door-asked-phone');
  await door.getByRole('button', { name: 'Let in' }).click();
  await door.getByText('Admitted', { exact: true }).first().waitFor();
  await guest.getByText('You’re in').waitFor();

  await door.getByLabel('Search by name').fill('wanda');
  await door.getByRole('listitem').filter({ hasText: 'Wanda Wedge' }).getByText('Inside').waitFor();
});

test('a guest who opens the door’s address is told whose it is', async () => {
  const eventId = new URL(demo().liveUrl).pathname.split('/').pop();
  const guest = await guestNamed('Greta Guest');
  await guest.goto(new URL(`/door/${eventId}`, guest.url()).href);
  await guest.getByText('This door is not yours').waitFor();
  await expectAccessible(guest, 'door-forbidden-phone');
});

test('staff read the flag of a guest and ask what the event asks at the door', async () => {
  const eventId = BigInt(new URL(demo().liveUrl).pathname.split('/').pop() as string);
  const door = await openDoor();
  const { event: organizer } = await canistersAs(demo(), door, 'Olga Organizer');
  const sheet = expectOk(await organizer.event_sheet({ event_id: eventId, invitation: '' }));
  const { name, description, location, time_zone, starts_at_ns, ends_at_ns, capacity } =
    sheet.event;
  const draft = { name, description, location, time_zone, starts_at_ns, ends_at_ns, capacity };
  const question = {
    ...{ number: 1, text: 'Size of the shirt?', required: true, at_door: true },
    kind: { Choice: ['S', 'M', 'L'] },
  };
  expectOk(
    await organizer.edit_event({
      ...{
        event_id: eventId,
        draft: { ...draft, doors_open_ns: [sheet.event.doors_open_ns] },
        invitation: [],
      },
      details: { ...sheet.details, questions: [question] },
    }),
  );
  const guest = await guestNamed('Fiona Flag');
  const search = { event_id: eventId, text: 'Fiona', limit: 1 };
  const [{ id }] = expectOk(await organizer.search_guests(search));
  const attention = 'Allergic to nuts: tell the kitchen';
  expectOk(await organizer.set_note({ registration_id: id, note: '', attention }));

  await typeFast(door, await textOn(guest));
  await door.getByText(attention).waitFor();
  await inEveryLook(door, 'door-notes');
  await door.setViewportSize(phone);
  await door.getByLabel('Size of the shirt?').selectOption('M');
  await door.getByRole('button', { name: 'Save answers' }).click();
  await door.getByText(attention).waitFor({ state: 'detached' });
  const card = expectOk(await organizer.guest_card(id));
  expect(card.answers).toEqual([{ question: 1, answer: 'M' }]);
});
