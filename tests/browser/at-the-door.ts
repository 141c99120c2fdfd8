/** The demo's event at its doors: guests who show codes, cameras that see a film, hand scanners. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { decodeImage } from 'qikpoint-firmware-bridge';
import { afterAll } from 'vitest';
import { cameraFlags, writeFilm } from '../support/fake-camera.ts';
import { passFirstRun, signIn, signInAsNew, useDemo } from './demo.ts';
import { phone } from './support.ts';

/** Where the demo's event is. */
export const berlin = { timezoneId: 'Europe/Berlin' };

/** A demo for the tests of one file, whose browser sees `film` through its camera: first nothing. */
export function useCameraDemo(name: string) {
  const folder = mkdtempSync(join(tmpdir(), `${name}-film-`));
  const film = join(folder, 'camera.y4m');
  writeFilm(film);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return { ...useDemo(name, cameraFlags(film)), film };
}

/** The number of the demo's event; only inside tests. */
export const eventIdOf = ({ liveUrl }: { liveUrl: string }): string =>
  new URL(liveUrl).pathname.split('/').pop() as string;

/** Doors of the demo's event that decide by a list of guests. */
export function doorsOf({ demo, openPage }: Pick<ReturnType<typeof useDemo>, 'demo' | 'openPage'>) {
  const eventId = () => eventIdOf(demo());
  /** A door whose list has all of these guests. */
  async function openDoor(names: string[]): Promise<Page> {
    const door = await openPage(`/door/${eventId()}`, { ...berlin, viewport: phone });
    await signIn(door, 'Olga Organizer');
    await door.getByRole('button', { name: 'Start camera' }).waitFor();
    await listHas(door, names);
    return door;
  }

  /** The door fetches its list once a minute, and at once when it is opened again. */
  async function listHas(door: Page, names: string[]): Promise<void> {
    for (let tries = 0; tries < 20; tries++) {
      await door.getByText(/\d+ guests, checked at/).waitFor();
      const kept = await door.evaluate(
        () =>
          new Promise<string[]>((done) => {
            const opening = indexedDB.open('qikcard-door');
            opening.onsuccess = () => {
              const all = opening.result.transaction('packs').objectStore('packs').getAll();
              all.onsuccess = () => {
                opening.result.close();
                done(
                  all.result.flatMap(
                    (pack: {
                      roster: {
                        entries: { displayName: string; holderKey?: object; photoHash?: object }[];
                      };
                    }) =>
                      pack.roster.entries.map(
                        ({ displayName, holderKey, photoHash }) =>
                          `${displayName}${holderKey ? ' with a phone' : ''}${photoHash ? ' and a face' : ''}`,
                      ),
                  ),
                );
              };
            };
          }),
      );
      if (names.every((name) => kept.includes(name))) return;
      await sleep(1_500);
      await door.reload();
      await door.getByRole('button', { name: 'Start camera' }).waitFor();
    }
    throw new Error(`the list never had ${names.join(', ')}`);
  }
  return { eventId, openDoor, listHas };
}

/** Who was found by name: below the recent scans. */
export const found = (door: Page, name: string) =>
  door.getByRole('listitem').filter({ hasText: name }).last();

/** Somebody new who has joined the demo's event, on a phone that shows the code. */
export async function guestNamed(
  name: string,
  { at, demo, openPage }: Pick<ReturnType<typeof useDemo>, 'at' | 'demo' | 'openPage'>,
): Promise<Page> {
  const guest = await openPage('/', berlin);
  await signInAsNew(guest, name);
  await passFirstRun(guest, name);
  await guest.goto(at(`/events/${eventIdOf(demo())}`));
  await guest.getByRole('button', { name: 'Join', exact: true }).click();
  await guest.getByRole('link', { name: 'Show pass' }).click();
  await codeOf(guest).waitFor();
  return guest;
}

export const codeOf = (guest: Page) => guest.getByRole('img', { name: 'Entry code' });
/** What the code on a page says. */
export const textOn = async (page: Page) => (await decodeImage(await page.screenshot()))!;

/** As a hand scanner or card reader does: all keys at once, then Enter. */
export const typeFast = (page: Page, text: string) =>
  page.evaluate(
    (keys) => {
      for (const key of keys) {
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
      }
    },
    [...text, 'Enter'],
  );
