/** Badges as people meet them: designed, earned, looked at, given away, sold; on the real canisters. */
import { expectOk } from '@qikcard/client';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { identityOf } from '../../scripts/demo/people.ts';
import { canistersAs, inEveryLook, signInAsNew, useDemo } from './demo.ts';
import { enter, openEvening } from './earning.ts';
import { accessibilityProblems } from './support.ts';

const { at, demo, openPage } = useDemo('badges');
const OLGA = 'Olga Organizer';
const ADA = 'Ada Attendee';
const BEN = 'Ben Okafor';
const CHIARA = 'Chiara Rossi';

const as = async (page: Page, name: string) => canistersAs(demo(), page, name);
let eventId = 0n;

it('an organizer designs a badge; a guest earns it and looks at it, with what it paid', async () => {
  const ada = await openPage('/badges', { as: ADA });
  await ada.getByText('No badges yet').waitFor();
  await inEveryLook(ada, 'badges-none');
  const organizer = await as(ada, OLGA);
  eventId = await openEvening(organizer);

  const olga = await openPage(`/badges/design/${eventId}`, { as: OLGA });
  await olga.getByText('No badges yet').waitFor();
  await olga.getByRole('button', { name: 'New badge' }).click();
  await olga.getByRole('button', { name: 'Create badge' }).click();
  await olga.getByText('Give the badge a name.').waitFor();
  await olga.getByLabel('Name').fill('Lantern bearer');
  await olga.getByLabel('What it says').fill('Walked the harbour with a light.');
  await olga.getByLabel('Season').fill('Winter 2026');
  await olga.getByLabel('Colour').fill('38');
  await olga.getByLabel('QIK with each badge').fill('5000');
  await olga.getByLabel('How many there will be').fill('10');
  await olga.getByText(/That is more than is left/).waitFor();
  await olga.getByLabel('QIK with each badge').fill('12.5');
  await olga.getByText(/All of them together pay 125/).waitFor();
  await olga.getByLabel('Your share of sales').fill('5');
  await inEveryLook(olga, 'badges-designer');
  await olga.getByRole('button', { name: 'Create badge' }).click();
  await olga.getByText('“Lantern bearer” is given from now on.').waitFor();
  await olga.getByText(/9,875\.00/).waitFor();
  await inEveryLook(olga, 'badges-designs');

  await enter(organizer, await as(ada, ADA), eventId, ADA);
  await expect
    .poll(async () => {
      await ada.goto(at('/badges'));
      const badge = ada.getByRole('link', { name: /Lantern bearer/ });
      await badge.or(ada.getByText('No badges yet')).first().waitFor();
      return badge.count();
    })
    .toBe(1);
  await inEveryLook(ada, 'badges-wall');
  await ada.getByRole('link', { name: /Lantern bearer/ }).click();
  await ada.getByRole('heading', { level: 1, name: 'Lantern bearer' }).waitFor();
  await ada.getByText('Entering Lantern walk').waitFor();
  await ada.getByText(/^Given to/).waitFor();
  await inEveryLook(ada, 'badges-badge');
  await expect
    .poll(async () => {
      await ada.goto(at('/badges/rewards'));
      const reward = ada.getByText('for “Lantern bearer”');
      await reward.or(ada.getByText('No rewards yet')).first().waitFor();
      return reward.count();
    })
    .toBe(1);
  await ada.getByText('+12.50 QIK').waitFor();
  await inEveryLook(ada, 'badges-rewards');
  await ada.context().close();
  await olga.context().close();
});

