import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { developmentIdentity } from '../../frontend/identity/src/derive.ts';
import {
  accessibilityProblems,
  builtWeb,
  openBrowser,
  phone,
  picture,
  type Site,
  serveBuilt,
} from './support.ts';

/** Nothing answers there: these tests are about signing in, not about data. */
const nowhere = {
  host: 'http://localhost:9',
  canisters: Object.fromEntries(
    ['auth', 'event', 'nft', 'profile', 'analytics', 'wallet'].map((name) => [name, 'aaaaa-aa']),
  ),
};

let browser: Browser;
let identity: Site;
let app: Site;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  const [opened, folders] = await Promise.all([openBrowser(), builtWeb()]);
  browser = opened;
  identity = await serveBuilt(folders.identity);
  app = await serveBuilt(folders.frontend, {
    '/qikcard.json': { network: nowhere, identityProvider: identity.url, environment: 'local' },
  });
});
afterAll(async () => {
  await browser?.close();
  await Promise.all([identity?.close(), app?.close()]);
});
beforeEach(async () => {
  await context?.close();
  context = await browser.newContext({ viewport: phone });
  page = await context.newPage();
});

async function signIn(name: string): Promise<void> {
  const [popup] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('button', { name: 'Sign in', exact: true }).first().click(),
  ]);
  const closed = popup.waitForEvent('close');
  await popup.getByRole('button', { name }).click();
  await closed;
}

describe('the development identity page', () => {
  it('says plainly that its identities have no secret, and is accessible', async () => {
    await page.goto(identity.url);
    await page.getByText('these identities have no secret').waitFor();
    await picture(page, 'identity-phone-light');
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    await picture(page, 'identity-phone-dark');
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  it('completes a sign-in of the real auth client, which keeps the principal of that person', async () => {
    await page.goto(`${app.url}/account`);
    await signIn('Ada Attendee');
    const principal = developmentIdentity('Ada Attendee').getPrincipal().toText();
    await page.getByText(principal).waitFor();
    await page.reload();
    await page.getByText(principal).waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
  });

  it('lets anybody be someone new', async () => {
    await page.goto(`${app.url}/account`);
    const [popup] = await Promise.all([
      page.waitForEvent('popup'),
      page.getByRole('button', { name: 'Sign in', exact: true }).click(),
    ]);
    await popup.getByLabel('Someone new').fill('Nora Newcomer');
    await popup.getByRole('button', { name: 'Continue' }).click();
    await page.getByText(developmentIdentity('Nora Newcomer').getPrincipal().toText()).waitFor();
  });

  it('leaves things as they were when the window is closed without choosing', async () => {
    await page.goto(`${app.url}/account`);
    const [popup] = await Promise.all([
      page.waitForEvent('popup'),
      page.getByRole('button', { name: 'Sign in', exact: true }).click(),
    ]);
    await popup.close();
    await page.getByText('Signing in was cancelled.').waitFor();
  });

  it('says gracefully that a session has ended, and where to go on', async () => {
    await page.clock.install();
    await page.goto(`${app.url}/account`);
    await signIn('Ada Attendee');
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
    await page.clock.fastForward('09:00:00');
    await page.getByText('Your session has ended').first().waitFor();
    await page.getByRole('button', { name: 'Sign in again' }).first().waitFor();
    await picture(page, 'session-ended-phone');
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  it('answers the ICRC-29, ICRC-25 and ICRC-34 calls of newer libraries', async () => {
    await page.goto(app.url);
    const [popup] = await Promise.all([
      page.waitForEvent('popup'),
      page.evaluate((url) => {
        const signer = window.open(url, 'signer');
        const answers: unknown[] = [];
        Object.assign(window, { signer, answers });
        window.addEventListener('message', ({ data }) => data.jsonrpc && answers.push(data));
      }, identity.url),
    ]);
    await popup.waitForLoadState();
    const ask = (method: string, params?: unknown) =>
      page.evaluate(
        ([origin, call]) => {
          const { signer } = window as unknown as { signer: Window };
          signer.postMessage(call, origin as string);
        },
        [identity.url, { jsonrpc: '2.0', id: method, method, params }] as const,
      );
    const answer = async (id: string) => {
      const found = await page.waitForFunction(
        (wanted) =>
          (window as unknown as { answers: { id: string }[] }).answers.find(
            (each) => each.id === wanted,
          ),
        id,
      );
      return (await found.jsonValue()) as unknown as { result: Record<string, unknown[]> };
    };
    await ask('icrc29_status');
    expect((await answer('icrc29_status')).result).toBe('ready');
    await ask('icrc25_supported_standards');
    const { result } = await answer('icrc25_supported_standards');
    expect(JSON.stringify(result.supportedStandards)).toContain('ICRC-34');
    const key = developmentIdentity('a session').getPublicKey().toDer();
    await ask('icrc34_delegation', { publicKey: Buffer.from(key).toString('base64') });
    await popup.getByRole('button', { name: 'Dora Door' }).click();
    const { result: delegated } = await answer('icrc34_delegation');
    const dora = Buffer.from(developmentIdentity('Dora Door').getPublicKey().toDer());
    expect(delegated.publicKey).toBe(dora.toString('base64'));
    expect(delegated.signerDelegation).toHaveLength(1);
  });
});
