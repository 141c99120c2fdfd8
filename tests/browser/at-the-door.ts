/** The demo's event at its doors: guests who show codes, cameras that see a film, hand scanners. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { decodeImage } from 'qikpoint-firmware-bridge';
import { afterAll } from 'vitest';
import { cameraFlags, writeFilm } from '../support/fake-camera.ts';
import { passFirstRun, signInAsNew, useDemo } from './demo.ts';

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
