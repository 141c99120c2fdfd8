/** Giving roles to somebody else and asking for lost ones, on the real canisters, in both themes and sizes. */
import { TRANSFER_WAIT_SECONDS } from '@qikcard/contracts';
import { expect, it } from 'vitest';
import { identityOf, organizer } from '../../scripts/demo/people.ts';
import { expectAccessible, inEveryLook, signInAsNew, useDemo } from './demo.ts';
import { phone } from './support.ts';

const { at, demo, openPage } = useDemo('transfers');
const olgas = identityOf(organizer).getPrincipal().toText();

it('an organizer gives the roles of one event; the receiver sees when to accept, and declines', async () => {
  const admin = await openPage('/admin/roles', { as: 'Adam Admin' });
  await admin.getByRole('button', { name: 'Grant a role' }).click();
  await admin.getByLabel('Principal', { exact: true }).fill(olgas);
  await admin.getByLabel('Role', { exact: true }).selectOption('organizer');
  await admin.getByLabel('Where', { exact: true }).selectOption('event');
  await admin.getByLabel('Number of the event').fill('1');
  await admin.getByRole('button', { name: 'Grant a role' }).last().click();
  await admin.getByText('Role granted.').waitFor();
  await admin.context().close();
  const ada = await openPage('/profile', { as: 'Ada Attendee' });
  await ada.getByLabel('Username').fill('ada');
  await ada.getByRole('button', { name: 'Take this username' }).click();
  await ada.getByText('You are now @ada.').waitFor();

  const olga = await openPage('/account', { as: organizer });
  await olga.getByRole('link', { name: 'Role transfers' }).click();
  await olga.getByText('No open transfer').waitFor();
  await inEveryLook(olga, 'transfers-none');
  await olga.setViewportSize(phone);
  await olga.getByRole('button', { name: 'Give roles' }).click();
  await olga.getByRole('button', { name: 'Give roles' }).last().click();
  await olga.getByText('Say who it is.').waitFor();
  await olga.getByLabel('To whom').fill(olgas);
  await olga.getByText('This is you.').waitFor();
  await olga.getByLabel('To whom').fill('nobody-here');
  await olga.getByText('Nobody is found under “nobody-here”.').waitFor();
  await expectAccessible(olga, 'transfers-give-problem', false);
  await olga.getByLabel('To whom').fill('@ada');
  await olga.getByText('@ada', { exact: true }).waitFor();
  await olga.getByText('When all your roles have gone').waitFor();
  await olga.getByLabel('Which roles').selectOption('1');
  await inEveryLook(olga, 'transfers-give');
  await olga.getByRole('button', { name: 'Give roles' }).last().press('Enter');
  await olga.getByText('The transfer has begun.').waitFor();
  await olga.getByText('Waiting time', { exact: true }).waitFor();
  await inEveryLook(olga, 'transfers-open');

  await ada.getByRole('link', { name: /You/ }).first().click();
  await ada.getByRole('link', { name: 'Role transfers' }).click();
  await ada.getByText(/^Roles for /).waitFor();
  await ada.getByText(/^Can be accepted from /).waitFor();
  expect(await ada.getByRole('button', { name: /^Accept/ }).count()).toBe(0);
  await ada.getByRole('button', { name: /^Decline the roles of/ }).click();
  await expectAccessible(ada, 'transfers-decline', false);
  await ada.getByRole('button', { name: 'Decline', exact: true }).last().click();
  await ada.getByRole('heading', { name: 'History' }).waitFor();
  await ada.getByText('Called off', { exact: true }).waitFor();
  await ada.getByText('You hold no role that could be given.').waitFor();
  await expectAccessible(ada, 'transfers-history');
  await olga.reload();
  await olga.getByText('Called off', { exact: true }).waitFor();

  await olga.getByRole('button', { name: 'Give roles' }).click();
  await olga.getByLabel('To whom').fill('ada');
  await olga.getByRole('dialog').getByText('@ada', { exact: true }).waitFor();
  await olga.getByRole('button', { name: 'Give roles' }).last().click();
  await olga.getByText('The transfer has begun.').waitFor();
  await olga.getByText('All roles').waitFor();
  expect(await olga.getByRole('button', { name: 'Give roles' }).count()).toBe(0);
  await olga.getByRole('button', { name: 'Withdraw the transfer with @ada' }).click();
  await olga.getByRole('button', { name: 'Withdraw', exact: true }).last().click();
  await olga.getByText('The transfer is called off.').waitFor();
  await olga.getByText('No open transfer').waitFor();
  await olga.context().close();
  await ada.context().close();
});

