/** How long a suspended person may still act: the stated bounds of docs/decisions/050. */
import { canisterNames } from '@qikcard/contracts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { admin, Deployment } from '../support/deployment.ts';
import { picIdOf } from '../support/operator.ts';
import { person } from '../support/people.ts';

/** All canisters run. */
const USUAL_SECONDS = 5;
/** Behind the start of a receiver that was stopped: the longest pause, and a timer's second. */
const AFTER_STOP_SECONDS = 62;

const sam = person('Sam');
let deployment: Deployment;
beforeAll(async () => {
  deployment = await Deployment.start();
  await deployment.as(sam).auth.register({ display_name: 'Sam' });
  await deployment.grant(sam, 'admin');
});
afterAll(() => deployment?.stop());
beforeEach(async () => {
  await suspend(false);
  for (let second = 0; second < AFTER_STOP_SECONDS; second++) await deployment.pass(1);
  expect(await isRefused('wallet')).toBe(false);
});

const suspend = (suspended: boolean) =>
  deployment.as(admin).auth.set_suspended(sam.principal, suspended);
const isRefused = async (name: (typeof canisterNames)[number]) =>
  'Err' in (await deployment.as(sam)[name].audit_page(0n, 1));
async function secondsUntilRefused(most: number): Promise<number> {
  for (let second = 0; second <= most; second++) {
    if (await isRefused('wallet')) return second;
    await deployment.pass(1);
  }
  throw new Error(`still not refused after ${most} seconds`);
}
const versions = async () =>
  new Set(
    await Promise.all(canisterNames.map((name) => deployment.as(admin)[name].roles_version())),
  );
const wallet = () => ({ canisterId: picIdOf(deployment, 'wallet') });

test('where everything runs a suspension holds everywhere within five seconds', async () => {
  await suspend(true);
  await secondsUntilRefused(USUAL_SECONDS);
  for (const name of canisterNames) expect(await isRefused(name), name).toBe(true);
  expect((await versions()).size).toBe(1);
});

test('a canister that was stopped meanwhile learns of it within 62 seconds of its start', async () => {
  await deployment.pic.stopCanister(wallet());
  await suspend(true);
  for (let second = 0; second < 200; second++) await deployment.pass(1);
  await deployment.pic.startCanister(wallet());
  await secondsUntilRefused(AFTER_STOP_SECONDS);
  expect((await versions()).size).toBe(1);
});

test('one that is started with an upgrade asks by itself and knows within five seconds', async () => {
  await deployment.pic.stopCanister(wallet());
  await suspend(true);
  for (let second = 0; second < 200; second++) await deployment.pass(1);
  await deployment.pic.startCanister(wallet());
  await deployment.upgrade('wallet');
  await secondsUntilRefused(USUAL_SECONDS);
  for (let second = 0; second < AFTER_STOP_SECONDS; second++) await deployment.pass(1);
  expect((await versions()).size).toBe(1);
});
