/** Profiles, people, the inbox and privacy on the real canisters: accessible, in both themes, on phone and desktop. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { expectAccessible, looks, signIn, useDemo } from './demo.ts';

const { at, demo, openPage } = useDemo('people');

async function takeUsername(page: Page, name: string): Promise<void> {
  await page.getByLabel('Username').fill(name);
  await page.getByText(`“${name}” looks free.`).waitFor();
  await page.getByRole('button', { name: 'Take this username' }).click();
  await page.getByText(`You are now @${name}.`).waitFor();
}

it('two people take usernames, find each other and connect; each step reaches the inbox', async () => {
  const ada = await openPage('/profile', { as: 'Ada Attendee' });
  await takeUsername(ada, 'ada');
  await ada.getByLabel('About you').first().fill('I collect conference badges.');
  await ada.getByRole('button', { name: 'Save' }).click();
  await ada.getByText('Your profile is saved.').waitFor();
  const olga = await openPage('/profile', { as: 'Olga Organizer' });
  await olga.getByLabel('Username').fill('ada');
  await olga.getByText('“ada” is taken.').waitFor();
  await takeUsername(olga, 'olga');
  await olga.goto(at('/people?view=find'));
  await olga.getByLabel('Username begins with').fill('ad');
  await olga.getByRole('button', { name: 'Connect: @ada' }).click();
  await olga.getByRole('button', { name: 'Withdraw: @ada' }).waitFor();
  await ada.goto(at('/inbox'));
  await ada.getByText('@olga would like to connect.').waitFor();
  await expectAccessible(ada, 'people-inbox-request');
  await ada.getByText('@olga would like to connect.').click();
  await ada.getByRole('button', { name: 'Accept: @olga' }).waitFor();
  await expectAccessible(ada, 'people-requests');
  await ada.getByRole('button', { name: 'Accept: @olga' }).click();
  await ada.getByText('No open requests').waitFor();
  await olga.goto(at('/u/ada'));
  await olga.getByText('I collect conference badges.').waitFor();
  await olga.getByRole('button', { name: 'Remove: @ada' }).waitFor();
  await olga.getByRole('button', { name: 'Block: @ada' }).click();
  await olga.getByRole('dialog').waitFor();
  await expectAccessible(olga, 'people-block');
  await ada.context().close();
  await olga.context().close();
});

it('a visitor sees what is public, and no more', async () => {
  const page = await openPage('/u/ada');
  await page.getByText('I collect conference badges.').waitFor();
  expect(await page.getByText('Reputation').count()).toBe(0);
  await page.goto(at('/u/nobody-at-all'));
  await page.getByText('No such person').waitFor();
  await expectAccessible(page, 'people-unknown');
  await page.context().close();
});

it('shows who scanned me, hands my data over and erases it after a typed word', async () => {
  await demo().admitAttendee();
  const page = await openPage('/privacy', { as: 'Ada Attendee' });
  await page.getByText('QikCard Open House').first().waitFor();
  await expectAccessible(page, 'people-scans');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download my data' }).click(),
  ]);
  const file: { records: { kind: string }[] } = JSON.parse(
    readFileSync(await download.path(), 'utf8'),
  );
  const kinds = file.records.map(({ kind }) => kind);
  expect(kinds).toEqual(
    expect.arrayContaining([
      'profile',
      'scan',
      'auth.account',
      'auth.session',
      'event.registration',
    ]),
  );
  await page.getByRole('button', { name: 'Erase my data' }).click();
  const erase = page.getByRole('button', { name: 'Erase for good' });
  expect(await erase.isDisabled()).toBe(true);
  await expectAccessible(page, 'people-erase');
  await page.context().close();
});

describe.each(looks)('on a $size, $colorScheme', ({ size, ...options }) => {
  it('every screen of a person is accessible', async () => {
    const named = (name: string) => `people-${name}-${size}-${options.colorScheme}`;
    const page = await openPage('/profile', { as: 'Ada Attendee', ...options });
    await page.getByRole('heading', { name: 'Your profile' }).waitFor();
    await page.getByText('Preview').waitFor();
    await expectAccessible(page, named('profile'));
    const places: [string, string, string][] = [
      ['/u/ada', 'Each point comes from', 'person'],
      ['/people', '@olga', 'connections'],
      ['/people?view=find', 'From your events', 'find'],
      ['/inbox', 'What reaches you', 'inbox'],
      ['/privacy', 'A copy of your data', 'privacy'],
    ];
    for (const [path, text, name] of places) {
      await page.goto(at(path));
      await page.getByText(text).first().waitFor();
      await page.waitForLoadState('networkidle');
      await expectAccessible(page, named(name));
    }
    await page.context().close();
  });
});

it('erases after the typed word, and asks those who are signed out to sign in', async () => {
  const page = await openPage('/privacy', { as: 'Ada Attendee' });
  await page.getByRole('button', { name: 'Erase my data' }).click();
  await page.getByLabel('Type ERASE to confirm.').fill('erase');
  await page.getByRole('button', { name: 'Erase for good' }).click();
  await page.getByText(/has been erased|is being erased/).waitFor();
  await page.getByText('Please sign in').first().waitFor();
  const staff = await openPage(new URL(demo().liveUrl).pathname, { as: 'Olga Organizer' });
  await staff.getByRole('row', { name: /Guest \d+/ }).waitFor();
  expect(await staff.getByText('Ada Attendee').count()).toBe(0);
  await staff.context().close();
  // Who comes back after an erasure has no name and agreed to nothing: the first run begins again.
  await page.goto(at('/account'));
  await signIn(page, 'Ada Attendee');
  await page.getByText('What’s your name?').waitFor();
  const visitor = await openPage('/u/ada');
  await visitor.getByText('No such person').waitFor();
  await visitor.goto(at('/inbox'));
  await visitor.getByText('Please sign in').waitFor();
  await expectAccessible(visitor, 'people-signed-out');
  await visitor.context().close();
  await page.context().close();
});
