/** The face that a guest gave, at the door: with a network, without one, changed, taken back. */
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { seen, writeFilm } from '../support/fake-camera.ts';
import {
  codeOf,
  doorsOf,
  found,
  guestNamed,
  textOn,
  typeFast,
  useCameraDemo,
} from './at-the-door.ts';
import { expectAccessible, inEveryLook } from './demo.ts';
import { desktop, phone } from './support.ts';

const used = useCameraDemo('door-faces');
const { demo, openPage, at, film } = used;
const { openDoor, listHas } = doorsOf(used);

/** A file from somebody's camera: nobody, in a yellow coat. */
async function portrait(page: Page): Promise<Buffer> {
  const png = await page.evaluate(() => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [900, 1200];
    const pen = canvas.getContext('2d') as CanvasRenderingContext2D;
    const blob = (colour: string, x: number, y: number, wide: number, high: number) => {
      pen.fillStyle = colour;
      pen.beginPath();
      pen.ellipse(x, y, wide, high, 0, 0, 2 * Math.PI);
      pen.fill();
    };
    pen.fillStyle = '#9db4c8';
    pen.fillRect(0, 0, 900, 1200);
    blob('#e0a526', 450, 1180, 400, 300);
    blob('#4a2f22', 450, 520, 240, 300);
    blob('#d9a07c', 450, 580, 180, 240);
    for (const x of [380, 520]) blob('#2b2320', x, 550, 18, 24);
    blob('#a65a4a', 450, 690, 70, 18);
    return canvas.toDataURL('image/png').split(',')[1] as string;
  });
  return Buffer.from(png, 'base64');
}
const faceOf = (page: Page | Locator, name: string) =>
  page.getByRole('img', { name: `Photo that ${name} gave` });
/** As if somebody had changed the files of this browser. */
const spoilFaces = (door: Page) =>
  door.evaluate(
    () =>
      new Promise<void>((done) => {
        const opening = indexedDB.open('qikcard-door-photos');
        opening.onsuccess = () => {
          const work = opening.result.transaction('photos', 'readwrite');
          const walk = work.objectStore('photos').openCursor();
          walk.onsuccess = () => {
            const row = walk.result;
            if (!row) return;
            row.value.image[200] ^= 1;
            row.update(row.value);
            row.continue();
          };
          work.oncomplete = () => {
            opening.result.close();
            done();
          };
        };
      }),
  );

test('staff see the face a guest gave, with a network and without, and no other', async () => {
  const name = 'Flora Face';
  const guest = await guestNamed(name, used);
  const pass = guest.url();
  const file = { name: 'me.png', mimeType: 'image/png', buffer: await portrait(guest) };
  await guest.goto(at('/profile'));
  await guest.getByLabel('Choose a picture').setInputFiles(file);
  await guest.getByText('Your picture is saved.').waitFor();
  await guest.goto(pass);
  await guest.getByRole('button', { name: 'Add a photo for the door' }).click();
  await guest.getByRole('button', { name: 'Use my profile picture' }).click();
  await guest.getByRole('button', { name: 'Another one' }).click();
  await guest.getByLabel('Choose a photo').setInputFiles({ ...file, buffer: Buffer.from('none') });
  await guest.getByText('This picture cannot be used. Take another one.').waitFor();
  await guest.getByLabel('Choose a photo').setInputFiles(file);
  await guest.getByRole('img', { name: 'What staff will see' }).waitFor();
  await inEveryLook(guest, 'photo-dialog');
  await guest.setViewportSize(phone);
  await guest.getByRole('button', { name: 'Show this to staff' }).click();
  await guest.getByText('Staff see it next to your name.').waitFor();
  await expectAccessible(guest, 'photo-pass');

  const desk = await openPage(new URL(demo().liveUrl).pathname, {
    ...{ as: 'Olga Organizer', viewport: desktop },
  });
  await desk.getByRole('tab', { name: 'Attendees' }).click();
  await desk.getByRole('button', { name }).click();
  await faceOf(desk, name).waitFor();
  await expectAccessible(desk, 'photo-desk');
  await desk.context().close();

  const door = await openDoor([`${name} with a phone and a face`]);
  await door.getByText('1 photo of a guest is on this phone, too.').waitFor();
  await door.getByRole('switch', { name: 'Ask before letting in' }).click();
  writeFilm(film, await seen(codeOf(guest)));
  await door.getByRole('button', { name: 'Start camera' }).click();
  await door.getByText('Let in?').waitFor();
  await faceOf(door, name).waitFor();
  await inEveryLook(door, 'door-face');
  await door.setViewportSize(phone);
  await door.getByRole('button', { name: 'Let in' }).click();
  await door.getByText('Admitted', { exact: true }).first().waitFor();
  await guest.getByText('You’re in').waitFor();
  await door.getByRole('button', { name: 'Stop camera' }).click();
  await guest.getByRole('button', { name: 'Show check-out code' }).click();

  await door.context().setOffline(true);
  await door.getByText('Offline', { exact: true }).waitFor();
  await door.getByLabel('Search by name').fill('flora');
  await faceOf(found(door, name), name).waitFor();
  await door.getByLabel('Search by name').clear();
  await guest.context().setOffline(true);
  await expect.poll(async () => (await textOn(guest)).length).toBeLessThan(150);
  await typeFast(door, await textOn(guest));
  await door
    .getByText(/Already inside since/)
    .first()
    .waitFor();
  await faceOf(door, name).waitFor();
  await expectAccessible(door, 'door-face-offline');
  await door.getByRole('button', { name: 'Next guest' }).click();

  await spoilFaces(door);
  await door.getByLabel('Search by name').fill('flora');
  await found(door, name).getByText('There is a photo, but not on this phone.').waitFor();
  expect(await faceOf(door, name).count()).toBe(0);

  // Whoever takes the picture back takes it from the door, too.
  await guest.context().setOffline(false);
  await guest.getByRole('button', { name: 'Your photo for the door' }).click();
  await guest.getByRole('button', { name: 'Remove it' }).click();
  await guest.getByText('Add a photo for the door').waitFor();
  await door.context().setOffline(false);
  await door.reload();
  await listHas(door, [`${name} with a phone`]);
  await door.getByText('1 photo of a guest is on this phone, too.').waitFor({ state: 'detached' });
});
