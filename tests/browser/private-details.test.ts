/** Private details in a real browser: sealed here, read again after a new sign-in, exported, erased. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { expectAccessible, inEveryLook, signIn, useDemo } from './demo.ts';
import { desktop } from './support.ts';

const { at, openPage } = useDemo('private-details');
const PHONE = '+44 20 7946 0018';

async function unlock(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Unlock' }).click();
  await page.getByLabel('Legal name').waitFor();
}

it('what I write comes back after a reload and after a new sign-in, and never leaves in clear', async () => {
  const page = await openPage('/profile', { as: 'Ada Attendee', viewport: desktop });
  const sent: string[] = [];
  page.on('request', (request) => sent.push(request.postDataBuffer()?.toString('latin1') ?? ''));
  await page.getByText('Nothing stored yet').waitFor();
  await inEveryLook(page, 'private-empty');
  await page.getByRole('button', { name: 'Add private details' }).click();
  await page.getByLabel('Legal name').fill('Augusta Ada King');
  await page.getByLabel('Phone').fill(PHONE);
  await page.getByLabel('Notes').fill('Peanuts are dangerous for me.');
  await page.getByRole('button', { name: 'Encrypt and save' }).click();
  await page.getByText('Your private details are saved.').waitFor();
  expect(sent.some((body) => body.includes('set_private_fields'))).toBe(true);
  expect(sent.filter((body) => body.includes('7946') || body.includes('Peanuts'))).toEqual([]);
  await inEveryLook(page, 'private-open');
  await page.getByRole('button', { name: 'Lock', exact: true }).click();
  await page.getByText('3 details are stored, encrypted').waitFor();
  expect(await page.getByLabel('Legal name').count()).toBe(0);
  await inEveryLook(page, 'private-locked');

  // A reload needs no new key from the network; a new sign-in does, and opens the same details.
  let derivations = 0;
  page.on('request', (request) => {
    const body = request.postDataBuffer()?.toString('latin1') ?? '';
    if (body.includes('my_encrypted_vetkey')) derivations++;
  });
  await page.reload();
  await unlock(page);
  expect(await page.getByLabel('Phone').inputValue()).toBe(PHONE);
  expect(derivations).toBe(0);
  await page.goto(at('/account'));
  await page.getByRole('button', { name: 'Sign out' }).click();
  await signIn(page, 'Ada Attendee');
  await page.goto(at('/profile'));
  await unlock(page);
  expect(await page.getByLabel('Phone').inputValue()).toBe(PHONE);
  expect(derivations).toBeGreaterThan(0);
  await page.context().close();
});

it('an emptied field is removed, the others stay', async () => {
  const page = await openPage('/profile', { as: 'Ada Attendee' });
  await page.getByText('3 details are stored, encrypted').waitFor();
  await unlock(page);
  await page.getByLabel('Notes').fill('');
  await page.getByRole('button', { name: 'Encrypt and save' }).click();
  await page.getByText('Your private details are saved.').waitFor();
  await page.getByRole('button', { name: 'Lock', exact: true }).click();
  await page.getByText('2 details are stored, encrypted').waitFor();
  await page.context().close();
});

it('my export has them in clear, because this device opened them', async () => {
  const page = await openPage('/privacy', { as: 'Ada Attendee' });
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download my data' }).click(),
  ]);
  const file: { records: { kind: string; data: Record<string, unknown> }[] } = JSON.parse(
    readFileSync(await download.path(), 'utf8'),
  );
  const details = file.records.find(({ kind }) => kind === 'private_details')?.data;
  expect(details).toEqual({ LegalName: 'Augusta Ada King', Phone: PHONE });
  await page.context().close();
});

it('says in words when the network gives no key, and nothing is lost', async () => {
  const page = await openPage('/profile', { as: 'Ada Attendee' });
  await page.getByText('2 details are stored, encrypted').waitFor();
  await page.context().setOffline(true);
  await page.getByRole('button', { name: 'Unlock' }).click();
  await page.getByRole('alert').waitFor();
  await expectAccessible(page, 'private-failed');
  await page.context().setOffline(false);
  await unlock(page);
  expect(await page.getByLabel('Phone').inputValue()).toBe(PHONE);
  await page.context().close();
});
