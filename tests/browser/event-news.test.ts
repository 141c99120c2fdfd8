/** News about events in the inbox, as a guest reads them. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { inEveryLook, signIn, useDemo } from './demo.ts';
import { makeEvent } from './organizing.ts';
import { desktop } from './support.ts';

const { at, openPage } = useDemo('event-news');

/** News travel from canister to canister: the page asks again until they are there. */
async function waitForNews(page: Page, text: string): Promise<void> {
  await page.goto(at('/inbox'));
  await expect
    .poll(
      async () => {
        await page.reload();
        await page.getByText('What reaches you').first().waitFor();
        await page.waitForLoadState('networkidle');
        return page.getByText(text).count();
      },
      { timeout: 60_000 },
    )
    .toBe(1);
}

it('a guest hears in the inbox what became of their way to an event, and gets there from it', async () => {
  const olga = await openPage('/organizer/new', { as: 'Olga Organizer', viewport: desktop });
  const id = await makeEvent(olga, at, 'Night of lanterns', async (page) => {
    await page.getByLabel('I approve each guest').first().click();
  });
  const ada = await openPage(`/events/${id}`, { as: 'Ada Attendee' });
  await ada.getByRole('button', { name: 'Ask to join' }).click();
  await ada.getByText('Your request is with the organizer').waitFor();
  await olga.getByRole('tab', { name: 'Requests' }).click();
  await olga.getByRole('button', { name: /^Approve/ }).click();
  await olga.getByText('Nobody is waiting').waitFor();
  await waitForNews(ada, 'You were approved: you have a place at “Night of lanterns”.');
  await olga.goto(at(`/organizer/events/${id}/edit`));
  await olga.getByRole('button', { name: 'Cancel the event' }).click();
  await olga.getByLabel('Reason').fill('Storm warning');
  await olga.getByRole('dialog').getByRole('button', { name: 'Cancel the event' }).click();
  await olga.getByText('The event is cancelled.').waitFor();
  await waitForNews(ada, '“Night of lanterns” is cancelled.');
  await inEveryLook(ada, 'inbox-events');
  await ada.getByText('“Night of lanterns” is cancelled.').click();
  await ada.waitForURL(new RegExp(`/events/${id}$`));
  await ada.getByText('Storm warning').waitFor();
  await olga.context().close();
  await ada.context().close();
});

it('what is switched off stays away, and the choice is there on every device', async () => {
  const ada = await openPage('/inbox', { as: 'Ada Attendee' });
  const wish = ada.getByRole('switch', { name: 'Places taken back' });
  await wish.click();
  await expect.poll(() => wish.getAttribute('aria-checked')).toBe('false');
  await ada.waitForLoadState('networkidle');
  const other = await openPage('/inbox', { viewport: desktop });
  await signIn(other, 'Ada Attendee');
  const there = other.getByRole('switch', { name: 'Places taken back' });
  await expect.poll(() => there.getAttribute('aria-checked')).toBe('false');
  await other.context().close();
  await ada.context().close();
});

it('the news are told in the language of the reader', async () => {
  const ada = await openPage('/inbox', { as: 'Ada Attendee' });
  for (const [language, text] of [
    ['de', 'Abgesagt: „Night of lanterns“.'],
    ['fr', 'Annulé : « Night of lanterns ».'],
    ['es', 'Cancelado: «Night of lanterns».'],
    ['ja', '「Night of lanterns」は中止になりました。'],
  ]) {
    await ada.evaluate((code) => localStorage.setItem('qikcard.language', code), language);
    await ada.reload();
    await ada.getByText(text).first().waitFor();
  }
  await ada.context().close();
});
