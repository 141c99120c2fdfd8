/**
 * A door with the network pulled out: it decides by the certified list it carries, says that it did so
 * alone, loses nothing when its tab is killed, and what the canister would not have done is shown.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { connect, expectOk } from '@qikcard/client';
import { doorCode } from '@qikcard/contracts';
import type { BrowserContext, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { identityOf } from '../../scripts/demo/people.ts';
import { seen, writeFilm } from '../support/fake-camera.ts';
import { doorsOf, found, guestNamed, textOn, typeFast, useCameraDemo } from './at-the-door.ts';
import { inEveryLook, signIn } from './demo.ts';
import { phone } from './support.ts';

const used = useCameraDemo('door-offline');
const { demo, openPage, at, film } = used;
const { eventId, openDoor } = doorsOf(used);

/** The address of the door, in a new tab of a browser without a network. */
async function reopened(context: BrowserContext): Promise<Page> {
  const door = await context.newPage();
  door.setDefaultTimeout(30_000);
  await door.goto(at(`/door/${eventId()}`));
  await door.getByRole('button', { name: 'Start camera' }).waitFor();
  await door.getByText('Offline', { exact: true }).waitFor();
  return door;
}
/** The deployment as one of the people of the demo. */
async function as(name: string) {
  const page = await openPage('/');
  const { network } = await page.evaluate(async () => (await fetch('/qikcard.json')).json());
  await page.context().close();
  return connect({ ...network, host: demo().gatewayUrl }, identityOf(name));
}
async function registrationOf(name: string) {
  const { event } = await as('Olga Organizer');
  const asked = { event_id: BigInt(eventId()), text: name, limit: 5 };
  return expectOk(await event.search_guests(asked))[0]!;
}
const recent = (door: Page, name: string) =>
  door.getByRole('listitem').filter({ hasText: name }).first();

test('without a network the door lets in by its list, and the network confirms it later', async () => {
  const guest = await guestNamed('Ottilie Offline', used);
  const door = await openDoor(['Ottilie Offline with a phone']);
  await door.context().setOffline(true);
  await door.getByText('Offline', { exact: true }).waitFor();
  await guest.context().setOffline(true);
  await guest.getByText('This code works without a network').waitFor();
  await expect.poll(async () => (await textOn(guest)).length).toBeLessThan(150);
  await typeFast(door, await textOn(guest));
  await door.getByText('Let in · offline').first().waitFor();
  await door.getByText('Ottilie Offline').first().waitFor();
  await inEveryLook(door, 'door-alone');
  await door.setViewportSize(phone);
  await door.getByText('1 scan waits to be sent').waitFor();

  // The same guest again, with the next code: this door knows that she is inside.
  await sleep(16_000);
  await typeFast(door, await textOn(guest));
  await door
    .getByText(/Already inside since/)
    .first()
    .waitFor();
  await door.getByText('Decided on this phone').first().waitFor();
  await door.getByRole('button', { name: 'Next guest' }).click();
  await door.getByLabel('Search by name').fill('ottilie');
  await found(door, 'Ottilie Offline').getByText('Inside').waitFor();

  await guest.context().setOffline(false);
  await door.context().setOffline(false);
  await door.getByText(/waits? to be sent/).waitFor({ state: 'detached' });
  await guest.getByText('You’re in').waitFor();
});

test('a tab that is killed loses nothing: another one sends what it decided', async () => {
  const guest = await guestNamed('Kilian Killed', used);
  const door = await openDoor(['Kilian Killed with a phone']);
  const context = door.context();
  await guest.context().setOffline(true);
  await guest.getByText('This code works without a network').waitFor();
  await expect.poll(async () => (await textOn(guest)).length).toBeLessThan(150);
  await context.setOffline(true);
  await typeFast(door, await textOn(guest));
  await door.getByText('Let in · offline').first().waitFor();
  await door.close();

  const again = await context.newPage();
  again.setDefaultTimeout(30_000);
  await context.setOffline(false);
  await again.goto(at(`/door/${eventId()}`));
  await again.getByRole('button', { name: 'Start camera' }).waitFor();
  await again.getByText(/waits? to be sent/).waitFor({ state: 'detached' });
  await guest.context().setOffline(false);
  await guest.getByText('You’re in').waitFor();
});

