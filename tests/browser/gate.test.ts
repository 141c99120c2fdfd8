/**
 * A gate that asks, and what is left of an entry: the tablet's code, the phone's signed answer, the
 * verdict; a proof that anybody can check; and the choices and cards of organizers behind it.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { seen, writeFilm } from '../support/fake-camera.ts';
import { berlin, eventIdOf, guestNamed, textOn, typeFast, useCameraDemo } from './at-the-door.ts';
import { inEveryLook, signIn } from './demo.ts';
import { desktop, phone } from './support.ts';

const used = useCameraDemo('gate');
const { demo, openPage, film } = used;
const eventId = () => eventIdOf(demo());

/** Which cameras a page asks for, from now on. */
async function camerasAsked(page: Page): Promise<() => Promise<unknown[]>> {
  await page.evaluate(() => {
    const asked: unknown[] = [];
    Object.assign(window, { asked });
    const { mediaDevices } = navigator;
    const open = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = (wanted) => {
      asked.push(wanted);
      return open(wanted);
    };
  });
  return () => page.evaluate(() => (window as never as { asked: unknown[] }).asked);
}
async function organizerAt(path: string): Promise<Page> {
  const olga = await openPage(path, { ...berlin, viewport: desktop });
  await signIn(olga, 'Olga Organizer');
  return olga;
}

test('the gate shows a code, the phone answers it, the gate says "in", and the proof holds', async () => {
  const olga = await organizerAt(`/organizer/events/${eventId()}/doors/passes`);
  await olga.getByLabel(/The phone answers the gate/).check();
  await inEveryLook(olga, 'gate-policy');
  await olga.getByRole('button', { name: 'Save' }).click();
  await olga.getByText('Saved. It counts from the next scan on.').first().waitFor();

  const guest = await guestNamed('Gerda Gate', used);
  const gate = await organizerAt(`/gate/${eventId()}`);
  const code = gate.getByRole('img', { name: 'Gate code' });
  await code.waitFor();
  await inEveryLook(gate, 'gate-asks');
  await gate.setViewportSize(desktop);

  // A pass without an answer is not enough here.
  await typeFast(gate, await textOn(guest));
  await gate.getByText('Ask the guest to scan this gate’s code first.').waitFor();
  await gate.getByRole('button', { name: 'Next guest' }).click();

  await guest.getByRole('button', { name: 'Scan the gate' }).click();
  writeFilm(film, await seen(code));
  await guest.getByRole('button', { name: 'Start camera' }).click();
  await guest.getByRole('img', { name: 'Answer for the gate' }).waitFor();
  // The tablet's own camera, the one on the side of its screen, reads the answer.
  const asked = await camerasAsked(gate);
  writeFilm(film, await seen(guest.getByRole('img', { name: 'Answer for the gate' })));
  await gate.getByRole('button', { name: 'Start camera' }).click();
  await gate.getByText('Admitted', { exact: true }).waitFor();
  expect(await asked()).toMatchObject([{ video: { facingMode: 'user' } }]);
  await gate.getByText('Gerda Gate').waitFor();
  await guest.getByText('You’re in').waitFor();

  await guest.getByRole('link', { name: 'Proof of entry' }).waitFor();
  await inEveryLook(guest, 'gate-pass-in');
  await guest.setViewportSize(phone);
  const [download] = await Promise.all([
    guest.waitForEvent('download'),
    guest.getByRole('button', { name: 'Download the proof' }).click(),
  ]);
  const file = join(dirname(film), 'proof.json');
  await download.saveAs(file);
  const link = (await guest.getByRole('link', { name: 'Proof of entry' }).getAttribute('href'))!;

  // Anybody, signed in nowhere.
  const anybody = await openPage('/receipt', berlin);
  await anybody.getByLabel('Choose the file').setInputFiles(file);
  await anybody.getByText('True', { exact: true }).waitFor();
  await anybody.getByText('QikCard Open House').waitFor();
  await inEveryLook(anybody, 'receipt-true');
  const written = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify({ ...written, at: String(BigInt(written.at) + 1n) }));
  await anybody.getByLabel('Choose the file').setInputFiles(file);
  await anybody.getByText('Not proven').waitFor();
  await inEveryLook(anybody, 'receipt-false');
  const byLink = await openPage('/receipt', berlin);
  await byLink.goto(link);
  await byLink.reload();
  await byLink.getByText('True', { exact: true }).waitFor();

  await olga.getByLabel(/Any valid code/).check();
  await olga.getByRole('button', { name: 'Save' }).click();
  await olga.getByText('Saved. It counts from the next scan on.').first().waitFor();
});
