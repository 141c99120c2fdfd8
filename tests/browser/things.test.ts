/** Lending on the real canisters, as people do it: add a thing, borrow it by its label, bring it back. */
import { connect, expectOk } from '@qikcard/client';
import { doorCode, labelForPeople } from '@qikcard/contracts';
import type { Page } from 'playwright-core';
import { decodeImage } from 'qikpoint-firmware-bridge';
import { expect, it } from 'vitest';
import { readConfig } from '../../frontend/src/config/runtime.ts';
import { identityOf } from '../../scripts/demo/people.ts';
import {
  type Box,
  darkInside,
  type PrintedPage,
  printedPages,
  scanned,
} from '../support/printed.ts';
import { draftOf } from '../support/things.ts';
import { canistersAs, inEveryLook, useDemo } from './demo.ts';
import { accessibilityProblems } from './support.ts';

const { at, demo, openPage } = useDemo('things');
const OLGA = 'Olga Organizer';
const ADA = 'Ada Attendee';

async function addThing(page: Page, desk: string, name: string): Promise<void> {
  await page.goto(at(`/lend/${desk}/new`));
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Category').fill('Tools');
  await page.getByLabel('Terms').fill('Bring it back clean and charged.');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

/** The labels of a desk by the names of their things. */
async function labelsOf(page: Page, desk: string): Promise<Map<string, string>> {
  await page.goto(at(`/lend/${desk}/labels`));
  await page.locator('.label').first().waitFor();
  const found = await page
    .locator('.label')
    .evaluateAll((labels) =>
      labels.map((each) => [
        each.querySelector('.label-name')?.textContent ?? '',
        each.querySelector('.label-text')?.textContent ?? '',
      ]),
    );
  return new Map(found.map(([name, label]) => [name, label]));
}

it('a thing is added, labelled, borrowed by its label with its terms, extended and brought back', async () => {
  const olga = await openPage('/lend/me', { as: OLGA });
  await olga.getByText('No things yet').waitFor();
  await inEveryLook(olga, 'things-desk-empty');
  await olga.getByRole('link', { name: 'Add a thing' }).first().click();
  await olga.getByRole('button', { name: 'Save' }).click();
  await olga.getByText('Please fill this in.').waitFor();
  await inEveryLook(olga, 'things-editor');
  await addThing(olga, 'me', 'Cordless drill');
  await inEveryLook(olga, 'things-owner');
  const label = (await labelsOf(olga, 'me')).get('Cordless drill') ?? '';
  expect(label).toMatch(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/);
  await inEveryLook(olga, 'things-labels');

  const ada = await openPage('/things', { as: ADA });
  await ada.getByText('Nothing borrowed', { exact: true }).waitFor();
  await inEveryLook(ada, 'things-none');
  await ada.getByRole('link', { name: 'Scan or enter a code' }).first().click();
  await ada.getByLabel('Code or link').fill('no code at all');
  await ada.getByRole('button', { name: 'Open' }).click();
  await ada.getByText('This is no code of a thing.').waitFor();
  await inEveryLook(ada, 'things-scan');
  await ada.getByLabel('Code or link').fill(label.toLowerCase());
  await ada.getByRole('button', { name: 'Open' }).click();
  await ada.getByText('Bring it back clean and charged.').waitFor();
  const confirm = ada.getByRole('button', { name: 'Confirm and borrow' });
  expect(await confirm.isDisabled()).toBe(true);
  await expect.poll(() => ada.getByLabel('Back by').inputValue()).not.toBe('');
  await inEveryLook(ada, 'things-confirm');
  await ada.getByLabel('I accept the terms').check();
  await confirm.click();
  await ada.getByRole('heading', { name: 'Borrowed' }).waitFor();
  await inEveryLook(ada, 'things-borrowed');

  await ada.getByRole('link', { name: 'My loans' }).click();
  await ada.getByRole('button', { name: 'Extend: Cordless drill' }).click();
  await ada.getByRole('dialog').getByRole('button', { name: 'Extend' }).click();
  await ada.getByText(/You have it until/).waitFor();
  await inEveryLook(ada, 'things-loans');

  await olga.goto(at('/lend/me?view=out'));
  await olga.getByRole('button', { name: 'Take back: Cordless drill' }).waitFor();
  await inEveryLook(olga, 'things-out');

  await ada.goto(at(`/l/${label.replace('-', '')}`));
  await ada.getByLabel('Condition when you bring it back').selectOption('Damaged');
  await ada.getByLabel('What is wrong with it?').fill('The chuck is bent.');
  await inEveryLook(ada, 'things-return');
  await ada.getByRole('button', { name: 'Confirm return' }).click();
  await ada.getByText('Thank you for bringing it back.').waitFor();
  // Any real picture will do.
  const buffer = await ada.screenshot();
  const photo = { name: 'chuck.png', mimeType: 'image/png', buffer };
  await ada.locator('input[type=file]').setInputFiles(photo);
  await ada.getByRole('img', { name: 'Damage, picture 1' }).waitFor();
  await inEveryLook(ada, 'things-damage-shown');
  await ada.goto(at('/things?view=history'));
  await ada.getByText('Returned').first().waitFor();

  await olga.goto(at('/lend/me?view=damage'));
  await olga.getByText('The chuck is bent.').waitFor();
  await olga.getByRole('img', { name: 'Damage, picture 1' }).waitFor();
  await inEveryLook(olga, 'things-damage');
  await olga.getByRole('button', { name: 'Settled: Cordless drill' }).click();
  await olga.getByRole('dialog').getByRole('button', { name: 'Settled' }).click();
  await olga.getByText('No damage is reported.').waitFor();
  await ada.context().close();
  await olga.context().close();
});

it('a code on the screen of the owner is borrowed with any camera, once', async () => {
  const olga = await openPage('/lend/me', { as: OLGA });
  await addThing(olga, 'me', 'Projector');
  await olga.getByRole('button', { name: 'Show a code to borrow' }).click();
  await olga.getByRole('img', { name: 'Show a code to borrow' }).waitFor();
  expect(await accessibilityProblems(olga)).toEqual([]);
  await olga.context().close();
});

it('a thing is found by the beginning of a word and reserved in its calendar', async () => {
  const olga = await openPage('/lend/me', { as: OLGA });
  await addThing(olga, 'me', 'Party tent');
  const ada = await openPage('/things?view=find', { as: ADA });
  await ada.getByLabel('What do you need?').fill('ten');
  await ada.getByRole('link', { name: /Party tent/ }).click();
  await ada.getByRole('heading', { name: 'Party tent' }).waitFor();
  await ada.getByRole('button', { name: 'Next month' }).click();
  await ada.getByRole('button', { name: / 15: 1 free$/ }).click();
  await ada.getByRole('dialog').waitFor();
  expect(await accessibilityProblems(ada)).toEqual([]);
  await ada.getByRole('button', { name: 'Reserve', exact: true }).click();
  await ada.getByText(/^Reserved from/).waitFor();
  await ada.getByRole('button', { name: / 15: 0 free$/ }).waitFor();
  await inEveryLook(ada, 'things-calendar');
  await ada.goto(at('/things?view=reservations'));
  await inEveryLook(ada, 'things-reservations');
  await ada.getByRole('button', { name: 'Cancel reservation: Party tent' }).click();
  await ada.getByText('Cancelled').waitFor();
  await ada.context().close();
  await olga.context().close();
});

it('a stock audit shows what is missing while labels are scanned', async () => {
  const olga = await openPage('/lend/me', { as: OLGA });
  const labels = await labelsOf(olga, 'me');
  await olga.goto(at('/lend/me?view=audit'));
  await olga.getByRole('button', { name: 'Start a stock audit' }).click();
  await olga.getByText('Missing: 1').first().waitFor();
  const label = labels.get('Projector') ?? '';
  expect(labelForPeople(label.replace('-', ''))).toBe(label);
  await olga.getByLabel('Label').fill(label);
  await olga.keyboard.press('Enter');
  await olga.getByText('Complete').first().waitFor();
  await inEveryLook(olga, 'things-audit');
  await olga.getByRole('button', { name: 'Finish' }).click();
  await olga.getByText(/^Finished .*: 1 of 3 seen\.$/).waitFor();
  await olga.context().close();
});

it('at the desk of an event the pass of a guest is scanned to hand over, and the guest is named', async () => {
  const olga = await openPage('/things', { as: OLGA });
  const served: unknown = await olga.evaluate(async () => (await fetch('/qikcard.json')).json());
  const { network } = readConfig(served, demo().gatewayUrl);
  const here = { ...network, host: demo().gatewayUrl };
  const ben = connect(here, identityOf('Ben Okafor'));
  const [place] = (await ben.event.my_registrations([], 1)).rows;
  const issued = await ben.event.issue_token({
    registration_id: place.id,
    purpose: { check_in: null },
  });
  const pass = doorCode(Uint8Array.from(expectOk(issued).token));
  const desk = `e${place.event_id}`;

  await addThing(olga, desk, 'Two-way radio');
  await olga.getByRole('link', { name: 'Edit' }).click();
  // Any real picture will do; one that a browser made is one that it can read.
  const photo = await olga.screenshot();
  await olga.locator('input[type=file]').setInputFiles({
    name: 'radio.png',
    mimeType: 'image/png',
    buffer: photo,
  });
  await olga.getByRole('button', { name: 'Remove picture 1' }).waitFor();
  await inEveryLook(olga, 'things-pictures');
  await olga.getByRole('button', { name: 'Save' }).click();
  await olga.getByRole('button', { name: 'Hand over' }).click();
  await olga.getByLabel('Pass of the borrower').fill('no pass');
  await olga.getByRole('dialog').getByRole('button', { name: 'Hand over' }).click();
  await olga.getByText('This is no code of a thing.').waitFor();
  await olga.getByLabel('Pass of the borrower').fill(pass);
  expect(await accessibilityProblems(olga)).toEqual([]);
  await olga.keyboard.press('Enter');
  await olga.getByText(/^Handed over to Ben Okafor, back by/).waitFor();
  await olga.goto(at(`/lend/${desk}?view=out`));
  await olga.getByText(/^Ben Okafor · Back by/).waitFor();
  await inEveryLook(olga, 'things-event-desk');
  await olga.getByRole('button', { name: 'Take back: Two-way radio' }).click();
  await olga.getByRole('dialog').getByRole('button', { name: 'Take back' }).click();
  await olga.getByText('Nothing is out.').waitFor();
  await olga.context().close();
});

/** Ada gets QIK as everybody does: with a badge for coming. */
async function payAda(page: Page): Promise<void> {
  const [olga, ada] = [await canistersAs(demo(), page, OLGA), await canistersAs(demo(), page, ADA)];
  const now = BigInt(Date.now()) * 1_000_000n;
  const draft = {
    ...{ name: 'Repair café', description: '', location: 'Shed', time_zone: 'Europe/Berlin' },
    ...{ starts_at_ns: now, ends_at_ns: now + 3_600_000_000_000n, doors_open_ns: [] as [] },
    capacity: [] as [],
  };
  const { id } = expectOk(await olga.event.create_event(draft));
  expectOk(await olga.event.publish_event(id));
  const badge = {
    ...{ name: 'Fixed it', description: 'With care.', criterion: { Attended: { event_id: id } } },
    ...{ royalty_basis_points: [] as [], soulbound: false, reward_e8s: 500_000_000n },
    ...{ supply: [1] as [number], season: '2026', hue: 10 },
  };
  await expect.poll(async () => 'Ok' in (await olga.nft.create_achievement(badge))).toBe(true);
  const place = expectOk(await ada.event.join_event(id, ADA));
  const moved = await olga.event.move_by_hand({
    ...{ registration_id: place.id, direction: { In: null }, list_id: [], gate: 'Shed' },
    ...{ reason: 'no phone', override_rules: false },
  });
  expect(moved).toHaveProperty('Admitted');
}

it('a deposit is set, read and accepted before borrowing, and settled after the return', async () => {
  const olga = await openPage('/lend/me', { as: OLGA });
  await addThing(olga, 'me', 'Thermal camera');
  await olga.getByRole('link', { name: 'Edit' }).click();
  await olga.getByLabel('Deposit in QIK').fill('free');
  await olga.getByRole('button', { name: 'Save' }).click();
  await olga.getByText(/^Enter an amount from 0\.01/).waitFor();
  await olga.getByLabel('Deposit in QIK').fill('1.5');
  await inEveryLook(olga, 'things-deposit-editor');
  await olga.getByRole('button', { name: 'Save' }).click();
  await olga.getByText('Deposit for each: 1.50 QIK.').waitFor();
  const label = (await labelsOf(olga, 'me')).get('Thermal camera') ?? '';

  const ada = await openPage(`/l/${label.replace('-', '')}`, { as: ADA });
  await ada.getByText('You have 0.00 QIK. That is not enough.').waitFor();
  await ada.getByLabel('I accept the terms').check();
  const borrow = ada.getByRole('button', { name: 'Put aside and borrow' });
  expect(await borrow.isDisabled()).toBe(true);
  await payAda(ada);
  await expect
    .poll(async () => {
      await ada.reload();
      await borrow.waitFor();
      return ada.getByText('That is not enough.').count();
    })
    .toBe(0);
  await ada.getByLabel('I accept the terms').check();
  await inEveryLook(ada, 'things-deposit-asked');
  await borrow.click();
  await ada.getByRole('heading', { name: 'Borrowed' }).waitFor();
  await ada.getByRole('link', { name: 'My loans' }).click();
  await ada.getByText('Deposit of 1.50 QIK lies aside.').waitFor();
  await inEveryLook(ada, 'things-deposit-mine');
  await olga.goto(at('/lend/me?view=out'));
  await olga.getByText('Deposit of 1.50 QIK lies aside.').waitFor();

  await ada.goto(at(`/l/${label.replace('-', '')}`));
  await ada.getByLabel('Condition when you bring it back').selectOption('Damaged');
  await ada.getByLabel('What is wrong with it?').fill('The lens is scratched.');
  await ada.getByRole('button', { name: 'Confirm return' }).click();
  await ada.getByText(/unless the lender keeps some of it/).waitFor();
  await inEveryLook(ada, 'things-deposit-returned');
  await olga.goto(at('/lend/me?view=deposits'));
  await olga.getByRole('button', { name: 'Settle deposit: Thermal camera' }).click();
  await olga.getByLabel('How much do you keep?').fill('2');
  await olga.getByText('An amount up to 1.50 QIK.').waitFor();
  await olga.getByLabel('How much do you keep?').fill('0.4');
  await inEveryLook(olga, 'things-deposit-settle');
  await olga.getByRole('button', { name: 'Keep 0.40 QIK' }).click();
  await olga.getByRole('dialog').waitFor({ state: 'detached' });
  await olga.goto(at('/lend/me?view=history'));
  await olga.getByText('Deposit of 1.50 QIK: the lender kept 0.40 QIK.').waitFor();
  await inEveryLook(olga, 'things-deposit-history');
  const own = await canistersAs(demo(), ada, ADA);
  const account = { owner: identityOf(ADA).getPrincipal(), subaccount: [] as [] };
  await expect.poll(() => own.wallet.icrc1_balance_of(account)).toBe(460_000_000n);
  await ada.goto(at('/inbox'));
  await ada.getByText(/Of your deposit for “Thermal camera”, 0\.40\sQIK were kept/).waitFor();
  await ada.getByText(/Your deposit of 1\.50\sQIK for “Thermal camera” lies aside/).waitFor();
  await inEveryLook(ada, 'inbox-deposits');

  // At a desk somebody else scans: the deposit lies aside before, and can be taken back.
  const thing = await olga
    .getByRole('link', { name: 'Thermal camera' })
    .first()
    .getAttribute('href');
  await ada.goto(at(thing ?? ''));
  await ada.getByRole('button', { name: 'Put aside 1.50 QIK' }).click();
  await ada.getByText(/^1\.50\sQIK lie aside for this thing/).waitFor();
  await inEveryLook(ada, 'things-deposit-card');
  await ada.getByRole('button', { name: 'Take it back' }).click();
  await ada.getByRole('button', { name: 'Put aside 1.50 QIK' }).waitFor();
  await expect.poll(() => own.wallet.icrc1_balance_of(account)).toBe(460_000_000n);
  await ada.context().close();
  await olga.context().close();
});

it('labels are printed as large as the paper says, and every code on paper can be read', async () => {
  const ada = await openPage('/lend/me', { as: ADA });
  await ada.getByText('No things yet').waitFor();
  const { event } = await canistersAs(demo(), ada, ADA);
  const owner = { Person: identityOf(ADA).getPrincipal() };
  for (let i = 1; i <= 26; i++) {
    expectOk(await event.create_resource(draftOf(owner, { name: `Cable ${i}` })));
  }
  await ada.goto(at('/lend/me/labels'));
  await ada.getByRole('button', { name: 'Show more' }).click();
  await ada.locator('.label').nth(25).waitFor();
  const links = await ada
    .locator('.label-text')
    .evaluateAll((all) =>
      all.map((each) => `${location.origin}/l/${each.textContent?.replace('-', '')}`),
    );
  expect(new Set(links).size).toBe(26);
  const print = async () => printedPages(await ada.pdf({ preferCSSPageSize: true }));

  const sheets = await print();
  expect(sheets.map(sizeOf)).toEqual(['210 × 297', '210 × 297']);
  const first = darkInside(sheets[0] as PrintedPage, cell(0)) as Box;
  for (const [i, link] of links.entries()) {
    const page = sheets[Math.floor(i / 24)] as PrintedPage;
    const code = darkInside(page, cell(i % 24)) as Box;
    // Each label lies where the sheet is cut: 70 mm further right, 37 mm further down.
    expect(code.x - first.x).toBeCloseTo(70 * (i % 3), 0);
    expect(code.y - first.y).toBeCloseTo(37 * Math.floor((i % 24) / 3), 0);
    expect(await decodeImage(scanned(page, cell(i % 24))), link).toBe(link);
  }

  await ada.getByLabel('Paper').selectOption('Roll, 62 × 29 mm');
  await inEveryLook(ada, 'things-labels-roll');
  const roll = await print();
  expect(roll.map(sizeOf)).toEqual(links.map(() => '62 × 29'));
  for (const [i, page] of roll.entries()) {
    const all = { x: 0, y: 0, width: page.widthMm, height: page.heightMm };
    expect(darkInside(page, all)?.height).toBeLessThan(26);
    expect(await decodeImage(scanned(page, all))).toBe(links[i]);
  }
  await ada.context().close();
});

/** The place of a label on a sheet of A4. */
const cell = (i: number): Box => ({
  ...{ x: 70 * (i % 3), y: 37 * Math.floor(i / 3) },
  ...{ width: 70, height: 37 },
});
const sizeOf = ({ widthMm, heightMm }: PrintedPage): string =>
  `${Math.round(widthMm)} × ${Math.round(heightMm)}`;

it('an unknown label and a stranger at a desk are told what is the matter', async () => {
  const ada = await openPage('/l/0000000000', { as: ADA });
  await ada.getByText('This label is not in use.').first().waitFor();
  await inEveryLook(ada, 'things-unknown-label');
  await ada.goto(at('/lend/e1?view=out'));
  await ada
    .getByText('Not for you')
    .or(ada.getByText(/You may not do this/))
    .first()
    .waitFor();
  const visitor = await openPage('/l/0000000000');
  await visitor.getByText('Please sign in').waitFor();
  await visitor.context().close();
  await ada.context().close();
});
