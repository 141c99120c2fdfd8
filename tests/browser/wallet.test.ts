/** The wallet as people use it: what they have, receiving, sending, lost answers; real canisters. */

import { Principal } from '@dfinity/principal';
import { depositAccountOf } from '@qikcard/contracts/deposit-account';
import { accountOf } from '@qikcard/contracts/icrc/account';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { identityOf } from '../../scripts/demo/people.ts';
import { granted } from '../support/doors.ts';
import { installLedgerAt, type TestLedger } from '../support/test-ledger.ts';
import { canistersAs, expectAccessible, inEveryLook, networkOf, useDemo } from './demo.ts';
import { badgeFor, enter, openEvening } from './earning.ts';

const { at, demo, openPage } = useDemo('wallet');
const OLGA = 'Olga Organizer';
const ADA = 'Ada Attendee';
const BEN = 'Ben Okafor';
const ADAM = 'Adam Admin';
const as = (page: Page, name: string) => canistersAs(demo(), page, name);
const principalOf = (name: string): Principal => identityOf(name).getPrincipal();
const CALLS = /\/api\/v\d\/canister\/[^/]+\/call$/;
const own = (name: string) => accountOf(principalOf(name));
const balance = async (page: Page, name: string) =>
  (await as(page, name)).wallet.icrc1_balance_of(own(name));

it('an empty wallet says where QIK come from, and shows a code to receive them', async () => {
  const ada = await openPage('/account', { as: ADA });
  await ada.getByRole('link', { name: 'Wallet' }).click();
  await ada.getByRole('heading', { level: 1, name: 'Wallet' }).waitFor();
  await ada.getByText('0.00 QIK').waitFor();
  await inEveryLook(ada, 'wallet-empty');
  await ada
    .getByRole('link', { name: /QikCard/ })
    .last()
    .click();
  await ada.getByText('QIK come with badges.').waitFor();
  expect(await ada.getByRole('button', { name: 'Send' }).isDisabled()).toBe(true);
  await expectAccessible(ada, 'wallet-qik-empty');
  await ada.getByRole('button', { name: 'Receive' }).click();
  await ada.getByRole('dialog').getByText(principalOf(ADA).toText()).waitFor();
  await ada.getByRole('img', { name: 'Code with your address for QIK' }).waitFor();
  await inEveryLook(ada, 'wallet-receive');
  await ada.goto(at('/wallet/nothing'));
  await ada.getByRole('heading', { name: 'Nothing of this kind here' }).waitFor();
  await expectAccessible(ada, 'wallet-unknown');
  await ada.context().close();
});

it('what somebody earned is sent on, after it was read back to them in words', async () => {
  const ada = await openPage('/wallet', { as: ADA });
  await ada.getByText('0.00 QIK').waitFor();
  const olga = await as(ada, OLGA);
  const eventId = await openEvening(olga);
  granted(await olga.nft.create_achievement(badgeFor(eventId)));
  await enter(olga, await as(ada, ADA), eventId, ADA);
  granted(await (await as(ada, BEN)).profile.set_username('ben_okafor'));
  await expect.poll(() => balance(ada, ADA)).toBe(1_250_000_000n);
  await ada.goto(at('/wallet/qik'));
  await ada.getByText('Reward for taking part').waitFor();
  await ada.getByText('+12.50 QIK').waitFor();

  await ada.getByRole('button', { name: 'Send' }).click();
  const sheet = ada.getByRole('dialog');
  await sheet.getByRole('button', { name: 'Look at it again' }).click();
  await sheet.getByText('Say to whom.').waitFor();
  await sheet.getByLabel('To whom').fill(principalOf(ADA).toText());
  await sheet.getByText('This is you.').waitFor();
  await sheet.getByLabel('To whom').fill('nobody_at_all');
  await sheet.getByText('This is nobody’s username').waitFor();
  await sheet.getByLabel('To whom').fill('@ben_okafor');
  await sheet.getByRole('status').getByText('@ben_okafor').waitFor();
  await sheet.getByLabel('Amount').fill('1,000');
  await sheet.getByText('One, or a thousand?').waitFor();
  await sheet.getByLabel('Amount').fill('1.234,5');
  await sheet.getByText('Enter an amount like 2.5').waitFor();
  await sheet.getByLabel('Amount').fill('12.5');
  await sheet.getByText('With the fee of 0.0001 QIK that is more than you have').waitFor();
  await inEveryLook(ada, 'wallet-send-too-much');
  await sheet.getByRole('button', { name: 'Everything' }).click();
  await sheet.getByText('Read as 12.4999 QIK').waitFor();
  await sheet.getByLabel('Amount').fill('2,5');
  await sheet.getByText('Read as 2.50 QIK').waitFor();
  await inEveryLook(ada, 'wallet-send');
  await sheet.getByRole('button', { name: 'Look at it again' }).click();
  await sheet.getByText('You send 2.50 QIK to @ben_okafor.').waitFor();
  await sheet.getByText(principalOf(BEN).toText()).last().waitFor();
  await inEveryLook(ada, 'wallet-confirm');
  await sheet.getByRole('button', { name: 'Change it' }).click();
  expect(await sheet.getByLabel('Amount').inputValue()).toBe('2,5');
  await sheet.getByRole('button', { name: 'Look at it again' }).click();
  await sheet.getByRole('button', { name: 'Send 2.50 QIK' }).click();
  await ada.getByText('2.50 QIK are with @ben_okafor.').waitFor();
  await ada.getByText('To @ben_okafor').waitFor();
  await ada.getByText('9.9999 QIK', { exact: true }).waitFor();
  await inEveryLook(ada, 'wallet-qik');
  expect(await balance(ada, BEN)).toBe(250_000_000n);
  await ada.context().close();
});

