/**
 * The phone of staff as a reader: its camera sees the rotating code on the guest's phone, and both
 * phones say so.
 */
import { expectOk } from '@qikcard/client';
import { readCode, readCredential } from '@qikcard/contracts';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { seen, writeFilm } from '../support/fake-camera.ts';
import { mainList } from '../support/plans.ts';
import { berlin, codeOf, guestNamed, textOn, typeFast, useCameraDemo } from './at-the-door.ts';
import { canistersAs, expectAccessible, inEveryLook, signIn } from './demo.ts';
import { desktop, openBrowser, phone, picture } from './support.ts';

const used = useCameraDemo('door');
const { at, demo, openPage, film } = used;

const doorUrl = () => at(`/door/${new URL(demo().liveUrl).pathname.split('/').pop()}`);

async function openDoor(): Promise<Page> {
  const door = await openPage(doorUrl(), { ...berlin, viewport: phone });
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
  const guest = await guestNamed('Petra Pass', used);
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
  const guest = await guestNamed('Rosa Rotating', used);
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
  const guest = await guestNamed('Olaf Offline', used);
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
  const guest = await guestNamed('Wanda Wedge', used);
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

/** Every tone that starts and every buzz, from now on; both happen as they would. */
async function listenTo(door: Page): Promise<() => Promise<string[]>> {
  await door.addInitScript(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    const { start } = OscillatorNode.prototype;
    OscillatorNode.prototype.start = function (when) {
      heard.push(`${this.context.state} ${Math.round(this.frequency.value)} Hz`);
      start.call(this, when);
    };
    const vibrate = navigator.vibrate.bind(navigator);
    navigator.vibrate = (pattern: VibratePattern | Iterable<number>) => {
      heard.push(`buzz ${pattern}`);
      return vibrate(pattern as VibratePattern);
    };
  });
  await door.reload();
  await door.getByRole('button', { name: 'Start camera' }).waitFor();
  return () => door.evaluate(() => (window as never as { heard: string[] }).heard.splice(0));
}

/** How many moves this door goes by while it is alone. */
const movesSeen = (door: Page) =>
  door.evaluate(
    () =>
      new Promise<number>((done) => {
        const opening = indexedDB.open('qikcard-door');
        opening.onsuccess = () => {
          const counted = opening.result.transaction('moves').objectStore('moves').count();
          counted.onsuccess = () => {
            opening.result.close();
            done(counted.result);
          };
        };
      }),
  );

test('an answer sounds and buzzes, quietly where staff want that, and is taken back from the list', async () => {
  const door = await openDoor();
  const heard = await listenTo(door);
  const guest = await guestNamed('Sonja Sound', used);
  // Browsers allow sound after the first touch.
  await door.getByRole('heading', { name: 'Last scans' }).click();
  await typeFast(door, await textOn(guest));
  const row = door.getByRole('listitem').filter({ hasText: 'Sonja Sound' }).first();
  await row.getByText('Admitted').waitFor();
  expect(await heard()).toEqual(['running 659 Hz', 'running 988 Hz', 'buzz 60,40,120']);

  await typeFast(door, 'no code of ours, but long enough');
  await door.getByText('This is not a QikCard code.').first().waitFor();
  expect(await heard()).toEqual(['running 220 Hz', 'running 175 Hz', 'buzz 180,60,180']);
  await door.getByRole('button', { name: 'Next guest' }).click();

  expect(await movesSeen(door)).toBe(1);
  await door.getByRole('switch', { name: 'Sound' }).click();
  await row.getByRole('button', { name: 'Undo: Sonja Sound' }).click();
  await door.getByRole('button', { name: 'Undo', exact: true }).click();
  await row.getByText('Taken back').waitFor();
  expect(await row.getByRole('button').count()).toBe(0);
  await inEveryLook(door, 'door-undone');
  await door.setViewportSize(phone);
  const { event: organizer } = await canistersAs(demo(), door, 'Olga Organizer');
  const eventId = BigInt(new URL(demo().liveUrl).pathname.split('/').pop() as string);
  const search = { event_id: eventId, text: 'Sonja', limit: 1 };
  expect(expectOk(await organizer.search_guests(search))).toMatchObject([{ inside: false }]);
  // A door that is alone later does not go by it, either.
  await expect.poll(() => movesSeen(door)).toBe(0);

  await heard();
  await typeFast(door, 'again no code, and long enough, too');
  await door.getByText('This is not a QikCard code.').first().waitFor();
  await door.getByRole('button', { name: 'Next guest' }).click();
  expect(await heard()).toEqual(['buzz 180,60,180']);
  // The choice stays on this phone.
  await door.reload();
  const sound = door.getByRole('switch', { name: 'Sound' });
  await sound.waitFor();
  expect(await sound.isChecked()).toBe(false);
  await sound.click();
  await expect.poll(heard).toContain('running 659 Hz');
});

