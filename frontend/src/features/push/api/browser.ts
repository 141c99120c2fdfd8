/** The browser's side of push messages: permission, worker and subscription. */
import type { PushSubscription as Subscription } from '@qikcard/contracts';
import { activated } from '../../../lib/service-worker.ts';

// A scope of its own, where no page is: the worker shows notifications and does nothing else.
const WORKER = '/push/worker.js';
const SCOPE = '/push/';

/** Whether this browser can receive push messages; iPhones can once the app is on the home screen. */
export const isSupported = (): boolean =>
  'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;

export const isDenied = (): boolean => Notification.permission === 'denied';

/** The subscription of this browser, if there is one. */
export async function currentSubscription(): Promise<PushSubscription | undefined> {
  if (!isSupported()) return undefined;
  const registration = await navigator.serviceWorker.getRegistration(SCOPE);
  return (await registration?.pushManager.getSubscription()) ?? undefined;
}

/** Ends the subscription of this browser and gives the address it had, if it had one. */
export async function dropSubscription(): Promise<string | undefined> {
  const subscription = await currentSubscription();
  await subscription?.unsubscribe();
  return subscription?.endpoint;
}

/** Asks for the permission; only ever called by a tap. */
export const askPermission = async (): Promise<boolean> =>
  (await Notification.requestPermission()) === 'granted';

/** Subscribes this browser to messages signed with the key behind `pushKey` (RFC 8292). */
export async function subscribe(pushKey: string): Promise<PushSubscription> {
  const registration = await navigator.serviceWorker.register(WORKER, { scope: SCOPE });
  await activated(registration);
  // One made for another key would receive nothing.
  await (await registration.pushManager.getSubscription())?.unsubscribe();
  return registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: bytesOf(pushKey),
  });
}

/** What the profile keeps of a subscription, under the name its owner knows the browser by. */
export function subscriptionOf(subscription: PushSubscription, name: string): Subscription {
  const key = (which: PushEncryptionKeyName) =>
    new Uint8Array(subscription.getKey(which) ?? new ArrayBuffer(0));
  return {
    endpoint: subscription.endpoint,
    p256dh: key('p256dh'),
    auth: key('auth'),
    name: [name],
  };
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const base64 = base64url.replaceAll('-', '+').replaceAll('_', '/');
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}