it('a payment whose answer is lost is found out about, and paid once', async () => {
  const ada = await openPage('/wallet/qik', { as: ADA });
  await ada.getByText('9.9999 QIK', { exact: true }).waitFor();
  await ada.getByRole('button', { name: 'Send' }).click();
  const sheet = ada.getByRole('dialog');
  await sheet.getByLabel('To whom').fill('ben_okafor');
  await sheet.getByRole('status').getByText('@ben_okafor').waitFor();
  await sheet.getByLabel('Amount').fill('1');
  await sheet.getByRole('button', { name: 'Look at it again' }).click();
  // The network gets every request, and nothing of what it answers comes back.
  await ada.route(CALLS, async (route) => {
    const body = Uint8Array.from(route.request().postDataBuffer() ?? []);
    const headers = { 'Content-Type': 'application/cbor' };
    const { pathname } = new URL(route.request().url());
    await fetch(new URL(pathname, demo().gatewayUrl), { method: 'POST', headers, body });
    await route.abort('connectionreset');
  });
  await sheet.getByRole('button', { name: 'Send 1.00 QIK' }).click();
  await sheet.getByText('No answer.').waitFor({ timeout: 90_000 });
  await inEveryLook(ada, 'wallet-no-answer');
  expect(await balance(ada, BEN)).toBe(350_000_000n);

  await ada.unroute(CALLS);
  await ada.reload();
  await ada.getByRole('heading', { name: 'A payment without an answer' }).waitFor();
  await ada.getByText(/From .* on you can also give it up/).waitFor();
  await inEveryLook(ada, 'wallet-open');
  await ada.getByRole('button', { name: 'Find out and finish' }).click();
  await ada.getByText('1.00 QIK are with @ben_okafor.').waitFor();
  await ada
    .getByRole('heading', { name: 'A payment without an answer' })
    .waitFor({ state: 'detached' });
  expect(await balance(ada, BEN)).toBe(350_000_000n);
  await ada.context().close();
});

let ledger: TestLedger;
it('tokens of another ledger are sent to the account a person has in this wallet', async () => {
  const ada = await openPage('/wallet', { as: ADA });
  await ada
    .getByRole('link', { name: /QikCard/ })
    .last()
    .waitFor();
  const network = await networkOf(demo(), ada);
  ledger = await installLedgerAt(network);
  const adam = await as(ada, ADAM);
  granted(await adam.wallet.add_ledger(ledger.id));
  const wallet = Principal.fromText(network.canisters.wallet);
  await ledger.give(depositAccountOf(wallet, principalOf(ADA)), 123_456_789_000n);
  await ada.reload();
  await ada.getByText('1,234.56789 TST').waitFor();
  await inEveryLook(ada, 'wallet-ledgers');
  await ada.goto(at(`/wallet/${ledger.id}`));
  await ada.getByRole('button', { name: 'Receive' }).click();
  await ada.getByText('Only TST may be sent here.').waitFor();
  await inEveryLook(ada, 'wallet-receive-ledger');
  await ada.getByRole('button', { name: 'Close' }).click();
  await ada.getByRole('button', { name: 'Send' }).click();
  const sheet = ada.getByRole('dialog');
  await sheet.getByLabel('To whom').fill('ben_okafor');
  await sheet.getByText('Their account in this wallet').waitFor();
  await sheet.getByLabel('Amount').fill('200');
  await sheet.getByRole('button', { name: 'Look at it again' }).click();
  await ledger.set_mode('lose answers');
  await sheet.getByRole('button', { name: 'Send 200.00 TST' }).click();
  await ada.getByText('Accepted. The history shows how far it is.').waitFor();
  await ada.getByText('Being sent').waitFor();
  await inEveryLook(ada, 'wallet-sending');
  await ledger.set_mode('ok');
  await ada.getByText('Done', { exact: true }).waitFor({ timeout: 90_000 });
  await inEveryLook(ada, 'wallet-ledger');
  const bens = depositAccountOf(wallet, principalOf(BEN));
  expect(await ledger.icrc1_balance_of(bens)).toBe(20_000_000_000n);
  await ada.context().close();
});

it('a chain or a ledger that does not answer is said to be so, and the rest goes on', async () => {
  const ada = await openPage('/wallet', { as: ADA });
  await ada.getByText('8.9998 QIK').waitFor();
  const adam = await as(ada, ADAM);
  granted(await adam.wallet.set_bitcoin_network({ regtest: null }));
  await ada.reload();
  await ada.getByText('No answer now').waitFor();
  await ada.getByText('8.9998 QIK').waitFor();
  await inEveryLook(ada, 'wallet-no-chain');
  await ada.goto(at('/wallet/btc'));
  await ada.getByText('There is no answer from that network now.').waitFor();
  await ada.getByText('Test coins, worth nothing.').waitFor();
  await expectAccessible(ada, 'wallet-bitcoin');
  await ada.getByRole('link', { name: 'Wallet' }).click();
  await ada.getByText('8.9998 QIK').waitFor();
  await ada.context().setOffline(true);
  await ada
    .getByText(/offline/i)
    .first()
    .waitFor();
  await ada.getByText('8.9998 QIK').waitFor();
  await expectAccessible(ada, 'wallet-offline');
  const visitor = await openPage('/wallet');
  await visitor
    .getByRole('button', { name: /^Sign in/ })
    .first()
    .waitFor();
  await expectAccessible(visitor, 'wallet-signed-out');
  await visitor.context().close();
  await ada.context().close();
});