it('a badge is sold for what was said, and its buyer has it seconds later', async () => {
  const ada = await openPage('/badges', { as: ADA });
  await enter(await as(ada, OLGA), await as(ada, BEN), eventId, BEN);
  await ada.getByRole('link', { name: /Lantern bearer/ }).click();
  await ada.getByRole('button', { name: 'Sell', exact: true }).click();
  const sale = ada.getByRole('dialog');
  await sale.getByLabel('Price').fill('1,000.5');
  await sale.getByRole('button', { name: 'Sell', exact: true }).click();
  await sale.getByText('Enter an amount like 2.5, with at most 8 decimals.').waitFor();
  await sale.getByLabel('Price').fill('2.5');
  await sale.getByText('2.3749 QIK').waitFor();
  await inEveryLook(ada, 'badges-sell');
  await sale.getByRole('button', { name: 'Offer for 2.50 QIK' }).click();
  await ada.getByRole('button', { name: 'Sell no longer' }).waitFor();
  const address = new URL(ada.url()).pathname;

  const ben = await openPage('/badges');
  await signInAsNew(ben, BEN);
  const agree = ben.getByRole('button', { name: 'Agree and continue' });
  await agree
    .or(ben.getByRole('link', { name: 'Market' }))
    .first()
    .waitFor();
  if (await agree.isVisible()) {
    await agree.click();
    await ben.getByRole('button', { name: 'Finish' }).click();
  }
  await ben.getByRole('link', { name: 'Market' }).click();
  await ben.getByRole('link', { name: /Lantern bearer/ }).waitFor();
  await ben.getByLabel('Search').fill('no such thing');
  await ben.getByText('Nothing like this is for sale.').waitFor();
  await ben.getByRole('button', { name: 'Show everything' }).click();
  await ben.getByLabel('Search').fill('lantern walk');
  await ben.getByLabel('Given for').selectOption('Entering an event');
  await ben.getByLabel('Order').selectOption('Cheapest first');
  await ben.getByRole('link', { name: /Lantern bearer/ }).waitFor();
  await inEveryLook(ben, 'badges-market');
  await ben.goto(at(address));
  await ben.getByRole('button', { name: 'Buy for 2.50 QIK' }).click();
  await ben.getByRole('dialog').getByText('2.5002 QIK').first().waitFor();
  await inEveryLook(ben, 'badges-buy');
  await ben.getByRole('button', { name: 'Pay 2.5002 QIK' }).click();
  await ben.getByText('The badge is yours.').waitFor();
  await inEveryLook(ben, 'badges-bought');
  await ben.getByRole('button', { name: 'Done' }).click();
  await ben.goto(at('/badges/market?view=trades'));
  await ben.getByText(/Bought from/).waitFor();
  await ben.getByText('Done', { exact: true }).waitFor();
  await inEveryLook(ben, 'badges-trades');

  await ada.goto(at(address));
  await ada.getByText(/sold it to/).waitFor();
  await ada.getByRole('button', { name: 'Make an offer' }).click();
  await ada.getByRole('dialog').getByLabel('Price').fill('1');
  await inEveryLook(ada, 'badges-offer');
  await ada.getByRole('button', { name: 'Offer 1.00 QIK' }).click();
  await ada.getByRole('button', { name: /Take back the offer/ }).waitFor();
  await ben.goto(at(address));
  await ben.getByRole('button', { name: /^Accept 1\.00/ }).click();
  await ben.getByText(/You get 0\.9499/).waitFor();
  expect(await accessibilityProblems(ben)).toEqual([]);
  await ben.getByRole('dialog').getByRole('button', { name: 'Accept' }).click();
  await ben.getByText('The badge is sold.').waitFor();
  await ada.context().close();
  await ben.context().close();
});

it('a badge is given away after a look at who gets it, and everybody with the link sees it', async () => {
  const ada = await openPage('/badges', { as: ADA });
  const own = await as(ada, ADA);
  const [badge] = (await own.nft.badges_of(identityOf(ADA).getPrincipal(), [], 1)).badges;
  await own.nft.icrc37_approve_tokens([
    {
      token_id: badge?.id ?? 0n,
      approval_info: {
        spender: { owner: identityOf(OLGA).getPrincipal(), subaccount: [] },
        from_subaccount: [],
        expires_at: [],
        memo: [],
        created_at_time: BigInt(Date.now()) * 1_000_000n,
      },
    },
  ]);
  await ada.goto(at(`/badges/${badge?.id}`));
  await ada.getByRole('button', { name: /^Take back: / }).click();
  await ada.getByText('Nobody but you.').waitFor();
  await ada.getByRole('button', { name: 'Give away' }).click();
  await ada.getByRole('button', { name: 'Look at it again' }).click();
  const ben = identityOf(BEN).getPrincipal().toText();
  await ada.getByLabel('To whom').fill(ben);
  await ada.getByRole('dialog').getByText(ben, { exact: true }).waitFor();
  await ada.getByRole('button', { name: 'Look at it again' }).click();
  await ada.getByText('Is this right?').waitFor();
  await inEveryLook(ada, 'badges-give');
  await ada.getByRole('button', { name: /^Give to/ }).click();
  await ada.getByText(/now belongs to/).waitFor();
  await ada.getByText(/gave it to/).waitFor();

  const visitor = await openPage(`/badges/${badge?.id}`);
  await visitor.getByRole('heading', { level: 1, name: 'Lantern bearer' }).waitFor();
  await visitor.getByText(/gave it to/).waitFor();
  await inEveryLook(visitor, 'badges-public');
  expectOk(await (await as(ada, BEN)).profile.set_username('ben_okafor'));
  await visitor.goto(at('/u/ben_okafor'));
  await visitor
    .getByRole('link', { name: /Lantern bearer/ })
    .first()
    .waitFor();
  await inEveryLook(visitor, 'badges-profile');
  await visitor.goto(at('/badges/999999'));
  await visitor.getByRole('heading', { name: 'No such badge' }).waitFor();
  expect(await accessibilityProblems(visitor)).toEqual([]);
  await visitor.context().close();
  await ada.context().close();
});

