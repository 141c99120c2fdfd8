/** Bitcoin on the wallet page: a real node on regtest takes, mines and confirms what a browser sends. */
import type { Page } from 'playwright-core';
import { afterAll, expect, it } from 'vitest';
import { BitcoinNode } from '../support/bitcoin-node.ts';
import { granted } from '../support/doors.ts';
import { canistersAs, expectAccessible, useDemo } from './demo.ts';

const MINER = 'bcrt1qqurswpc8qurswpc8qurswpc8qurswpc8dxm0gk';
const SHOP = 'bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080';
/** bcoin knows segregated witnesses from this height on. */
const SEGWIT_HEIGHT = 432;
const BITCOIN = 100_000_000n;
const CALLS = /\/api\/v\d\/canister\/[^/]+\/call$/;
const GONE_SECONDS = 6 * 60 + 1;
/** The wallet looks at a payment once a minute of the network: so much of it goes by with each look of ours. */
const STEP_SECONDS = 5;
/** A network that is further ahead of a browser takes its calls for too old. */
const AHEAD_MAX_SECONDS = 4 * 60;

let node: BitcoinNode;
let mined: Promise<number>;
const { at, demo, openPage } = useDemo('wallet-bitcoin', [], async () => {
  node = await BitcoinNode.start();
  mined = node.mine(SEGWIT_HEIGHT, MINER);
  return node.address;
});
afterAll(() => node?.stop());

let ada: Page;
const sheet = () => ada.getByRole('dialog');
let ahead = 0;
/** Looks until it is so; meanwhile the clock of the network goes faster than ours. */
const waitUntil = (isSo: () => Promise<boolean>) =>
  expect
    .poll(
      async () => {
        ahead = Math.max(ahead, Math.min(ahead + STEP_SECONDS, AHEAD_MAX_SECONDS));
        await demo().skipSeconds(ahead);
        return isSo();
      },
      { timeout: 150_000, interval: 1_000 },
    )
    .toBe(true);
const inPool = async () => (await node.pool()).length === 1;
const shown = (text: string) => () => ada.getByText(text, { exact: true }).isVisible();
/** Mines, the first block to an address, and waits until the network knows the last one: a witness has it. */
async function mine(count: number, first = MINER): Promise<void> {
  const { height } = await node.tip();
  const { wallet } = await canistersAs(demo(), ada, `Witness ${height}`);
  const { p2wpkh } = granted(await wallet.bitcoin_addresses());
  if (count > 1) await node.mine(1, first);
  if (count > 2) await node.mine(count - 2, MINER);
  await node.mine(1, p2wpkh);
  const known = async () => {
    const answer = await wallet.bitcoin_balance();
    return 'Ok' in answer && answer.Ok.spendable > 0n;
  };
  await expect.poll(known, { timeout: 60_000, interval: 2_000 }).toBe(true);
}
/** Fills the form; what it costs is asked from the chain. */
async function ask(amount: string | undefined): Promise<void> {
  await ada.getByRole('button', { name: 'Send', exact: true }).click();
  await sheet().getByLabel('To whom').fill(SHOP);
  if (amount === undefined) await sheet().getByRole('button', { name: 'Everything' }).click();
  else await sheet().getByLabel('Amount').fill(amount);
  await sheet().getByRole('button', { name: 'Look at it again' }).click();
  await sheet().getByText('Is this right?').waitFor();
}

it('what was mined to somebody is sent with a fee that was shown, and confirmed by blocks', async () => {
  ada = await openPage('/wallet', { as: 'Ada Attendee' });
  await ada.getByText('0.00 QIK').waitFor();
  const adam = await canistersAs(demo(), ada, 'Adam Admin');
  granted(await adam.wallet.set_bitcoin_network({ regtest: null }));
  const rules = { per_day: 100n * BITCOIN, wait_from: [] as [], wait_seconds: 600 };
  granted(await adam.wallet.set_usual_limits({ Bitcoin: null }, rules));
  const own = await canistersAs(demo(), ada, 'Ada Attendee');
  await mined;
  await mine(101, granted(await own.wallet.bitcoin_addresses()).p2wpkh);
  await ada.goto(at('/wallet/btc'));
  await ada.getByText('12.50 tBTC', { exact: true }).waitFor();
  await ask('0.5');
  await sheet()
    .getByText(/^You send 0\.50\stBTC to/)
    .waitFor();
  await sheet().getByText('Fee, at most').waitFor();
  await expectAccessible(ada, 'wallet-confirm-bitcoin');
  await sheet().getByRole('button', { name: 'Send 0.50 tBTC' }).click();
  await ada.getByText('Accepted. The history shows how far it is.').waitFor();
  await ada.getByText('Handed to the network').waitFor();
  await waitUntil(inPool);
  await expectAccessible(ada, 'wallet-bitcoin-sent');
  await mine(1);
  await waitUntil(shown('In a block; final in a while'));
  await mine(5);
  await waitUntil(shown('Done'));
  await ada
    .getByText(/^11\.99\d+\stBTC$/)
    .first()
    .waitFor();
});

it('a payment that never arrived is given up, and everything that is left goes in one', async () => {
  await ask('0.25');
  await ada.route(CALLS, (route) => route.abort('connectionreset'));
  await sheet().getByRole('button', { name: 'Send 0.25 tBTC' }).click();
  await sheet().getByText('No answer.').waitFor({ timeout: 90_000 });
  await ada.unroute(CALLS);
  ahead = GONE_SECONDS;
  const time = await demo().skipSeconds(ahead);
  await ada.clock.install({ time });
  await ada.reload();
  await ada.getByRole('heading', { name: 'A payment without an answer' }).waitFor();
  await expectAccessible(ada, 'wallet-bitcoin-open');
  await ada.getByRole('button', { name: 'Do not send it' }).click();
  await ada.getByText('It was not done, and will not be.').waitFor();

  await ask(undefined);
  const all = await sheet()
    .getByText(/^You send 11\.99\d+\stBTC to/)
    .innerText();
  await sheet().getByText('Fee', { exact: true }).waitFor();
  await sheet()
    .getByRole('button', { name: /^Send 11\.99/ })
    .click();
  await ada.getByText('Accepted. The history shows how far it is.').waitFor();
  await waitUntil(inPool);
  await node.mine(1, MINER);
  await ada.getByText('0.00 tBTC', { exact: true }).waitFor({ timeout: 60_000 });
  await expectAccessible(ada, 'wallet-bitcoin-all');
  const [amount = ''] = all.match(/[\d.]+/) ?? [];
  await ada.getByText(`−${amount} tBTC`).waitFor();
  expect(
    await ada
      .getByText(/\stBTC$/)
      .filter({ hasText: '0.25' })
      .count(),
  ).toBe(0);
  await ada.context().close();
});