test('the light is offered where the camera has one, and another camera where there is one', async () => {
  const browser = await openBrowser([
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream=device-count=2',
  ]);
  try {
    const context = await browser.newContext({ ...berlin, viewport: phone });
    const door = await context.newPage();
    door.setDefaultTimeout(30_000);
    await door.goto(doorUrl());
    await signIn(door, 'Olga Organizer');
    await door.getByRole('button', { name: 'Start camera' }).click();
    const cameraInUse = () =>
      door.evaluate(() => {
        const { srcObject } = document.querySelector('video')!;
        return (srcObject as MediaStream).getVideoTracks()[0].label;
      });
    const other = door.getByRole('button', { name: 'Other camera' });
    await other.waitFor();
    expect(await cameraInUse()).toBe('fake_device_0');
    await other.click();
    await expect.poll(cameraInUse).toBe('fake_device_1');
    expect(await door.getByRole('button', { name: 'Light on' }).count()).toBe(0);

    // No camera of a computer has a light: this one says that it does, and notes what is asked of it.
    await door.evaluate(() => {
      const asked: unknown[] = [];
      Object.assign(window, { asked });
      const { getCapabilities } = MediaStreamTrack.prototype;
      MediaStreamTrack.prototype.getCapabilities = function () {
        return { ...getCapabilities.call(this), torch: true };
      };
      MediaStreamTrack.prototype.applyConstraints = async (wanted) => {
        asked.push(wanted);
        if (asked.length > 2) throw new OverconstrainedError('torch');
      };
    });
    await other.click();
    await expect.poll(cameraInUse).toBe('fake_device_0');
    await inEveryLook(door, 'door-light');
    await door.getByRole('button', { name: 'Light on' }).click();
    await door.getByRole('button', { name: 'Light off' }).click();
    await door.getByRole('button', { name: 'Light on' }).waitFor();
    const asked = () => door.evaluate(() => (window as never as { asked: unknown[] }).asked);
    const torch = (on: boolean) => ({ advanced: [{ torch: on }] });
    expect(await asked()).toEqual([torch(true), torch(false)]);
    // One that cannot do what it says is not offered again.
    await door.getByRole('button', { name: 'Light on' }).click();
    await door.getByRole('button', { name: 'Light on' }).waitFor({ state: 'detached' });
  } finally {
    await browser.close();
  }
});

test('a guest who opens the door’s address is told whose it is', async () => {
  const eventId = new URL(demo().liveUrl).pathname.split('/').pop();
  const guest = await guestNamed('Greta Guest', used);
  await guest.goto(new URL(`/door/${eventId}`, guest.url()).href);
  await guest.getByText('This door is not yours').waitFor();
  await expectAccessible(guest, 'door-forbidden-phone');
});

test('where an age is asked for, staff say that they have seen the proof, and the guest goes in', async () => {
  const eventId = BigInt(new URL(demo().liveUrl).pathname.split('/').pop() as string);
  const door = await openDoor();
  const { event: organizer } = await canistersAs(demo(), door, 'Olga Organizer');
  const plan = expectOk(await organizer.door_plan(eventId));
  const list = { ...mainList, id: 77n, rules: [{ MinAge: 18 }] };
  const asking = expectOk(await organizer.set_door_plan(eventId, { ...plan, lists: [list] }));
  await door.reload();
  await door.getByRole('button', { name: 'Start camera' }).waitFor();
  const guest = await guestNamed('Agnes Adult', used);
  await typeFast(door, await textOn(guest));
  await door.getByText('Only from the age of 18, proven to staff').first().waitFor();
  await inEveryLook(door, 'door-age');
  await door.setViewportSize(phone);
  await door.getByRole('button', { name: 'Proof seen: 18 or older' }).click();
  await door.getByText('Admitted', { exact: true }).first().waitFor();
  await door.getByText('Agnes Adult').first().waitFor();

  // Who shows a card is found by name.
  await door.getByLabel('Search by name').fill('ada');
  await door.getByRole('button', { name: 'Proof seen: 18 or older: Ada Attendee' }).click();
  await door.getByText('The age of Ada Attendee is noted.').waitFor();
  await inEveryLook(door, 'door-age-by-name');
  const { version } = asking;
  expectOk(await organizer.set_door_plan(eventId, { ...plan, version }));
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
  const guest = await guestNamed('Fiona Flag', used);
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