it('an organizer chooses somebody for a badge, two people swap, and a design is given no more', async () => {
  const olga = await openPage(`/badges/design/${eventId}`, { as: OLGA });
  await olga.getByRole('button', { name: 'New badge' }).click();
  await olga.getByLabel('Name').fill('Best costume');
  await olga.getByLabel('Given to whoever …').selectOption('is chosen by you, having entered');
  await olga.getByRole('button', { name: 'Create badge' }).click();
  await olga.getByText('“Best costume” is given from now on.').waitFor();
  await olga.getByRole('button', { name: 'Give to a guest: Best costume' }).click();
  const dialog = olga.getByRole('dialog');
  await dialog.getByLabel('To whom').fill(identityOf(CHIARA).getPrincipal().toText());
  await dialog.getByRole('button', { name: 'Give to a guest' }).click();
  await dialog.getByText('This person has not entered the event.').waitFor();
  await inEveryLook(olga, 'badges-award-refused');
  await dialog.getByLabel('To whom').fill(identityOf(ADA).getPrincipal().toText());
  await dialog.getByRole('button', { name: 'Give to a guest' }).click();
  await olga.getByText('Given. It is on their wall.').waitFor();

  const ada = await openPage('/badges', { as: ADA });
  const mine = ada.getByRole('link', { name: /Best costume/ });
  await mine.waitFor();
  const own = await as(ada, ADA);
  const bens = (await own.nft.badges_of(identityOf(BEN).getPrincipal(), [], 1)).badges[0];
  await ada.goto(at(`/badges/${bens?.id}`));
  await ada.getByRole('button', { name: 'Offer a swap' }).click();
  await ada
    .getByRole('dialog')
    .getByLabel('Your badge')
    .selectOption({ label: 'Best costume, No. 1' });
  await inEveryLook(ada, 'badges-swap');
  await ada.getByRole('button', { name: 'Offer the swap' }).click();
  await ada.getByText('Your swap is offered.').waitFor();

  const ben = await openPage('/badges');
  await signInAsNew(ben, BEN);
  await ben.getByRole('link', { name: 'Market' }).waitFor();
  await ben.goto(at(`/badges/${bens?.id}`));
  await ben.getByText(/“Best costume” for “Lantern bearer”/).waitFor();
  await ben.getByRole('button', { name: /^Swap for/ }).click();
  await ben.getByText('Both change hands at once.').waitFor();
  await inEveryLook(ben, 'badges-swap-accept');
  await ben.getByRole('dialog').getByRole('button', { name: 'Swap' }).click();
  await ben.getByText('Swapped.').waitFor();
  await ben.goto(at('/badges'));
  await ben.getByRole('link', { name: /Best costume/ }).waitFor();
  await ada.goto(at(`/badges/${bens?.id}`));
  await ada.getByText(/swapped it with/).waitFor();

  await olga.getByRole('button', { name: 'Give no more: Best costume' }).click();
  await olga.getByText('Badges that were given stay.').waitFor();
  await olga.getByRole('dialog').getByRole('button', { name: 'Give no more' }).click();
  await olga.getByText('Given no more').first().waitFor();
  await inEveryLook(olga, 'badges-retired');
  for (const page of [olga, ada, ben]) await page.context().close();
});
