/** A lending desk with the camera of a phone: with a network, without one, and after it was killed. */
import { connect, expectOk } from '@qikcard/client';
import { doorCode, readCode } from '@qikcard/contracts';
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { readConfig } from '../../frontend/src/config/runtime.ts';
import { identityOf } from '../../scripts/demo/people.ts';
import { ChipCard } from '../support/chip-card.ts';
import { seen, writeFilm } from '../support/fake-camera.ts';
import { useCameraDemo } from './at-the-door.ts';
import { inEveryLook } from './demo.ts';
import { phone } from './support.ts';

const { at, demo, openPage, film } = useCameraDemo('things-desk');
const OLGA = 'Olga Organizer';
const sharp = { deviceScaleFactor: 3 };

/** Who is signed in nowhere, through the client: guests and a second desk. */
async function clientOf(name: string) {
  const page = await openPage('/');
  const served = await page.evaluate(async () => (await fetch('/qikcard.json')).json());
  await page.context().close();
  const { network } = readConfig(served, demo().gatewayUrl);
  return connect({ ...network, host: demo().gatewayUrl }, identityOf(name)).event;
}

/** The place of a guest, and what their phone shows at the desk now. */
async function guest(name: string) {
  const event = await clientOf(name);
  const [place] = (await event.my_registrations([], 1)).rows;
  const pass = async () => {
    const purpose = { check_in: null };
    const issued = await event.issue_token({ registration_id: place.id, purpose });
    return doorCode(Uint8Array.from(expectOk(issued).token));
  };
  /** A card that staff have just given out. */
  const card = async () => {
    const olga = await clientOf(OLGA);
    const uid = Uint8Array.from([4, ...crypto.getRandomValues(new Uint8Array(6))]);
    const keys = expectOk(await olga.card_keys({ event_id: place.event_id, uid }));
    const made = new ChipCard(uid, keys);
    const { payload } = readCode(made.tap()) as { payload: Uint8Array };
    expectOk(await olga.bind_card({ registration_id: place.id, payload, replaces: [] }));
    return made;
  };
  return { desk: `e${place.event_id}`, pass, card };
}

async function addThing(page: Page, desk: string, name: string): Promise<string> {
  await page.goto(at(`/lend/${desk}/new`));
  await page.getByLabel('Name').fill(name);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
  await page.goto(at(`/lend/${desk}/labels`));
  const label = page.locator('.label').filter({ hasText: name }).locator('.label-text');
  return (await label.textContent()) ?? '';
}

async function look(page: Page, shown: Locator): Promise<void> {
  const running = page.getByRole('button', { name: 'Stop camera' });
  if (await running.isVisible()) await running.click();
  writeFilm(film, await seen(shown));
  await page.getByRole('button', { name: 'Start camera' }).click();
}

async function type(page: Page, code: string): Promise<void> {
  await page.getByLabel('Or type a code').fill(code);
  await page.getByRole('button', { name: 'Open' }).click();
}

test('staff point the camera at a label, then at a pass; the next thing goes to the same person by its label alone', async () => {
  const ben = await guest('Ben Okafor');
  const olga = await openPage('/lend/me', { ...sharp, as: OLGA });
  await olga.getByText('No things yet').waitFor();
  const first = await addThing(olga, ben.desk, 'Headset');
  const second = await addThing(olga, ben.desk, 'Battery pack');
  const label = olga.locator('.label').filter({ hasText: 'Headset' }).getByRole('img');
  await label.waitFor();
  const desk = await openPage(`/lend/${ben.desk}?view=out`, { as: OLGA });
  await desk.getByRole('link', { name: 'Scan at the desk' }).click();
  await desk.getByText('Scan a thing, a pass or a card.').waitFor();
  await inEveryLook(desk, 'desk-ready');
  await desk.setViewportSize(phone);
  await look(desk, label);
  await desk
    .getByText('It is free. Now scan the pass of the borrower or tap their card.')
    .waitFor();
  await inEveryLook(desk, 'desk-thing');
  await desk.setViewportSize(phone);
  await type(desk, await ben.pass());
  await desk.getByText(/^To Ben Okafor, back by/).waitFor();
  await inEveryLook(desk, 'desk-lent');
  await desk.getByRole('button', { name: 'Next' }).click();

  await type(desk, second);
  await desk.getByRole('button', { name: 'To Ben Okafor again' }).click();
  await desk.getByText(/^To Ben Okafor, back by/).waitFor();
  await type(desk, first);
  await desk.getByText('Ben Okafor', { exact: true }).waitFor();
  await inEveryLook(desk, 'desk-out');
  await desk.getByRole('button', { name: 'Take back' }).click();
  await desk.getByText('Back on the shelf').waitFor();
  // The card of a guest does as well as the pass on a phone; one tap lends once.
  const card = await ben.card();
  const tap = card.tap();
  await type(desk, tap);
  await desk.getByText('Person read. Now scan the thing.').waitFor();
  await type(desk, first);
  await desk.getByText(/^To Ben Okafor, back by/).waitFor();
  await type(desk, first);
  await desk.getByRole('button', { name: 'Take back' }).click();
  await desk.getByText('Back on the shelf').waitFor();
  await type(desk, tap);
  await type(desk, first);
  await desk.getByText('This tap was used already. Tap the card again.').waitFor();
  await inEveryLook(desk, 'desk-card-again');
  await desk.setViewportSize(phone);
  await type(desk, 'nonsense');
  await desk.getByText('This is no label, no pass and no card.').waitFor();
  await desk.context().close();
  await olga.context().close();
});

