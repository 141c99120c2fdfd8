/** The wallet as people use it: what they have, receiving, sending, lost answers; real canisters. */

import { randomBytes } from 'node:crypto';
import { Principal } from '@dfinity/principal';
import { depositAccountOf } from '@qikcard/contracts/deposit-account';
import { accountOf } from '@qikcard/contracts/icrc/account';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { identityOf } from '../../scripts/demo/people.ts';
import { granted } from '../support/doors.ts';
import { installEvmAt, TEST_CHAIN, type TestEvm } from '../support/test-evm.ts';
import { installLedgerAt, type TestLedger } from '../support/test-ledger.ts';
import { installMinterAt } from '../support/test-minter.ts';
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
let chain: TestEvm;
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

it('an address is kept under a name, and a large payment to it waits and is taken back', async () => {
  const ada = await openPage('/wallet', { as: ADA });
  await ada.getByRole('link', { name: 'Address book' }).click();
  await ada.getByText('Nobody here yet').waitFor();
  await expectAccessible(ada, 'wallet-book-empty');
  await ada.getByRole('button', { name: 'New address' }).click();
  const dialog = ada.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByText('Give it a name.').waitFor();
  await dialog.getByLabel('Name').fill('Ben, savings');
  await dialog.getByLabel('Address').fill('not-an-account');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByText('This is no address of that network.').waitFor();
  await inEveryLook(ada, 'wallet-book-wrong');
  await dialog.getByLabel('Address').fill(principalOf(BEN).toText());
  await dialog.getByRole('button', { name: 'Save' }).click();
  await ada.getByText('Ben, savings is saved.').waitFor();
  await inEveryLook(ada, 'wallet-book');

  await ada.goto(at(`/wallet/${ledger.id}`));
  await ada.getByText(/^1,000\.00\sTST a day\./).waitFor();
  await ada.getByRole('button', { name: 'Change' }).click();
  await dialog.getByLabel('Most in a day').fill('300.5');
  await dialog.getByLabel('Payments wait from').fill('50');
  await dialog.getByLabel('How long they wait').selectOption('1 day');
  await inEveryLook(ada, 'wallet-limits-dialog');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await ada.getByText('Your new limits hold now.').waitFor();
  await ada.getByText('100.50 TST can be spent today.').waitFor();

  await ada.getByRole('button', { name: 'Send' }).click();
  await dialog.getByLabel('From your address book').selectOption('Ben, savings');
  await dialog.getByLabel('Amount').fill('101');
  await dialog.getByRole('button', { name: 'Look at it again' }).click();
  await dialog.getByRole('button', { name: 'Send 101.00 TST' }).click();
  await dialog.getByText('Your limit of this day leaves 100.50 TST.').waitFor();
  await dialog.getByRole('button', { name: 'Change it' }).click();
  await dialog.getByLabel('Amount').fill('60');
  await dialog.getByRole('button', { name: 'Look at it again' }).click();
  await dialog.getByText('You send 60.00 TST to Ben, savings.').waitFor();
  await dialog.getByRole('button', { name: 'Send 60.00 TST' }).click();
  await ada.getByText(/^Waits until/).waitFor();
  await ada.getByText('40.50 TST can be spent today.').waitFor();
  await inEveryLook(ada, 'wallet-waiting');
  await ada.getByRole('button', { name: /^Take back 60\.00/ }).click();
  await dialog.getByRole('button', { name: 'Take back' }).click();
  await ada.getByText('Taken back. Nothing was sent.').waitFor();
  await ada.getByText('100.50 TST can be spent today.').waitFor();

  await ada.getByRole('button', { name: 'Change' }).click();
  await dialog.getByLabel('Most in a day').fill('5000');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await ada.getByText('Saved. What is looser holds a day from now.').waitFor();
  await ada.getByText(/^From .*: 5,000\.00\sTST a day/).waitFor();
  await inEveryLook(ada, 'wallet-limits');
  await ada.goto(at('/wallet/addresses'));
  await ada.getByRole('button', { name: 'Remove Ben, savings' }).click();
  await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
  await ada.getByText('Nobody here yet').waitFor();
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
  await ada.getByText('can be spent today').waitFor();
  await ada.getByRole('button', { name: 'Receive' }).click();
  await ada.getByRole('img', { name: 'Code with your address for tBTC' }).waitFor();
  await ada.getByText(/^bcrt1q/).waitFor();
  await ada.getByRole('tab', { name: 'Taproot' }).click();
  await ada.getByText(/^bcrt1p/).waitFor();
  await inEveryLook(ada, 'wallet-receive-bitcoin');
  await ada.getByRole('button', { name: 'Close' }).click();
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

it('bitcoin becomes tokens of its ledger and leaves it again, through the minter', async () => {
  const ada = await openPage('/wallet', { as: ADA });
  await ada.getByRole('link', { name: /Bitcoin/ }).waitFor();
  const minter = await installMinterAt(await networkOf(demo(), ada), ledger);
  const adam = await as(ada, ADAM);
  granted(await adam.wallet.set_ckbtc({ minter: minter.id, ledger: ledger.id }));
  await ada.goto(at(`/wallet/${ledger.id}`));
  await ada.getByRole('button', { name: 'Receive' }).click();
  const sheet = ada.getByRole('dialog');
  await sheet.getByRole('tab', { name: 'Bitcoin' }).click();
  await sheet.getByRole('button', { name: 'Look for deposits' }).click();
  await sheet.getByText('Nothing new has arrived.').waitFor();
  const address = granted(await (await as(ada, ADA)).wallet.ckbtc_deposit_address());
  await sheet.getByText(address).waitFor();
  await minter.deposit(address, 200_000_100n, 6);
  await sheet.getByRole('button', { name: 'Look for deposits' }).click();
  await sheet.getByText('2.00 TST have arrived.').waitFor();
  await inEveryLook(ada, 'wallet-deposit-bitcoin');
  await ada.getByRole('button', { name: 'Close' }).click();

  await ada.getByRole('button', { name: 'Send' }).click();
  await sheet.getByLabel('To whom').fill('bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080');
  await sheet.getByLabel('Amount').fill('1.5');
  await sheet.getByRole('button', { name: 'Look at it again' }).click();
  await sheet.getByText(/^At least 1\.4\d+\sTST arrive as bitcoin\.$/).waitFor();
  await inEveryLook(ada, 'wallet-confirm-to-bitcoin');
  await sheet.getByRole('button', { name: 'Send 1.50 TST' }).click();
  await ada.getByText('Accepted. The history shows how far it is.').waitFor();
  await ada.getByText('Taken; the Bitcoin payment is being made').waitFor({ timeout: 60_000 });
  await inEveryLook(ada, 'wallet-to-bitcoin');
  await ada.context().close();
});

it('ether is received by code and sent with the most that it can cost', async () => {
  const ada = await openPage('/wallet', { as: ADA });
  await ada
    .getByText(/\sQIK$/)
    .first()
    .waitFor();
  chain = await installEvmAt(await networkOf(demo(), ada));
  const adam = await as(ada, ADAM);
  granted(await adam.wallet.set_evm_chain({ chain_id: TEST_CHAIN, rpc: [chain.id] }));
  await chain.give(granted(await (await as(ada, ADA)).wallet.evm_address()), 10n ** 18n);
  await ada.goto(at(`/wallet/evm-${TEST_CHAIN}`));
  await ada.getByText('Test coins, worth nothing.').waitFor();
  await ada.getByRole('button', { name: 'Receive' }).click();
  await ada.getByText(/^0x[0-9a-fA-F]{40}$/).waitFor();
  await expectAccessible(ada, 'wallet-receive-ether');
  await ada.getByRole('button', { name: 'Close' }).click();
  await ada.getByRole('button', { name: 'Send' }).click();
  const sheet = ada.getByRole('dialog');
  await sheet.getByLabel('To whom').fill('0x70997970c51812dc3a010c7d01b50e0d17dc79c');
  await sheet.getByLabel('Amount').fill('0.25');
  await sheet.getByRole('button', { name: 'Look at it again' }).click();
  await sheet.getByText(/^This is no address of/).waitFor();
  await sheet.getByLabel('To whom').fill('0x70997970C51812dc3A010C7d01b50e0d17dc79C8');
  await sheet.getByRole('button', { name: 'Look at it again' }).click();
  await sheet.getByText('Is this right?').waitFor();
  await inEveryLook(ada, 'wallet-confirm-ether');
  await sheet.getByRole('button', { name: /^Send 0\.25/ }).click();
  await ada.getByText('Accepted. The history shows how far it is.').waitFor();
  await ada.getByText('Handed to the network').waitFor({ timeout: 90_000 });
  await inEveryLook(ada, 'wallet-ether');
  await ada.getByRole('button', { name: 'Pay more, go faster' }).click();
  await sheet.getByText('Only one of the two can be done.').waitFor();
  await expectAccessible(ada, 'wallet-ether-faster');
  await sheet.getByRole('button', { name: 'Pay more, go faster' }).click();
  await ada.getByText('A dearer one is on its way.').waitFor();
  await ada.context().close();
});

it('operators see a payment that does not get on, with what to do about it, and try it again', async () => {
  const adam = await openPage('/admin/operations', { as: ADAM });
  await adam.getByText('Everything gets on.').waitFor();
  await ledger.set_mode('lose answers');
  const asked = { request_id: randomBytes(16), ledger: ledger.id, to: own(BEN) };
  const ada = await as(adam, ADA);
  const order = granted(
    await ada.wallet.withdraw({ ...asked, amount: 1_000_000n, fee_max: 10_000n }),
  );
  await chain.set_mode('unavailable');
  const sent = granted(
    await ada.wallet.send_evm({
      ...{ request_id: randomBytes(16), chain_id: TEST_CHAIN, speed: { normal: null } },
      ...{ to: '0x70997970C51812dc3A010C7d01b50e0d17dc79C8', amount: 1_000n, fee_max: 10n ** 16n },
    }),
  );
  const row = adam.getByText(`Ledger order ${order.id} · Asking the ledger`);
  await row.waitFor({ timeout: 150_000 });
  await adam.getByText('it is asked with the same words').waitFor();
  await adam.getByText(`Ether payment ${sent.id} · Preparing`).waitFor({ timeout: 150_000 });
  await adam.getByText('the providers behind it do not answer').waitFor();
  await inEveryLook(adam, 'admin-stuck');
  await ledger.set_mode('ok');
  await chain.set_mode('ok');
  await adam.getByRole('button', { name: `Try again now: Ether payment ${sent.id}` }).click();
  await adam.getByRole('button', { name: `Try again now: Ledger order ${order.id}` }).click();
  await adam.getByText('Everything gets on.').waitFor();
  expect(granted(await ada.wallet.ledger_order(order.id)).state).toHaveProperty('Done');
  await adam.context().close();
});