it('who asks for somebody’s roles waits for an admin, and the owner can stop it', async () => {
  const ben = await openPage('/account/transfers');
  await signInAsNew(ben, 'Ben Okafor');
  await ben.getByRole('button', { name: 'Ask for roles' }).click();
  await ben.getByLabel('Whose roles').fill(olgas);
  await ben.getByText(olgas).last().waitFor();
  await ben.getByRole('button', { name: 'Ask for roles' }).last().click();
  await ben.getByText('Waits for an admin').waitFor();
  await expectAccessible(ben, 'transfers-asked');

  const admin = await openPage('/admin/transfers', { as: 'Adam Admin' });
  const approve = admin.getByRole('button', {
    name: 'Approve the transfer from Olga Organizer to Ben Okafor',
  });
  await approve.waitFor();
  await inEveryLook(admin, 'admin-transfers');
  await approve.click();
  await expectAccessible(admin, 'admin-transfers-approve', false);
  await admin.getByRole('button', { name: 'Approve', exact: true }).last().click();
  await admin.getByText('Approved. The three days begin now.').waitFor();
  await admin.getByText(/^Can be accepted from /).waitFor();

  const olga = await openPage('/account/transfers', { as: organizer });
  await olga.getByRole('button', { name: /from taking your roles$/ }).click();
  await olga.getByRole('button', { name: 'Stop', exact: true }).last().click();
  await olga.getByText('The transfer is called off.').waitFor();

  await admin.reload();
  await admin.getByText('No open transfer').waitFor();
  await admin.getByRole('switch', { name: 'Only open ones' }).click();
  await admin.getByText('Called off', { exact: true }).first().waitFor();
  await expectAccessible(admin, 'admin-transfers-history');
  for (const page of [ben, admin, olga]) await page.context().close();
});

it('three days later the receiver accepts, and the giver has the roles no more', async () => {
  const olga = await openPage('/account/transfers', { as: organizer });
  await olga.getByRole('button', { name: 'Give roles' }).click();
  await olga.getByLabel('To whom').fill('@ada');
  await olga.getByRole('dialog').getByText('@ada', { exact: true }).waitFor();
  await olga.getByRole('button', { name: 'Give roles' }).last().click();
  await olga.getByText('The transfer has begun.').waitFor();
  await olga.context().close();

  const time = await demo().skipSeconds(TRANSFER_WAIT_SECONDS + 60);
  const ada = await openPage('/account/transfers', { as: 'Ada Attendee', time });
  await ada.getByText('Ready', { exact: true }).waitFor();
  await inEveryLook(ada, 'transfers-ready');
  await ada.getByRole('button', { name: /^Accept the roles of/ }).click();
  await expectAccessible(ada, 'transfers-accept', false);
  await ada.getByRole('button', { name: 'Accept', exact: true }).last().click();
  await ada.getByText('The roles are yours.').waitFor();
  await ada.getByText('Completed', { exact: true }).waitFor();
  await ada.goto(at('/organizer'));
  await ada.getByRole('link', { name: 'QikCard Open House' }).first().waitFor();
  await ada.context().close();

  const later = await openPage('/organizer', { as: organizer, time });
  await later.getByText('Ask an admin of this deployment').waitFor();
  await later.context().close();
});