test('a door that was closed opens again without a network, and decides as before', async () => {
  const guest = await guestNamed('Rita Reopened', used);
  const first = await openDoor(['Rita Reopened with a phone']);
  await first.getByText('Closed by mistake, this page opens again').waitFor();
  await guest.context().setOffline(true);
  await guest.getByText('This code works without a network').waitFor();
  await expect.poll(async () => (await textOn(guest)).length).toBeLessThan(150);
  // What the browser happens to have in its cache is gone when it needs the space.
  const context = first.context();
  const browser = await context.newCDPSession(first);
  await browser.send('Network.clearBrowserCache');
  await context.setOffline(true);
  await first.close();

  const door = await reopened(context);
  await door.getByText(/\d+ guests, checked at/).waitFor();
  await inEveryLook(door, 'door-reopened');
  await door.setViewportSize(phone);
  writeFilm(film, await seen(guest.getByRole('img', { name: 'Entry code' })));
  await door.getByRole('button', { name: 'Start camera' }).click();
  await door.getByText('Let in · offline').first().waitFor();
  await door.close();

  // Once more: what was decided is on disk.
  const again = await reopened(context);
  await again.getByText('1 scan waits to be sent').waitFor();
  await context.setOffline(false);
  await again.getByText(/waits? to be sent/).waitFor({ state: 'detached' });
  await recent(again, 'Rita Reopened').getByText('Admitted').waitFor();
  expect(await registrationOf('Rita Reopened')).toMatchObject({ inside: true });
  await guest.context().setOffline(false);
  await guest.getByText('You’re in').waitFor();
});

/** Leaves a device as it is when a sign-in has run out: what was delegated is worth nothing any more. */
const runOut = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<void>((done) => {
        const endedMs = Date.now() - 1_000;
        const kept = JSON.parse(localStorage.getItem('qikcard.session') ?? '{}');
        localStorage.setItem('qikcard.session', JSON.stringify({ ...kept, signInEndsMs: endedMs }));
        localStorage.setItem('qikcard.session-ends', String(endedMs));
        const opening = indexedDB.open('auth-client-db');
        opening.onsuccess = () => {
          const change = opening.result.transaction('ic-keyval', 'readwrite');
          change.objectStore('ic-keyval').delete('delegation');
          change.oncomplete = () => {
            opening.result.close();
            done();
          };
        };
      }),
  );

test('a door whose sign-in ran out goes on without a network, and sends after the next one', async () => {
  const guest = await guestNamed('Sid Session', used);
  const first = await openDoor(['Sid Session with a phone']);
  await first.getByText('Closed by mistake, this page opens again').waitFor();
  const kept = () => first.evaluate(() => localStorage.getItem('qikcard.session'));
  await expect.poll(kept, { timeout: 20_000 }).not.toBeNull();
  await guest.context().setOffline(true);
  await guest.getByText('This code works without a network').waitFor();
  await expect.poll(async () => (await textOn(guest)).length).toBeLessThan(150);
  const context = first.context();
  await context.setOffline(true);
  await runOut(first);
  await first.close();

  const door = await reopened(context);
  await door.getByText(/^Your session is over. This door goes on/).waitFor();
  await typeFast(door, await textOn(guest));
  await door.getByText('Let in · offline').first().waitFor();
  await door.getByText('1 scan waits to be sent').waitFor();
  await inEveryLook(door, 'door-signed-out');
  await door.setViewportSize(phone);

  // With a network the door asks who is there, and nothing is sent before that.
  await context.setOffline(false);
  await door.getByText('Your session has ended').first().waitFor();
  expect(await registrationOf('Sid Session')).toMatchObject({ inside: false });
  await signIn(door, 'Olga Organizer');
  await recent(door, 'Sid Session').getByText('Admitted').waitFor();
  expect(await registrationOf('Sid Session')).toMatchObject({ inside: true });

  // A door that is open when the time is up stays open.
  await context.setOffline(true);
  await door.getByText('Offline', { exact: true }).waitFor();
  await door.clock.install({ time: Date.now() + 9 * 3_600_000 });
  await door.getByText(/^Your session is over. This door goes on/).waitFor();
  await recent(door, 'Sid Session').getByText('Admitted').waitFor();
});