test('without a network the desk goes on; a killed tab loses nothing; what does not stand is shown with how it is now', async () => {
  const [ben, cara] = [await guest('Ben Okafor'), await guest('Chiara Rossi')];
  const olga = await openPage('/lend/me', { as: OLGA });
  await olga.getByRole('heading', { name: 'My things' }).waitFor();
  const kept = await addThing(olga, ben.desk, 'Megaphone');
  const taken = await addThing(olga, ben.desk, 'Stopwatch');
  const desk = await openPage(`/lend/${ben.desk}`, { as: OLGA });
  await desk.getByRole('link', { name: 'Scan at the desk' }).click();
  await desk.getByText('Scan a thing, a pass or a card.').waitFor();
  // The shelf is on this device once its things are known by name.
  await expect.poll(() => shelfOn(desk)).toContain('Stopwatch');
  const [forBen, forCara] = [await ben.pass(), await cara.pass()];

  await desk.context().setOffline(true);
  await desk.getByText('Offline', { exact: true }).waitFor();
  await type(desk, kept);
  await desk.getByRole('heading', { name: 'Megaphone' }).waitFor();
  await type(desk, forBen);
  await desk.getByText('Saved for later').waitFor();
  await inEveryLook(desk, 'desk-saved');
  await desk.setViewportSize(phone);
  await type(desk, taken);
  await desk.getByRole('heading', { name: 'Stopwatch' }).waitFor();
  await type(desk, forCara);
  await desk.getByText('2 scans wait to be sent').waitFor();

  // Meanwhile another desk, which has a network, lends the stopwatch to somebody else.
  const other = await clientOf(OLGA);
  const { resource } = expectOk(await other.look_up_label(taken));
  const ada = identityOf('Ada Attendee').getPrincipal();
  const lent = await other.check_out_resource({
    scan_id: crypto.getRandomValues(new Uint8Array(16)),
    payload: new Uint8Array(),
    resource_id: resource.id,
    borrower: [ada],
    loan_id: [],
    reservation_id: [],
    count: 1,
    due_at_ns: [],
    method: { web: null },
    condition: [],
    note: '',
    seen_version: [],
    accepts_terms: true,
    offline: [],
  });
  expect(lent).toHaveProperty('Lent');

  const context = desk.context();
  await desk.close();
  await context.setOffline(false);
  const again = await context.newPage();
  await again.goto(at(`/lend/${ben.desk}/scan`));
  await again.getByText('What does not stand').waitFor();
  await again.getByText(/^You handed over Stopwatch/).waitFor();
  await again.getByText(/^It is not recorded/).waitFor();
  await again.getByText(/^Now it is with/).waitFor();
  await inEveryLook(again, 'desk-conflict');
  expect(expectOk(await other.look_up_label(kept)).loans.map((loan) => loan.borrower_name)).toEqual(
    ['Ben Okafor'],
  );
  await again.getByRole('button', { name: 'Seen' }).click();
  await again.getByText('What does not stand').waitFor({ state: 'detached' });
  await context.close();
  await olga.context().close();
});

test('a stock audit goes on without a network: what was seen is kept over a killed tab and counts once', async () => {
  const olga = await openPage('/lend/me', { as: OLGA });
  await olga.getByRole('heading', { name: 'My things' }).waitFor();
  const labels = [await addThing(olga, 'me', 'Whistle'), await addThing(olga, 'me', 'Lantern')];
  await olga.goto(at('/lend/me?view=audit'));
  await olga.getByRole('button', { name: 'Start a stock audit' }).click();
  await olga.getByText('Missing: 1').first().waitFor();
  await expect.poll(() => shelfOn(olga)).toContain('Lantern');
  const see = async (label: string) => {
    await olga.getByLabel('Label').fill(label);
    await olga.keyboard.press('Enter');
  };
  await see(labels[0]);
  await olga.getByText('Whistle: 1 of 1').waitFor();
  await olga.context().setOffline(true);
  await see(labels[1]);
  await olga.getByText('Lantern: written down, sent when there is a network.').waitFor();
  await see('00000-00000');
  await olga.getByText('2 scans wait to be sent').waitFor();
  expect(await olga.getByRole('button', { name: 'Finish' }).isDisabled()).toBe(true);
  await inEveryLook(olga, 'desk-audit-offline');
  const context = olga.context();
  await olga.close();
  await context.setOffline(false);
  const again = await context.newPage();
  await again.goto(at('/lend/me?view=audit'));
  await again.getByText(/^You counted 00000-00000/).waitFor();
  await again.getByRole('button', { name: 'Seen', exact: true }).last().click();
  await again.getByRole('button', { name: 'Finish' }).click();
  await again.getByText(/^Finished .*: 2 of 2 seen\.$/).waitFor();
  await context.close();
});

/** The names of the things that the desk keeps on its device. */
const shelfOn = (page: Page): Promise<string[]> =>
  page.evaluate(
    () =>
      new Promise<string[]>((done, failed) => {
        const opening = indexedDB.open('qikcard-desk');
        opening.onerror = () => failed(opening.error);
        opening.onsuccess = () => {
          const all = opening.result.transaction('shelf').objectStore('shelf').getAll();
          all.onsuccess = () => {
            opening.result.close();
            done(all.result.map(({ name }) => name));
          };
          all.onerror = () => failed(all.error);
        };
      }),
  );
