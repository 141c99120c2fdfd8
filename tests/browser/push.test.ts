/** Push messages in a real browser: what is asked when, what is kept, and what the worker shows. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { expectAccessible, inEveryLook, useDemo } from './demo.ts';
import { phone } from './support.ts';

const { at, openPage } = useDemo('push');
/** Any P-256 point: only the push service would look closer. */
const pushKey = `B${'A'.repeat(86)}`;

/** The deployment as one that sends pushes. */
async function withPushKey(page: Page): Promise<void> {
  const config = await page.evaluate(async () => (await fetch('/qikcard.json')).json());
  await page.route('**/qikcard.json', (route) => route.fulfill({ json: { ...config, pushKey } }));
  await page.reload();
}

/**
 * Puts a push service in the place of the browser maker's, which no test can reach; permission,
 * worker and what it shows stay the browser's own.
 */
async function withPushService(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const made = (endpoint: string) => ({
      endpoint,
      getKey: (name: string) => {
        const key = new Uint8Array(name === 'auth' ? 16 : 65).fill(4);
        return key.buffer;
      },
      unsubscribe: async () => {
        localStorage.removeItem('push-service');
        return true;
      },
    });
    const kept = () => localStorage.getItem('push-service');
    Object.assign(PushManager.prototype, {
      getSubscription: async () => (kept() ? made(String(kept())) : null),
      subscribe: async () => {
        localStorage.setItem('push-service', `https://push.example.org/${crypto.randomUUID()}`);
        return made(String(kept()));
      },
    });
  });
  await page.reload();
}

/** Answers for the owner of the browser; permissions that are not named are denied. */
const permit = (page: Page, answer: 'granted' | 'denied') =>
  page.context().grantPermissions(answer === 'granted' ? ['notifications'] : ['geolocation']);

/** Hands a message to the worker as a push service would, once its contents are decrypted. */
async function push(page: Page, data: string): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  const found = new Promise<string>((registered) => {
    cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const ours = registrations.find(({ scopeURL }) => scopeURL.endsWith('/push/'));
      if (ours) registered(ours.registrationId);
    });
  });
  await cdp.send('ServiceWorker.enable');
  const registrationId = await found;
  const { origin } = new URL(at('/'));
  await cdp.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data });
}

const shown = (page: Page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration('/push/');
    const notifications = (await registration?.getNotifications()) ?? [];
    return notifications.map(({ title, body, data }) => ({ title, body, page: data.page }));
  });

it('says so where no push is sent, and where the browser or its owner will not have any', async () => {
  const page = await openPage('/inbox', { as: 'Ada Attendee' });
  await page.getByText('This deployment sends no push messages yet.').waitFor();
  await expectAccessible(page, 'push-not-offered');
  await permit(page, 'denied');
  await withPushKey(page);
  await page.getByText('Notifications are blocked for this page.').waitFor();
  await inEveryLook(page, 'push-denied');
  expect(await page.getByRole('button', { name: 'Notify me on this device' }).count()).toBe(0);
  await page.addInitScript(() => Reflect.deleteProperty(window, 'PushManager'));
  await page.reload();
  await page.getByText('This browser cannot receive push messages.').waitFor();
  await page.context().close();
});

it('asks on a tap only, keeps the device by name, shows messages, and ends when asked or signed out', async () => {
  const page = await openPage('/inbox', { as: 'Ada Attendee' });
  await permit(page, 'granted');
  await withPushKey(page);
  const turnOn = page.getByRole('button', { name: 'Notify me on this device' });
  await turnOn.waitFor();
  await inEveryLook(page, 'push-off');
  await page.setViewportSize(phone);
  expect(
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length),
  ).toBe(0);
  await turnOn.press('Enter');
  await page.getByText('This browser could not be reached by its push service.').waitFor();
  await expectAccessible(page, 'push-failed');
  await withPushService(page);
  await turnOn.press('Enter');
  const remove = page.getByRole('button', { name: /^Do not notify Chrome · / });
  await remove.waitFor();
  await inEveryLook(page, 'push-on');

  const message = {
    title: 'Ben would like to connect',
    body: 'Answer in People.',
    path: '/people',
  };
  await push(page, JSON.stringify(message));
  await expect
    .poll(() => shown(page))
    .toEqual([{ title: message.title, body: message.body, page: at('/people') }]);
  // A message that leads away, or that cannot be read, leads to the inbox.
  const count = () => expect.poll(async () => (await shown(page)).length);
  await push(page, JSON.stringify({ title: 'Away', path: '//evil.example/' }));
  await count().toBe(2);
  await push(page, 'not JSON');
  await count().toBe(3);
  expect((await shown(page)).slice(1).map((each) => each.page)).toEqual([
    at('/inbox'),
    at('/inbox'),
  ]);

  const other = await openPage('/inbox', { as: 'Ada Attendee' });
  await other.getByRole('button', { name: /^Do not notify Chrome · / }).click();
  await other.getByText(/is not notified any more\.$/).waitFor();
  await other.context().close();
  await page.reload();
  await turnOn.click();
  await remove.waitFor();

  await page.goto(at('/account'));
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect.poll(() => page.evaluate(() => localStorage.getItem('push-service'))).toBeNull();
  const again = await openPage('/inbox', { as: 'Ada Attendee' });
  await again.getByText('This deployment sends no push messages yet.').waitFor();
  await expect
    .poll(() => again.getByRole('button', { name: /^Do not notify/ }).count(), { timeout: 20_000 })
    .toBe(0);
  await again.context().close();
  await page.context().close();
});