test('what the canister would not have done comes up for a decision', async () => {
  const guest = await guestNamed('Conny Conflict', used);
  const door = await openDoor(['Conny Conflict with a phone']);
  await door.context().setOffline(true);
  await guest.context().setOffline(true);
  // Another door lets her in while this one cannot know.
  const { id } = await registrationOf('Conny Conflict');
  const { event } = await as('Olga Organizer');
  const byHand = { registration_id: id, direction: { In: null }, gate: 'Back door' };
  const moved = await event.move_by_hand({
    ...byHand,
    ...{ list_id: [] as [], reason: 'Phone was flat', override_rules: false },
  });
  expect(moved).toHaveProperty('Admitted');
  await expect.poll(async () => (await textOn(guest)).length).toBeLessThan(150);
  await typeFast(door, await textOn(guest));
  await door.getByText('Let in · offline').first().waitFor();
  await door.context().setOffline(false);
  await recent(door, 'Conny Conflict').getByText('In, but look into it').waitFor();
  await inEveryLook(door, 'door-conflict');
  await door.getByRole('link', { name: 'Look' }).click();
  await door.getByText('Used at two doors').waitFor();
  await inEveryLook(door, 'door-conflict-inbox');
});

test('a guest whose place was withdrawn meanwhile is named, and staff decide', async () => {
  const guest = await guestNamed('Wilma Withdrawn', used);
  const door = await openDoor(['Wilma Withdrawn with a phone']);
  await door.context().setOffline(true);
  await guest.context().setOffline(true);
  await expect.poll(async () => (await textOn(guest)).length).toBeLessThan(150);
  await typeFast(door, await textOn(guest));
  await door.getByText('Let in · offline').first().waitFor();
  const { id } = await registrationOf('Wilma Withdrawn');
  expectOk(await (await as('Olga Organizer')).event.revoke_registration(id));
  await door.context().setOffline(false);
  await recent(door, 'Wilma Withdrawn').getByText('In, but look into it').waitFor();
  await door.getByRole('link', { name: 'Look' }).click();
  const conflict = door.getByRole('listitem').filter({ hasText: 'Wilma Withdrawn' });
  await conflict.getByText('Place withdrawn').waitFor();
  await conflict.getByText(/^The place was withdrawn while this door had no network/).waitFor();
  await inEveryLook(door, 'door-withdrawn-inbox');
});

test('a code that only the network can check is for staff to decide', async () => {
  const door = await openDoor(['Ada Attendee']);
  const { id } = await registrationOf('Ada Attendee');
  const ada = await as('Ada Attendee');
  const asked = { registration_id: id, purpose: { check_in: null } };
  const { token } = expectOk(await ada.event.issue_token(asked));
  await door.context().setOffline(true);
  await typeFast(door, doorCode(Uint8Array.from(token)));
  await door.getByText('You decide').waitFor();
  await door.getByText('Ada Attendee').first().waitFor();
  await inEveryLook(door, 'door-unsure');
  await door.setViewportSize(phone);
  await door.getByRole('button', { name: 'Turn away' }).click();
  await door.getByText('Turned away by you').first().waitFor();
  await door.getByText('1 scan waits to be sent').waitFor();
});
