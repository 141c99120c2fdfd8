/** Season passes: made by an organizer, given to a guest, used at each of the events. */
import { expect, it } from 'vitest';
import { expectAccessible, inEveryLook, useDemo } from './demo.ts';
import { desktop } from './support.ts';

const { at, openPage } = useDemo('memberships');

it('a pass made for chosen events lets its holder join them without asking', async () => {
  const olga = await openPage('/organizer', { as: 'Olga Organizer', viewport: desktop });
  const ids: string[] = [];
  for (const name of ['Choir evening', 'Choir matinée']) {
    await olga.goto(at('/organizer/new'));
    await olga.getByLabel('Name of the event').fill(name);
    await olga.getByLabel('I approve each guest').first().click();
    await olga.getByRole('button', { name: 'Publish', exact: true }).click();
    await olga.waitForURL(/organizer\/events\/\d+$/);
    ids.push(/events\/(\d+)/.exec(olga.url())?.[1] as string);
  }
  await olga.goto(at('/organizer'));
  await olga.getByRole('link', { name: 'Season passes' }).click();
  await olga.getByText('No passes yet').waitFor();
  await inEveryLook(olga, 'plans-empty');
  await olga.setViewportSize(desktop);
  await olga.getByRole('link', { name: 'New pass' }).click();
  await olga.getByRole('button', { name: 'Save' }).click();
  await olga.getByText('Give it a name.').waitFor();
  await olga.getByLabel('Name of the pass').fill('Choir season');
  await olga.getByLabel('These events').check();
  await olga.getByRole('button', { name: 'Save' }).click();
  await olga.getByText('Choose at least one event.').waitFor();
  await olga.getByLabel('Choir evening').check();
  await olga.getByLabel('Choir matinée').check();
  await inEveryLook(olga, 'plan-new');
  await olga.setViewportSize(desktop);
  await olga.getByRole('button', { name: 'Save' }).click();
  await olga.getByText('Nobody has this pass yet.').waitFor();

  const ada = await openPage('/profile', { as: 'Ada Attendee' });
  await ada.getByLabel('Username').fill('ada');
  await ada.getByText('“ada” looks free.').waitFor();
  await ada.getByRole('button', { name: 'Take this username' }).click();
  await ada.getByText('You are now @ada.').waitFor();
  await ada.goto(at('/memberships'));
  await ada.getByText('No season pass').waitFor();
  await expectAccessible(ada, 'memberships-none');

  await olga.getByLabel('Give it to').fill('ada');
  await olga.getByRole('status').getByText('@ada').waitFor();
  await olga.getByRole('button', { name: 'Give the pass' }).click();
  await olga.getByRole('button', { name: 'Take back: @ada' }).waitFor();
  await inEveryLook(olga, 'plan-holders');

  await ada.goto(at('/pass'));
  await ada.getByRole('link', { name: 'My season passes' }).click();
  await ada.getByRole('link', { name: 'Get a place: Choir matinée' }).waitFor();
  await inEveryLook(ada, 'memberships');
  for (const [i, name] of ['Choir evening', 'Choir matinée'].entries()) {
    await ada.goto(at('/memberships'));
    await ada.getByRole('link', { name: `Get a place: ${name}` }).click();
    await ada.waitForURL(new RegExp(`/events/${ids[i]}$`));
    const pass = ada.getByRole('switch', { name: 'Use my membership “Choir season”' });
    await expect.poll(() => pass.getAttribute('aria-checked')).toBe('true');
    await ada.getByRole('button', { name: 'Join', exact: true }).click();
    await ada.getByRole('link', { name: 'Show pass' }).waitFor();
  }
  await ada.goto(at('/memberships'));
  await ada.getByText('You have a place').nth(1).waitFor();

  await olga.getByRole('button', { name: 'Take back: @ada' }).click();
  await expectAccessible(olga, 'plan-withdraw', false);
  await olga.getByRole('dialog').getByRole('button', { name: 'Take back' }).click();
  await olga.getByRole('button', { name: 'Give again: @ada' }).waitFor();
  await ada.reload();
  await ada.getByText('Taken back').waitFor();
  await ada.context().close();
  await olga.context().close();
});
